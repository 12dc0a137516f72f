using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>Disk sizes as drive lines write them (pve-common: PVE/JSONSchema.pm parse_size, format_size).</summary>
public static class DiskSize
{
    private const string Units = "KMGT";

    /// <summary>Bytes of a text like <c>32G</c> or <c>3225996K</c>, or null when it is none.</summary>
    public static long? Parse(string text)
    {
        var unit = text.Length == 0 ? -1 : Units.IndexOf(text[^1], StringComparison.Ordinal);
        var digits = unit < 0 ? text : text[..^1];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < (unit < 0 ? 1L << 62 : 1L << 20)
            ? (long)decimal.Floor(number * (1L << (10 * (unit + 1))))
            : null;
    }

    /// <summary>The shortest exact text of <paramref name="bytes"/>.</summary>
    public static string Format(long bytes)
    {
        var unit = -1;
        while (unit < Units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }
        return bytes.ToString(CultureInfo.InvariantCulture) + (unit < 0 ? "" : Units[unit].ToString());
    }
}
