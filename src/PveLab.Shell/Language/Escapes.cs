using System.Globalization;
using System.Text;

namespace PveLab.Shell.Language;

/// <summary>Backslash escapes as <c>$'…'</c>, <c>echo -e</c> and <c>printf</c> read them.</summary>
public static class Escapes
{
    /// <summary>Decodes <c>\n \t \\ \e \xHH \NNN \uHHHH</c> and the like; an unknown escape stays as it is.</summary>
    public static string Ansi(string text) => Decode(text, octalNeedsZero: false, out _);

    /// <summary>
    /// As <c>echo -e</c> and <c>printf %b</c>: octal is written <c>\0NNN</c>; <c>\c</c> ends the output (<paramref name="stopped"/>).
    /// </summary>
    public static string Echo(string text, out bool stopped) => Decode(text, octalNeedsZero: true, out stopped);

    private static string Decode(string text, bool octalNeedsZero, out bool stopped)
    {
        stopped = false;
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (octalNeedsZero && text[i] == 'c')
            {
                stopped = true;
                break;
            }

            i = AppendEscape(result, text, i, octalNeedsZero);
        }

        return result.ToString();
    }

    private static int AppendEscape(StringBuilder result, string text, int i, bool octalNeedsZero)
    {
        const string letters = "abefnrtvE\\'\"?";
        const string values = "\a\b\u001b\f\n\r\t\v\u001b\\'\"?";
        char c = text[i];
        if (c is 'x' or 'u' or 'U')
            return AppendHex(result, text, i);
        if (c is >= '0' and <= '7' && (!octalNeedsZero || c == '0'))
            return AppendOctal(result, text, octalNeedsZero ? i + 1 : i);
        if (letters.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 && !(octalNeedsZero && at > 9))
            result.Append(values[at]);
        else
            result.Append('\\').Append(c);
        return i;
    }

    private static int AppendHex(StringBuilder result, string text, int i)
    {
        int most = text[i] switch { 'x' => 2, 'u' => 4, _ => 8 };
        int length = 0;
        while (length < most && i + 1 + length < text.Length && char.IsAsciiHexDigit(text[i + 1 + length]))
            length++;
        if (length == 0)
        {
            result.Append('\\').Append(text[i]);
            return i;
        }

        uint value = uint.Parse(text.AsSpan(i + 1, length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (Rune.IsValid(value))
            result.Append(new Rune(value).ToString());
        return i + length;
    }

    private static int AppendOctal(StringBuilder result, string text, int start)
    {
        int value = 0;
        int i = start;
        for (; i < text.Length && i < start + 3 && text[i] is >= '0' and <= '7'; i++)
            value = value * 8 + (text[i] - '0');
        result.Append((char)(value & 0xff));
        return i - 1;
    }
}
