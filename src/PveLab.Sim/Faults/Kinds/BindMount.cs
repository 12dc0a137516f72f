using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A container sees a directory of its node through a bind mount. Its files lie outside of every storage: no backup takes them.</summary>
public sealed record BindMount : GuestSettingFault
{
    /// <summary>The mount point's key.</summary>
    public string Mount { get; init; } = "mp9";

    /// <summary>The directory on the node; made when it is not there.</summary>
    public string Directory { get; init; } = "/srv/archive";

    /// <summary>Where the container sees it.</summary>
    public string Path { get; init; } = "/archive";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!ContainerMount.IsKey(Mount)) yield return new FaultProblem("mount", $"'{Mount}' is no mount point; write mp0 to mp255");
        if (world.GuestOf(Guest) is { } guest && guest.Kind != GuestKind.Container) yield return new FaultProblem("guest", "only a container has bind mounts");
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Storage is null) Find(site.World).Node.Files.CreateDirectory(Directory, parents: true);
        return base.Begin(site);
    }

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config)
    {
        yield return (Mount, $"{Directory},mp={Path}");
    }
}
