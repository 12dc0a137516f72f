using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// The workloads of a running system at work on its disks. Nothing is planned on the agenda: whoever reads a disk brings it up to
/// the present first, so a year of rows costs as little as a minute's.
/// </summary>
internal sealed class GuestWriting
{
    private readonly VirtualClock clock;
    private readonly GuestContent content;
    private readonly Action stalled;
    private Instant since;

    private GuestWriting(VirtualClock clock, GuestContent content, Action stalled)
    {
        this.stalled = stalled;
        this.clock = clock;
        this.content = content;
        since = clock.Now;
    }

    /// <summary>From now on the workloads of the system in <paramref name="content"/> write.</summary>
    /// <param name="clock">Virtual time.</param>
    /// <param name="content">What is on the disks.</param>
    /// <param name="stalled">Called when a write finds no room on what a disk lies on.</param>
    internal static GuestWriting Begin(VirtualClock clock, GuestContent content, Action stalled)
    {
        var writing = new GuestWriting(clock, content, stalled);
        foreach (var disk in content.Disks) disk.Settle = writing.Settle;
        return writing;
    }

    /// <summary>From now on they do not.</summary>
    internal void End()
    {
        Settle(content.Root);
        foreach (var disk in content.Disks) disk.Settle = null;
    }

    private void Settle(DiskImage _)
    {
        var now = clock.Now;
        if (clock.IsGlance || now <= since || content.Root.System is not { } system) return;
        var start = since;
        // Taking space may settle every disk of the pool, these too: nothing is left to do then.
        since = now;
        var full = false;
        foreach (var load in system.Workloads)
        {
            if (content.Place(load.Path) is not { Image: { } image, Path: var path }) continue;
            var every = Math.Max(1, (long)load.Every.TotalMilliseconds);
            var (before, upTo) = (Floor(start.Milliseconds, every), Floor(now.Milliseconds, every));
            var rows = upTo - before;
            if (load.RowBytes > 0) rows = Math.Min(rows, Math.Max(0, image.Size - image.Written) / load.RowBytes);
            while (rows > 0 && !image.TryWrite(rows * load.RowBytes))
            {
                rows /= 2;
                full = true;
            }
            if (rows <= 0) continue;
            var last = new Instant((before + rows) * every);
            var on = image.System ?? GuestSystem.Data;
            var file = on.Files.GetValueOrDefault(path) ?? new GuestFile("", last);
            file = file with { Written = last, Rows = RowRun.Append(file.Rows, rows, last, load.Every) };
            image.System = on with { Files = on.Files.SetItem(path, file) };
        }
        if (full) stalled();
    }

    private static long Floor(long value, long step) => value >= 0 ? value / step : -((-value + step - 1) / step);
}
