using System.Globalization;
using System.Numerics;

namespace PveLab.Sim;

/// <summary>
/// Numbers as Perl prints them. .NET rounds exact halves away from zero, C's printf to even, and both show in sizes and percentages.
/// </summary>
public static class PerlNumber
{
    /// <summary><c>sprintf "%.Nf"</c>.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        var (mantissa, exponent) = Exact(value);
        var scaled = mantissa * BigInteger.Pow(10, decimals);
        var rounded = exponent >= 0 ? scaled << exponent : DivideToEven(scaled, BigInteger.One << -exponent);
        var digits = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
        return double.IsNegative(value) ? "-" + text : text;
    }

    /// <summary>
    /// How a whole number of any size prints: to the last digit below 2^64, where Perl keeps it as an integer; else as <c>%.15g</c>
    /// (<c>3.96831234549741e+23</c>).
    /// </summary>
    public static string Whole(double value)
    {
        var (mantissa, exponent) = Exact(Math.Truncate(value));
        var whole = exponent >= 0 ? mantissa << exponent : mantissa >> -exponent;
        var digits = whole.ToString(CultureInfo.InvariantCulture);
        var sign = value < 0 && !whole.IsZero ? "-" : "";
        return whole <= ulong.MaxValue ? sign + digits : sign + Significant(whole, digits.Length);
    }

    private static string Significant(BigInteger whole, int length)
    {
        const int Kept = 15;
        var rounded = DivideToEven(whole, BigInteger.Pow(10, length - Kept)).ToString(CultureInfo.InvariantCulture);
        var power = length - 1 + rounded.Length - Kept;
        var fraction = rounded[1..Kept].TrimEnd('0');
        return rounded[..1] + (fraction.Length > 0 ? "." + fraction : "") + "e+" + power.ToString("D2", CultureInfo.InvariantCulture);
    }

    /// <summary>The magnitude of a finite number as mantissa times a power of two.</summary>
    private static (BigInteger Mantissa, int Exponent) Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFFL;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | 1L << 52, exponent - 1075);
    }

    private static BigInteger DivideToEven(BigInteger value, BigInteger by)
    {
        var quotient = BigInteger.DivRem(value, by, out var rest);
        var half = (rest * 2).CompareTo(by);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
