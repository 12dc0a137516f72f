using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Api.Schema;

/// <summary>Values as the real programs, written in Perl, see and print them.</summary>
public static class PerlText
{
    /// <summary>The text of a scalar: JSON booleans as 1 and 0, numbers as Perl prints them.</summary>
    public static string Of(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => OfNumber(value.ToJsonString()),
    };

    /// <summary>A JSON number as Perl prints it: whole numbers as they are, others with at most 15 significant digits (<c>%.15g</c>).</summary>
    public static string OfNumber(string json)
    {
        if (long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole.ToString(CultureInfo.InvariantCulture);
        double number = double.Parse(json, CultureInfo.InvariantCulture);
        return OfNumber(number);
    }

    /// <summary>A number as C's <c>%.15g</c> writes it.</summary>
    public static string OfNumber(double number)
    {
        if (number == 0)
            return "0";
        string scientific = number.ToString("E14", CultureInfo.InvariantCulture);
        int mark = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 15)
            return TrimZeros(number.ToString("F" + Math.Max(0, 14 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        string sign = exponent < 0 ? "-" : "+";
        return TrimZeros(scientific[..mark]) + "e" + sign + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether Perl takes a text for true: anything but nothing, the empty text and <c>0</c>.</summary>
    public static bool IsTrue(string? text) => text is not (null or "" or "0");

    /// <summary>Splits at commas, semicolons and white space, or at NUL when there is one (pve-common: PVE/ParseUtils.pm split_list).</summary>
    public static string[] SplitList(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return WithoutTrailingEmpty(text.Split('\0'));
        return text.Split([',', ';', ' ', '\t', '\n', '\r', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Splits as Perl does: empty fields at the end are dropped.</summary>
    public static string[] Split(string text, char separator) => WithoutTrailingEmpty(text.Split(separator));

    private static string[] WithoutTrailingEmpty(string[] fields)
    {
        int length = fields.Length;
        while (length > 0 && fields[length - 1].Length == 0)
            length--;
        return fields[..length];
    }

    private static string TrimZeros(string digits) =>
        digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
