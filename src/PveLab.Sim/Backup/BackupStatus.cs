using System.Globalization;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>What QEMU answers to <c>query-backup</c>.</summary>
/// <param name="State">active, done or error.</param>
/// <param name="Total">Bytes of all disks.</param>
/// <param name="Transferred">Bytes read so far, zeros included.</param>
/// <param name="ZeroBytes">Of these, bytes that were zero.</param>
/// <param name="Error">QEMU's words when it failed.</param>
public readonly record struct BackupStatus(string State, long Total, long Transferred, long ZeroBytes, string? Error = null);

/// <summary>Asks QEMU each second how far it is, and reports it (qemu-server: PVE/VZDump/QemuServer.pm query_backup_status_loop).</summary>
public static class BackupProgress
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Watches a backup until it is done.</summary>
    /// <exception cref="PveException">It failed.</exception>
    public static IEnumerable<TimeSpan> Watch(VirtualClock clock, Func<BackupStatus> query, Action<string> log)
    {
        var start = clock.Now.UnixSeconds;
        var (lastTime, lastPercent, lastZero, lastTransferred) = (start, -1L, 0L, 0L);
        BackupStatus status;
        while (true)
        {
            status = query();
            var now = clock.Now.UnixSeconds;
            var percent = status.Total > 0 ? (long)((double)status.Transferred * 100 / status.Total) : 100;
            var seconds = now - lastTime;
            if (status.State != "active" || (percent != lastPercent && seconds > 2))
            {
                if (status.State == "active" || lastPercent < 100)
                    log(Line(status, percent, now - start, status.Transferred - lastTransferred, status.ZeroBytes - lastZero, Math.Max(1, seconds)));
                if (status.ZeroBytes > 0) lastZero = status.ZeroBytes;
                if (status.Transferred > 0) lastTransferred = status.Transferred;
                (lastPercent, lastTime) = (percent, now);
            }
            if (status.State != "active") break;
            yield return Second;
        }
        if (status.State == "error") throw new PveException(status.Error ?? "unknown error");
        if (status.State != "done") throw new PveException($"got unexpected status '{status.State}'");
        Report(status, lastZero, clock.Now.UnixSeconds - start, log);
    }

    private static string Line(BackupStatus status, long percent, long elapsed, long read, long zero, long seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{percent,3}% ({Rendering.Bytes(status.Transferred, 1)} of {Rendering.Bytes(status.Total, 1)}) in "
            + $"{Rendering.Duration(elapsed)}, read: {Rate(read, seconds)}, write: {Rate(read - zero, seconds)}");

    private static void Report(BackupStatus status, long zero, long seconds, Action<string> log)
    {
        if (zero > 0)
        {
            var share = status.Total > 0 ? (long)((double)zero * 100 / status.Total) : 0;
            log(FormattableString.Invariant($"backup is sparse: {Rendering.Bytes(zero, 2)} ({share}%) total zero data"));
        }
        if (status.Transferred <= 0) return;
        log(seconds > 0
            ? FormattableString.Invariant($"transferred {Rendering.Bytes(status.Transferred, 2)} in {seconds} seconds ({Rate(status.Transferred, seconds)})")
            : $"transferred {Rendering.Bytes(status.Transferred, 2)} in <1 seconds");
    }

    private static string Rate(long bytes, long seconds) => bytes <= 0 ? "0 B/s" : Rendering.Bytes(bytes / seconds, 1) + "/s";
}
