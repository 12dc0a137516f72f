using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody deleted a file inside a running guest.</summary>
public sealed record GuestFileLost : GuestFault
{
    /// <summary>The file, for example <c>/srv/db/customers.csv</c>.</summary>
    public required string File { get; init; }

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!MayComeLater && world.GuestOf(Guest)?.System is { } system && !system.Files.ContainsKey(File))
            yield return new FaultProblem("file", $"the guest has no file '{File}'", File, [.. system.Files.Keys]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var guest = Find(site.World);
        if (guest.Os.System is not { } system || !system.Files.ContainsKey(File)) throw new PveException($"no file '{File}' to delete");
        guest.Os.Change(now => now with { Files = now.Files.Remove(File) });
        return null;
    }
}
