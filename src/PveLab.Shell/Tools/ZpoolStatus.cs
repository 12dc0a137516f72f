using System.Globalization;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zpool status (openzfs: cmd/zpool/zpool_main.c status_callback, print_status_config, print_scan_status).</summary>
internal static class ZpoolStatus
{
    private const int LeastName = 10;

    public static void Status(ZfsRun run)
    {
        run.Read("xvpPL", "DegistcTj");
        var pools = Zpool.Chosen(run);
        var sick = pools.Where(p => !run.Has('x') || Reason(p) is not null).ToList();
        if (run.Has('x') && run.Operands.Count > 0)
            foreach (var healthy in pools.Except(sick)) run.Out.Append(CultureInfo.InvariantCulture, $"pool '{healthy.Name}' is healthy\n");
        run.Out.AppendJoin('\n', sick.Select(Describe));
        if (pools.Count == 0 && run.Errors.Count == 0) run.Out.Append("no pools available\n");
        else if (run.Has('x') && sick.Count == 0 && run.Operands.Count == 0) run.Out.Append("all pools are healthy\n");
    }

    private static string Describe(ZfsPool pool)
    {
        var text = new System.Text.StringBuilder($"  pool: {pool.Name}\n state: {pool.Status.ToString().ToUpperInvariant()}\n");
        if (Reason(pool) is { } reason)
        {
            text.Append(CultureInfo.InvariantCulture, $"status: {reason.Status}\naction: {reason.Action}\n");
            if (reason.Id.Length > 0) text.Append(CultureInfo.InvariantCulture, $"   see: https://openzfs.github.io/openzfs-docs/msg/{reason.Id}\n");
        }
        if (pool.Scan is { } scan) text.Append(Scan(pool, scan));
        var width = Math.Max(LeastName, pool.Vdevs.SelectMany(Rows).Select(r => r.Depth + r.Name.Length).Append(pool.Name.Length).Max());
        text.Append("config:\n\n").Append(CultureInfo.InvariantCulture, $"\t{"NAME".PadRight(width)}  {"STATE",-8} {"READ",5} {"WRITE",5} {"CKSUM",5}\n");
        var lost = !pool.Vdevs.All(v => v.Holds);
        var root = lost ? "UNAVAIL" : pool.Vdevs.Any(v => v.Missing > 0) ? "DEGRADED" : "ONLINE";
        Line(text, width, 0, pool.Name, root, (0, 0, 0), lost ? "insufficient replicas" : "");
        foreach (var row in pool.Vdevs.SelectMany(Rows)) Line(text, width, row.Depth, row.Name, row.State, row.Errors, row.Note);
        return text.Append("\nerrors: No known data errors\n").ToString();
    }

    private static IEnumerable<(int Depth, string Name, string State, (long Read, long Write, long Checksum) Errors, string Note)> Rows(ZfsVdev vdev)
    {
        var single = vdev.Layout == ZfsLayout.Disk;
        if (!single)
            yield return (2, vdev.Name, vdev.Holds ? vdev.Missing > 0 ? "DEGRADED" : "ONLINE" : "UNAVAIL", (0, 0, 0), vdev.Holds ? "" : "insufficient replicas");
        foreach (var (device, index) in vdev.Devices.Select((d, i) => (d, i)))
        {
            var depth = single ? 2 : 4;
            if (device.Successor is not { } successor)
            {
                yield return Row(device, depth);
                continue;
            }
            yield return (depth, FormattableString.Invariant($"replacing-{index}"), device.Works ? "ONLINE" : "DEGRADED", (0, 0, 0), "");
            yield return Row(device, depth + 2);
            yield return Row(successor, depth + 2) with { Note = "(resilvering)" };
        }
    }

    private static (int Depth, string Name, string State, (long Read, long Write, long Checksum) Errors, string Note) Row(ZfsDevice device, int depth) =>
        (depth, device.Name, device.State.ToString().ToUpperInvariant(), (device.ReadErrors, device.WriteErrors, device.ChecksumErrors), device.State switch
        {
            ZfsDeviceState.Unavail => "cannot open",
            ZfsDeviceState.Faulted or ZfsDeviceState.Degraded => "too many errors",
            _ => "",
        });

