using System.Globalization;

namespace PveLab.Sim.Backup;

/// <summary>vma's progress: a line per percent (pve-qemu: vma-reader.c).</summary>
/// <param name="total">Bytes of all disks.</param>
/// <param name="log">Takes a line.</param>
public sealed class RestoreProgress(long total, Action<string> log)
{
    private const long Cluster = 65_536;

    private readonly long clusters = Math.Max(1, total / Cluster);
    private long percent;

    /// <summary>Tells every percent reached since.</summary>
    /// <param name="passed">Bytes passed, those of zeros included.</param>
    /// <param name="seconds">Since it began.</param>
    public void Report(long passed, long seconds)
    {
        var now = Math.Min(100, passed / Cluster * 100 / clusters);
        while (percent < now)
        {
            percent++;
            var read = (percent * clusters + 99) / 100 * Cluster;
            log(FormattableString.Invariant($"progress {percent}% (read {read} bytes, duration {seconds} sec)"));
        }
    }

    /// <summary>Tells the sums.</summary>
    public void Finish(long bytes, long zeros)
    {
        var sparse = zeros / Cluster * Cluster;
        log(FormattableString.Invariant($"total bytes read {bytes}, sparse bytes {sparse} ({Significant(bytes > 0 ? 100.0 * sparse / bytes : 0)}%)"));
        log($"space reduction due to 4K zero blocks {Significant(bytes > sparse ? 100.0 * (zeros - sparse) / (bytes - sparse) : 0)}%");
    }

    /// <summary>C's <c>%.3g</c>.</summary>
    private static string Significant(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace("E-0", "e-0", StringComparison.Ordinal);
}
