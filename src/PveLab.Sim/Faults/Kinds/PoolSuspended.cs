namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Every disk of a pool is away: a controller, a cable, a power supply of the enclosure. Whoever writes waits; the pool goes on when the disks are back
/// and somebody clears its errors.
/// </summary>
public sealed record PoolSuspended : PoolFault
{
    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var disks = PoolOf(site.World).Devices.Select(d => d.Disk).Distinct().ToList();
        foreach (var disk in disks) disk.Fail();
        return () =>
        {
            foreach (var disk in disks) disk.Recover();
        };
    }
}
