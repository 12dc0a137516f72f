namespace PveLab.Sim.Zfs;

/// <content>Scrubs and resilvers (openzfs: module/zfs/dsl_scan.c; lib/libzfs/libzfs_pool.c zpool_scan). They cost time, not bandwidth.</content>
public sealed partial class ZfsPool
{
    /// <summary>The newest scan; null when there never was one.</summary>
    public ZfsScan? Scan { get; private set; }

    /// <summary>Begins to read and check everything (<c>zpool scrub</c>).</summary>
    /// <exception cref="ZfsException">A scan is going on, or the pool is suspended.</exception>
    public void StartScrub()
    {
        if (!TakesWrites) throw new ZfsException($"cannot scrub {Name}: pool I/O is currently suspended");
        if (Scan?.IsRunning(Node.Clock.Now) == true)
            throw new ZfsException($"cannot scrub {Name}: currently {(Scan.Scrub ? "scrubbing; use 'zpool scrub -s' to cancel scrub" : "resilvering")}");
        Settle();
        Scan = new ZfsScan(true, Node.Clock.Now, Allocated, 0, ReadTime(Allocated));
    }

    /// <summary>Ends a scrub (<c>zpool scrub -s</c>).</summary>
    /// <exception cref="ZfsException">None is going on.</exception>
    public void StopScrub()
    {
        if (Scan is not { Scrub: true } scan || !scan.IsRunning(Node.Clock.Now)) throw new ZfsException($"cannot cancel scrubbing {Name}: there is no active scrub");
        Scan = scan with { Cancelled = Node.Clock.Now };
    }

    private void StartResilver(long bytes) => Scan = new ZfsScan(false, Node.Clock.Now, bytes, bytes, ReadTime(bytes));

    // Whole seconds, as the tools tell them; the slowest disk decides.
    private TimeSpan ReadTime(long bytes)
    {
        var rate = Devices.Where(d => d.Works).Select(d => d.Disk.Lane.BytesPerSecond).DefaultIfEmpty(1).Min();
        return TimeSpan.FromSeconds(Math.Ceiling(bytes / Math.Max(1, rate)));
    }
}
