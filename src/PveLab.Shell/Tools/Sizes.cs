using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>Numbers as GNU tools print and read them.</summary>
internal static class Sizes
{
    /// <summary>Bytes as <c>-h</c> prints them: powers of 1024, rounded up, one decimal below ten.</summary>
    public static string Human(long bytes, int unit = 1024)
    {
        if (bytes < unit) return Text(bytes);
        var suffixes = unit == 1024 ? "KMGTPE" : "kMGTPE";
        decimal value = bytes;
        var power = -1;
        do
        {
            value /= unit;
            power++;
        }
        while (value >= unit && power < suffixes.Length - 1);
        var rounded = value < 10 ? Math.Ceiling(value * 10) / 10 : Math.Ceiling(value);
        if (rounded >= unit && power < suffixes.Length - 1) return "1.0" + suffixes[power + 1];
        return (rounded < 10 ? rounded.ToString("0.0", CultureInfo.InvariantCulture) : rounded.ToString("0", CultureInfo.InvariantCulture)) + suffixes[power];
    }

    /// <summary>A number as text.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads <c>10</c>, <c>4K</c>, <c>1M</c>, <c>2G</c>, <c>1MB</c> (1000-based); null: malformed.</summary>
    public static long? Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var suffix = text[digits..];
        if (suffix.Length == 0 || suffix is "c") return number;
        if (suffix is "b") return number * 512;
        var power = "KMGTP".IndexOf(char.ToUpperInvariant(suffix[0]), StringComparison.Ordinal) + 1;
        if (power == 0 || suffix[1..] is not ("" or "B" or "iB")) return null;
        var unit = suffix.EndsWith('B') && suffix.Length == 2 ? 1000 : 1024;
        decimal size = number;
        for (var i = 0; i < power; i++) size *= unit;
        return size <= long.MaxValue ? (long)size : null;
    }
}
