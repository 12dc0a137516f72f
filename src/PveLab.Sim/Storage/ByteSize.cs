using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>Sizes in bytes as configurations write them: <c>32G</c>, <c>4M</c>, <c>1234</c>.</summary>
public static partial class ByteSize
{
    private const string Units = "KMGT";
    private static readonly string[] ConvertedUnits = ["b", "kb", "mb", "gb", "tb", "pb"];

    /// <summary>
    /// Reads a size: a number with an optional unit K, M, G, T (or KiB, …), powers of 1024; fractions of a byte are cut off. Null when the
    /// text is none (pve-common: PVE/JSONSchema.pm parse_size). Sizes beyond 2^63 - 1 count as that.
    /// </summary>
    public static long? Parse(string text)
    {
        var match = Sized().Match(text);
        if (!match.Success) return null;
        var shift = match.Groups[2].Success ? 10 * (Units.IndexOf(match.Groups[2].Value[0], StringComparison.Ordinal) + 1) : 0;
        var number = match.Groups[1].ValueSpan;
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return whole <= long.MaxValue >> shift ? whole << shift : long.MaxValue;
        var size = double.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Math.Pow(2, shift);
        return size < long.MaxValue ? (long)size : long.MaxValue;
    }

    /// <summary>
    /// Writes a size with the largest unit that loses nothing: <c>32G</c>, <c>1536M</c>, <c>1234</c>; 0 is <c>0T</c>
    /// (pve-common: PVE/JSONSchema.pm format_size).
    /// </summary>
    public static string Format(long bytes)
    {
        var unit = -1;
        while (unit < Units.Length - 1 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }
        return bytes.ToString(CultureInfo.InvariantCulture) + (unit < 0 ? "" : Units[unit]);
    }

    /// <summary>Converts between b, kb, mb, gb, tb and pb, rounding up to whole units (pve-common: PVE/Tools.pm convert_size).</summary>
    /// <param name="value">A number of units <paramref name="from"/>, as text: <c>12</c>, <c>12.5</c>, <c>.5</c>.</param>
    /// <param name="from">The unit it is in; case does not count.</param>
    /// <param name="to">The unit wanted.</param>
    /// <param name="roundUp">Whether a started unit counts as a whole one.</param>
    /// <returns>The number as Perl prints it: exact below 2^64, else with 15 digits and an exponent.</returns>
    /// <exception cref="PveException">An unknown unit, or no positive number.</exception>
    public static string Convert(string value, string from, string to, bool roundUp = true)
    {
        if (value.Length == 0) throw new PveException("no value given");
        var (source, target) = (UnitIndex(from), UnitIndex(to));
        if (source < 0 || target < 0)
            throw new PveException($"unknown 'from' and/or 'to' units ({from.ToLowerInvariant()} => {to.ToLowerInvariant()})");
        if (!PositiveNumber().IsMatch(value)) throw new PveException($"value '{value}' is not a valid, positive number");

        var shift = (source - target) * 10;
        if (shift >= 0 && ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole <= ulong.MaxValue >> shift)
            return (whole << shift).ToString(CultureInfo.InvariantCulture);
        var converted = double.Parse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Math.Pow(2, shift);
        if (roundUp && converted > Math.Truncate(converted)) converted++;
        return PerlNumber.Whole(converted);
    }

    private static int UnitIndex(string unit) =>
        Array.FindIndex(ConvertedUnits, known => known.Equals(unit, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^([0-9]+(?:\.[0-9]+)?)([KMGT](?:iB)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Sized();

    [GeneratedRegex(@"^(?:[0-9]+\.?[0-9]*|[0-9]*\.[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PositiveNumber();
}
