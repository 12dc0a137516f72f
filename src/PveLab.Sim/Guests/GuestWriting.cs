using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// The workloads of a running system at work on its disk. Nothing is planned on the agenda: whoever reads the disk brings it up to
/// the present first, so a year of rows costs as little as a minute's.
/// </summary>
internal sealed class GuestWriting
{
    private readonly VirtualClock clock;
    private readonly DiskImage disk;
    private Instant since;

    private GuestWriting(VirtualClock clock, DiskImage disk)
    {
        this.clock = clock;
        this.disk = disk;
        since = clock.Now;
    }

    /// <summary>From now on the workloads on <paramref name="disk"/> write.</summary>
    internal static GuestWriting Begin(VirtualClock clock, DiskImage disk)
    {
        var writing = new GuestWriting(clock, disk);
        disk.Settle = writing.Settle;
        return writing;
    }

    /// <summary>From now on they do not.</summary>
    internal void End()
    {
        Settle(disk);
        disk.Settle = null;
    }

    private void Settle(DiskImage image)
    {
        var now = clock.Now;
        if (now <= since || image.System is not { } system) return;
        var start = since;
        // Taking space may settle every disk of the pool, this one too: nothing is left to do then.
        since = now;
        foreach (var load in system.Workloads)
        {
            var every = Math.Max(1, (long)load.Every.TotalMilliseconds);
            var (before, upTo) = (Floor(start.Milliseconds, every), Floor(now.Milliseconds, every));
            var rows = upTo - before;
            if (load.RowBytes > 0) rows = Math.Min(rows, Math.Max(0, image.Size - image.Written) / load.RowBytes);
            while (rows > 0 && !image.TryWrite(rows * load.RowBytes)) rows /= 2;
            if (rows <= 0) continue;
            var last = new Instant((before + rows) * every);
            var file = system.Files.GetValueOrDefault(load.Path) ?? new GuestFile("", last);
            file = file with { Written = last, Rows = RowRun.Append(file.Rows, rows, last, load.Every) };
            system = system with { Files = system.Files.SetItem(load.Path, file) };
        }
        image.System = system;
    }

    private static long Floor(long value, long step) => value >= 0 ? value / step : -((-value + step - 1) / step);
}
