using System.Globalization;
using System.Text;
using PveLab.Shell.Language;

namespace PveLab.Shell.Tools;

/// <summary>A printf format applied to its arguments: what is printed, what was used up, and what went wrong.</summary>
internal sealed class PrintfRun(string format, IReadOnlyList<string> arguments)
{
    private const int WidthLimit = 10_000;

    public StringBuilder Text { get; } = new();

    public int Used { get; private set; }

    public string? Error { get; private set; }

    public bool Stopped { get; private set; }

    public bool Truncates { get; init; }

    public void Once()
    {
        for (var i = 0; i < format.Length && !Stopped; i++)
        {
            if (format[i] == '%') i = Directive(i);
            else if (format[i] == '\\') i = Escape(i);
            else Text.Append(format[i]);
        }
    }

    private int Escape(int i)
    {
        var end = i + 2;
        var limit = i + 1 < format.Length && char.IsAsciiDigit(format[i + 1]) ? 4 : i + 1 < format.Length && format[i + 1] is 'x' ? 4 : i + 1 < format.Length && format[i + 1] is 'u'
            ? 6 : 2;
        if (limit > 2)
            while (end < format.Length && end < i + limit && char.IsAsciiHexDigit(format[end])) end++;
        end = Math.Min(end, format.Length);
        Text.Append(Escapes.Ansi(format[i..end]));
        return end - 1;
    }

    private string Next() => Used < arguments.Count ? arguments[Used++] : Missing();

    private string Missing()
    {
        Used++;
        return "";
    }

    private int Directive(int i)
    {
        var start = i++;
        if (i < format.Length && format[i] == '%')
        {
            Text.Append('%');
            return i;
        }
        var flags = new StringBuilder();
        while (i < format.Length && "-+ 0#".Contains(format[i], StringComparison.Ordinal)) flags.Append(format[i++]);
        var width = Number(ref i) ?? 0;
        int? precision = null;
        if (i < format.Length && format[i] == '.')
        {
            i++;
            precision = Number(ref i) ?? 0;
        }
        if (i >= format.Length || !"sdiuxXocbqfeEgG".Contains(format[i], StringComparison.Ordinal))
        {
            Error ??= i >= format.Length ? $"`%': missing format character" : $"`{format[i]}': invalid format character";
            Stopped = true;
            return format.Length;
        }
        if (width < 0)
        {
            flags.Append('-');
            width = -width;
        }
        Text.Append(Pad(Convert(format[i], flags.ToString(), precision), flags.ToString(), Math.Min(width, WidthLimit), format[i]));
        return i;
    }

    private int? Number(ref int i)
    {
        if (i < format.Length && format[i] == '*')
        {
            i++;
            return Limited(Integer(Next()));
        }
        var start = i;
        while (i < format.Length && char.IsAsciiDigit(format[i])) i++;
        return i == start ? null : Limited(long.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : long.MaxValue);
    }

    private int Limited(long width)
    {
        if (Math.Abs((decimal)width) > WidthLimit) Error ??= $"PveLab: a width over {WidthLimit} is not simulated";
        return (int)Math.Clamp(width, -WidthLimit, WidthLimit);
    }

    private string Convert(char kind, string flags, int? precision)
    {
        switch (kind)
        {
            case 's':
                return Cut(Next(), precision);
            case 'b':
                var text = Escapes.Echo(Next(), out var stopped);
                Stopped |= stopped;
                return Cut(text, precision);
            case 'c':
                return Next() is { Length: > 0 } word ? word[..1] : "";
            case 'q':
                return Escaped(Next());
            case 'f' or 'e' or 'E' or 'g' or 'G':
                return Floating(kind, Next(), flags, precision ?? 6);
        }
        var value = Integer(Next());
        var digits = kind switch
        {
            'x' => value.ToString("x", CultureInfo.InvariantCulture),
            'X' => value.ToString("X", CultureInfo.InvariantCulture),
            'o' => System.Convert.ToString(value, 8),
            'u' => ((ulong)value).ToString(CultureInfo.InvariantCulture),
            _ => Math.Abs((decimal)value).ToString(CultureInfo.InvariantCulture),
        };
        digits = digits.PadLeft(Math.Min(precision ?? 0, WidthLimit), '0');
        if (flags.Contains('#', StringComparison.Ordinal) && kind is 'x' or 'X' && value != 0) digits = "0" + kind + digits;
        return kind is 'd' or 'i' ? Sign(value < 0, flags) + digits : digits;
    }

    private static string Escaped(string word) => word.Length == 0 ? "''"
        : string.Concat(word.Select(c => char.IsLetterOrDigit(c) || "_-+./:=@%".Contains(c, StringComparison.Ordinal) ? c.ToString() : c == '\n' ? "$'\\n'" : "\\" + c));

    private static string Cut(string text, int? precision) => precision is { } most && most < text.Length ? text[..most] : text;

    private static string Sign(bool negative, string flags) =>
        negative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";

    private string Floating(char kind, string text, string flags, int precision)
    {
        if (!double.TryParse(text.Length == 0 ? "0" : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            Error ??= $"{text}: invalid number";
            value = 0;
        }
        precision = Math.Min(precision, 50);
        var format = kind switch
        {
            'f' => "F" + precision,
            'e' => "0." + new string('0', precision) + "e+00",
            'E' => "0." + new string('0', precision) + "E+00",
            _ => "G" + Math.Max(1, precision)
        };
        return Sign(value < 0, flags) + Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
    }

    private long Integer(string text)
    {
        if (text.Length == 0) return 0;
        if (text[0] is '"' or '\'' && text.Length > 1) return text[1];
        var digits = text.TrimStart();
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && !(digits.Length > 1 && digits[0] == '0')) return value;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)) return value;
        if (digits.Length > 1 && digits[0] == '0' && digits.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0) return digits.Aggregate(0L, (sum, c) => unchecked(sum * 8 + (c - '0')));
        if (Truncates && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)) return (long)real;
        Error ??= $"{text}: invalid number";
        var length = digits.TakeWhile(c => char.IsAsciiDigit(c) || c == '-').Count();
        return long.TryParse(digits.AsSpan(0, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? value : 0;
    }

    private static string Pad(string text, string flags, int width, char kind)
    {
        if (text.Length >= width) return text;
        if (flags.Contains('-', StringComparison.Ordinal)) return text.PadRight(width);
        if (!flags.Contains('0', StringComparison.Ordinal) || kind is 's' or 'c' or 'b' or 'q') return text.PadLeft(width);
        var sign = text.Length > 0 && text[0] is '-' or '+' or ' ' ? 1 : 0;
        return text[..sign] + text[sign..].PadLeft(width - sign, '0');
    }
}
