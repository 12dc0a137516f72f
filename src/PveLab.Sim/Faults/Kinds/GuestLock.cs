using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A lock in a guest's configuration that nobody removed: what it belonged to was interrupted.</summary>
public sealed record GuestLock : GuestFault
{
    private static readonly ImmutableArray<string> Known = ["backup", "clone", "create", "migrate", "rollback", "snapshot", "snapshot-delete"];

    /// <summary>Which lock.</summary>
    public string Lock { get; init; } = "backup";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!Known.Contains(Lock)) yield return new FaultProblem("lock", $"no lock is called '{Lock}'", Lock, Known);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        Find(site.World).SetLock(Lock);
        return () =>
        {
            if (Find(site.World) is { } guest && guest.Lock == Lock) guest.RemoveLock();
        };
    }
}
