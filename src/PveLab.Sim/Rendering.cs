using System.Globalization;
using System.Text;
using PveLab.Sim.Time;

namespace PveLab.Sim;

/// <summary>The renderers a return schema names, for <c>--human-readable</c> (pve-common: PVE/Format.pm).</summary>
public static class Rendering
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", ""];

    // Perl takes the unit from int(log(value) / log(1024)), whose rounding lets PiB begin 3 bytes early. The smallest value of each unit
    // is written out, so that no platform's logarithm decides. Beyond PiB the real code has no unit left and prints none.
    private static readonly double[] FirstOfUnit =
        [double.NegativeInfinity, 1024, 1_048_576, 1_073_741_824, 1_099_511_627_776, 1_125_899_906_842_621, 1_152_921_504_606_840_768];

    private static readonly (char Name, long Seconds)[] DurationUnits =
        [('w', 7 * 24 * 3600), ('d', 24 * 3600), ('h', 3600), ('m', 60), ('s', 1)];

    /// <summary><c>1.88 PiB</c>, <c>987.00 B</c>.</summary>
    /// <param name="value">Bytes.</param>
    /// <param name="precision">Decimals; null and 0 mean 2.</param>
    public static string Bytes(double value, int? precision = null)
    {
        var unit = 0;
        while (unit + 1 < FirstOfUnit.Length && value >= FirstOfUnit[unit + 1]) unit++;
        var decimals = precision is null or 0 ? 2 : precision.Value;
        return $"{PerlNumber.Fixed(value / Math.Pow(1024, unit), decimals)} {ByteUnits[unit]}";
    }

    /// <summary><c>1w 2d 3h 4m 5s</c>, without the units that are 0; <c>0s</c> for none.</summary>
    /// <param name="seconds">Seconds, rounded to whole ones.</param>
    /// <param name="limitAccuracy">Whether minutes are left out beside weeks, and seconds beside days.</param>
    public static string Duration(double seconds, bool limitAccuracy = false)
    {
        var rest = (long)Math.Round(seconds, MidpointRounding.AwayFromZero);
        if (rest == 0) return "0s";
        var text = new StringBuilder();
        var (weeks, days) = (rest >= DurationUnits[0].Seconds, rest >= DurationUnits[1].Seconds);
        foreach (var (name, length) in DurationUnits)
        {
            if (limitAccuracy && ((name == 'm' && weeks) || (name == 's' && days))) continue;
            var count = rest / length;
            if (count <= 0) continue;
            text.Append(text.Length > 0 ? " " : "").Append(count.ToString(CultureInfo.InvariantCulture)).Append(name);
            rest -= count * length;
        }
        return text.ToString();
    }

    /// <summary><c>12.50%</c> for 0.125.</summary>
    public static string FractionAsPercentage(double fraction) => PerlNumber.Fixed(fraction * 100, 2) + "%";

    /// <summary><c>2026-01-31 23:59:59</c> by the clock of the zone.</summary>
    /// <param name="epoch">Seconds since the Unix epoch.</param>
    /// <param name="zone">The node's zone.</param>
    public static string Timestamp(long epoch, Zone zone) => zone.Stamp(epoch);

    /// <summary>The same in UTC.</summary>
    public static string TimestampGmt(long epoch) => Zone.Utc.Stamp(epoch);
}