    private static void Line(System.Text.StringBuilder text, int width, int depth, string name, string state, (long Read, long Write, long Checksum) errors, string note) =>
        text.Append(CultureInfo.InvariantCulture, $"\t{new string(' ', depth)}{name.PadRight(width - depth)}  {state,-8} {errors.Read,5} {errors.Write,5} {errors.Checksum,5}")
            .Append(note.Length > 0 ? "  " + note : "").Append('\n');

    private static string Scan(ZfsPool pool, ZfsScan scan)
    {
        var (now, zone) = (pool.Node.Clock.Now, pool.Node.Datacenter.Zone);
        string At(Instant time) => zone.ToLocal(time.UnixSeconds).ToCTime();
        var kind = scan.Scrub ? "scrub" : "resilver";
        if (scan.Cancelled is { } cancelled) return $"  scan: {kind} canceled on {At(cancelled)}\n";
        if (!scan.IsRunning(now))
            return $"  scan: {(scan.Scrub ? $"scrub repaired {ZfsSize.Show(0)}" : $"resilvered {ZfsSize.Show(scan.Repaired)}")} in {Time(scan.Takes)} with 0 errors on {At(scan.Ends)}\n";
        var done = scan.Done(now);
        var rate = ZfsSize.Show(done / Math.Max(1, (long)(now - scan.Started).TotalSeconds));
        var percent = (scan.Bytes == 0 ? 100 : 100.0 * done / scan.Bytes).ToString("F2", CultureInfo.InvariantCulture);
        return $"  scan: {kind} in progress since {At(scan.Started)}\n"
            + $"\t{ZfsSize.Show(done)} / {ZfsSize.Show(scan.Bytes)} scanned at {rate}/s, {ZfsSize.Show(done)} / {ZfsSize.Show(scan.Bytes)} issued at {rate}/s\n"
            + $"\t{ZfsSize.Show(scan.Scrub ? 0 : done)} {(scan.Scrub ? "repaired" : "resilvered")}, {percent}% done, "
            + (done > 0 ? $"{Time(scan.Ends - now)} to go\n" : "no estimated completion time\n");
    }

    private static string Time(TimeSpan time) => (time.Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} days ") : "")
        + string.Create(CultureInfo.InvariantCulture, $"{time.Hours:D2}:{time.Minutes:D2}:{time.Seconds:D2}");

    private static (string Status, string Action, string Id)? Reason(ZfsPool pool)
    {
        if (pool.Status == ZfsPoolStatus.Suspended)
            return ("One or more devices are faulted in response to IO failures.", "Make sure the affected devices are connected, then run 'zpool clear'.", "ZFS-8000-HC");
        if (pool.Scan is { Scrub: false } resilver && resilver.IsRunning(pool.Node.Clock.Now))
        {
            return ("One or more devices is currently being resilvered.  The pool will\n\tcontinue to function, possibly in a degraded state.",
                "Wait for the resilver to complete.", "");
        }
        if (pool.Devices.Any(d => d.State == ZfsDeviceState.Faulted))
        {
            return ("One or more devices are faulted in response to persistent errors.\n\tSufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.",
                "Replace the faulted device, or use 'zpool clear' to mark the device\n\trepaired.", "ZFS-8000-K4");
        }
        if (pool.Devices.Any(d => d.State == ZfsDeviceState.Unavail))
        {
            return ("One or more devices could not be opened.  Sufficient replicas exist for\n\tthe pool to continue functioning in a degraded state.",
                "Attach the missing device and online it using 'zpool online'.", "ZFS-8000-2Q");
        }
        if (pool.Devices.Any(d => d.ReadErrors + d.WriteErrors + d.ChecksumErrors > 0))
        {
            return ("One or more devices has experienced an unrecoverable error.  An\n\tattempt was made to correct the error.  Applications are unaffected.",
                "Determine if the device needs to be replaced, and clear the errors\n\tusing 'zpool clear' or replace the device with 'zpool replace'.", "ZFS-8000-9P");
        }
        if (pool.Devices.Any(d => d.State == ZfsDeviceState.Offline))
        {
            return ("One or more devices has been taken offline by the administrator.\n\tSufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.",
                "Online the device using 'zpool online' or replace the device with\n\t'zpool replace'.", "");
        }
        if (pool.Devices.Any(d => d.State == ZfsDeviceState.Removed))
        {
            return ("One or more devices have been removed.\n\tSufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.",
                "Online the device using zpool online' or replace the device with\n\t'zpool replace'.", "");
        }
        return null;
    }
}
