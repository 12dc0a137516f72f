using System.Globalization;

namespace PveLab.Sim.Backup;

/// <summary>Bytes and durations as logs print them (pve-common: PVE/Format.pm render_bytes, render_duration).</summary>
internal static class Units
{
    private static readonly string[] Names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Bytes with a unit and that many decimals.</summary>
    internal static string Bytes(long bytes, int decimals)
    {
        var (value, unit) = ((double)bytes, 0);
        if (bytes > 1023)
        {
            unit = (int)(Math.Log(bytes) / Math.Log(1024));
            value /= Math.Pow(1024, unit);
        }
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " " + Names[unit];
    }

    /// <summary>Seconds in weeks, days, hours, minutes and seconds.</summary>
    internal static string Duration(long seconds)
    {
        if (seconds == 0) return "0s";
        var text = "";
        foreach (var (unit, length) in ((string, long)[])[("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)])
        {
            if (seconds / length is not (> 0 and var count)) continue;
            text += (text.Length > 0 ? " " : "") + count.ToString(CultureInfo.InvariantCulture) + unit;
            seconds %= length;
        }
        return text;
    }
}
