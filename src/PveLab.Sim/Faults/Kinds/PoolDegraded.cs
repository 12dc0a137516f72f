using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// A disk of a mirrored pool is dead. The pool goes on without it, and nobody notices who does not look; another disk can take its place, and everything is
/// copied to it.
/// </summary>
public sealed record PoolDegraded : PoolFault
{
    /// <summary>The disk; the last of the pool if not given.</summary>
    public string? Disk { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        var wrong = false;
        foreach (var problem in base.Check(world))
        {
            wrong = true;
            yield return problem;
        }
        if (wrong) yield break;
        var pool = PoolOf(world);
        if (pool.Vdevs.All(v => v.Spare == 0)) yield return new FaultProblem("pool", $"the disks of '{Pool}' do not stand in for each other; pool-suspended is for that");
        if (Disk is { } disk && pool.Devices.All(d => d.Name != disk)) yield return new FaultProblem("disk", $"'{Pool}' has no disk '{disk}'", disk, [.. pool.Devices.Select(d => d.Name)]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var devices = PoolOf(site.World).Devices.ToList();
        var dead = (devices.Find(d => d.Name == Disk) ?? devices[^1]).Disk;
        dead.Fail();
        return dead.Recover;
    }
}
