using System.Globalization;

namespace PveLab.Sim.Storage;

/// <summary>How dd tells what it copied (coreutils: src/dd.c print_xfer_stats).</summary>
public static class DdText
{
    /// <summary><c>8589934592 bytes (8.6 GB, 8.0 GiB) copied, 72.8 s, 118 MB/s</c>.</summary>
    /// <param name="bytes">Bytes copied.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="whole">Whether it is still at it: then it tells whole seconds.</param>
    public static string Copied(long bytes, double seconds, bool whole = false)
    {
        var count = bytes.ToString(CultureInfo.InvariantCulture);
        var size = bytes < 1000 ? $"{count} bytes" : $"{count} bytes ({Human(bytes, 1000)}{(bytes >= 1024 ? $", {Human(bytes, 1024)}" : "")})";
        var elapsed = seconds.ToString(whole ? "0" : "G6", CultureInfo.InvariantCulture);
        return $"{size} copied, {elapsed} s, {Human((long)(bytes / seconds), 1000)}/s";
    }

    private static string Human(long bytes, int unit)
    {
        if (bytes < unit) return bytes.ToString(CultureInfo.InvariantCulture) + " B";
        string[] names = unit == 1000 ? ["kB", "MB", "GB", "TB"] : ["KiB", "MiB", "GiB", "TiB"];
        double value = bytes;
        var power = -1;
        while (value >= unit && power < names.Length - 1)
        {
            value /= unit;
            power++;
        }
        return value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + names[power];
    }
}
