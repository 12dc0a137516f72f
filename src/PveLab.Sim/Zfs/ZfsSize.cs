using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Zfs;

/// <summary>Sizes as zfs and zpool write and read them (openzfs: lib/libzutil/zutil_nicenum.c, lib/libzfs/libzfs_util.c zfs_nicestrtonum).</summary>
public static partial class ZfsSize
{
    private const string Units = "BKMGTPEZ";
    private const int Widest = 5;

    /// <summary>A size in at most five characters: <c>96K</c>, <c>1.50G</c>, <c>0B</c>.</summary>
    public static string Show(long bytes)
    {
        var unit = 0;
        for (var left = bytes; left >= 1024; left /= 1024) unit++;
        var divisor = 1L << (10 * unit);
        if (bytes % divisor == 0) return string.Create(CultureInfo.InvariantCulture, $"{bytes / divisor}{Units[unit]}");
        var text = "";
        for (var places = 2; places >= 0; places--)
        {
            text = ((double)bytes / divisor).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + Units[unit];
            if (text.Length <= Widest) break;
        }
        return text;
    }

    /// <summary>Reads a size like <c>4G</c>, <c>1.5T</c>, <c>4194304k</c>; null when it is none.</summary>
    public static long? Parse(string text)
    {
        if (Sized().Match(text) is not { Success: true } match) return null;
        var shift = match.Groups[2].Success && match.Groups[2].Length > 0 ? 10 * Units.IndexOf(char.ToUpperInvariant(match.Groups[2].Value[0]), StringComparison.Ordinal) : 0;
        return decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && shift <= 60 && number * (1L << shift) <= long.MaxValue
            ? (long)(number * (1L << shift)) : null;
    }

    [GeneratedRegex(@"^([0-9]+(?:\.[0-9]+)?)([bkmgtpe]?)(?:i?b)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sized();
}
