using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The network falls into two parts: some machines still reach each other, but none of the others.</summary>
public sealed record NetworkSplit : Fault
{
    /// <summary>The machines of one part, separated by commas: <c>pve1</c>, <c>pve1,nas</c>.</summary>
    public required string Apart { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => Names.SelectMany(name => HostFault.Check(world, "apart", name));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (links, world) = (site.World.Links, site.World);
        var pairs = (from one in Names from other in world.Hosts.Keys where !Names.Contains(other) && !links.IsCut(one, other) select (one, other)).ToList();
        foreach (var (one, other) in pairs) links.Cut(one, other);
        return () =>
        {
            foreach (var (one, other) in pairs) links.Mend(one, other);
        };
    }

    private IReadOnlyList<string> Names => Apart.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
