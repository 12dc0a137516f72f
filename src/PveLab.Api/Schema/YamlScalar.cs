using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Api.Schema;

/// <summary>How libyaml writes one text: plain where that is safe, else quoted; several lines literally when they are long.</summary>
internal static partial class YamlScalar
{
    private const int Width = 80;
    private const int LongestQuotedLines = 30;

    /// <summary>Writes a text behind what stands on the line; <paramref name="indent"/> is where folded lines go on.</summary>
    public static void Write(StringBuilder text, string value, bool isKey, int indent)
    {
        Shape shape = new(value);
        if (value is "" or "~" or "true" or "false" or "null" || LooksLikeNumber().IsMatch(value))
            WriteSingleQuoted(text, value, isKey, indent);
        else if (value.Contains('\n', StringComparison.Ordinal))
            WriteLines(text, value, isKey, indent, shape);
        else if (shape.PlainAllowed)
            WriteFolded(text, value, isKey, indent, quoted: false);
        else if (shape.SingleQuotedAllowed)
            WriteSingleQuoted(text, value, isKey, indent);
        else
            WriteDoubleQuoted(text, value, isKey, indent);
    }

    /// <summary>Whether a text is written with line ends kept at its end (<c>|+</c>), after which libyaml closes the document with dots.</summary>
    public static bool IsOpenEnded(string value) =>
        value.EndsWith("\n\n", StringComparison.Ordinal) && IsLong(value) && new Shape(value).BlockAllowed;

    private static bool IsLong(string value) => Encoding.UTF8.GetByteCount(value) > LongestQuotedLines;

    private static void WriteLines(StringBuilder text, string value, bool isKey, int indent, Shape shape)
    {
        if (IsLong(value) && shape.BlockAllowed && !isKey)
            WriteLiteral(text, value, indent);
        else
            WriteDoubleQuoted(text, value, isKey, indent);
    }

    private static void WriteLiteral(StringBuilder text, string value, int indent)
    {
        text.Append('|');
        if (value[0] is ' ' or '\n')
            text.Append('2');
        if (!value.EndsWith('\n'))
            text.Append('-');
        else if (value.Length == 1 || value.EndsWith("\n\n", StringComparison.Ordinal))
            text.Append('+');
        bool lineStart = true;
        text.Append('\n');
        foreach (char c in value)
        {
            if (lineStart && c != '\n')
                text.Append(' ', indent);
            text.Append(c);
            lineStart = c == '\n';
        }
    }

    private static void WriteSingleQuoted(StringBuilder text, string value, bool isKey, int indent)
    {
        text.Append('\'');
        WriteFolded(text, value, isKey, indent, quoted: true);
        text.Append('\'');
    }

    /// <summary>Writes words; a single blank behind column 80 becomes a new line.</summary>
    private static void WriteFolded(StringBuilder text, string value, bool isKey, int indent, bool quoted)
    {
        int column = ColumnOf(text);
        bool afterBlank = false;
        int last = value.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            char c = value[i];
            bool edge = quoted && (i == 0 || i == last);
            if (c == ' ' && !isKey && !afterBlank && column > Width && !edge && (i == last || value[i + 1] != ' '))
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else
            {
                text.Append(quoted && c == '\'' ? "''" : c.ToString());
                column += char.IsLowSurrogate(c) ? 0 : quoted && c == '\'' ? 2 : 1;
            }
            afterBlank = c == ' ';
        }
    }

    private static void WriteDoubleQuoted(StringBuilder text, string value, bool isKey, int indent)
    {
        text.Append('"');
        int column = ColumnOf(text);
        bool afterBlank = false;
        int position = 0;
        foreach (Rune rune in value.EnumerateRunes())
        {
            bool inside = position > 0 && position + 1 < value.Length;
            position += rune.Utf16SequenceLength;
            if (rune.Value == ' ' && !isKey && !afterBlank && column > Width && inside)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
                if (value[position] == ' ')
                {
                    text.Append('\\');
                    column++;
                }
                afterBlank = true;
                continue;
            }
            string written = Escape(rune);
            text.Append(written);
            column += written.Length > 1 && written[0] == '\\' ? written.Length : 1;
            afterBlank = rune.Value == ' ';
        }
        text.Append('"');
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        0x00 => "\\0",
        0x07 => "\\a",
        0x08 => "\\b",
        0x09 => "\\t",
        0x0A => "\\n",
        0x0B => "\\v",
        0x0C => "\\f",
        0x0D => "\\r",
        0x1B => "\\e",
        0x85 => "\\N",
        0x2028 => "\\L",
        0x2029 => "\\P",
        _ when IsPrintable(rune) => rune.ToString(),
        <= 0xFF => "\\x" + rune.Value.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
        _ => "\\U" + rune.Value.ToString("X8", CultureInfo.InvariantCulture),
    };

    /// <summary>What is printed as it is: nothing beyond the basic plane, as in libyaml, and no exotic line ends, which libyaml would fold.</summary>
    private static bool IsPrintable(Rune rune) => rune.Value is '\n' or (>= 0x20 and <= 0x7E)
        or (>= 0xA0 and <= 0xD7FF and not (0x2028 or 0x2029)) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF);

    private static int ColumnOf(StringBuilder text)
    {
        int column = 0;
        for (int i = text.Length - 1; i >= 0 && text[i] != '\n'; i--)
            column += char.IsLowSurrogate(text[i]) ? 0 : 1;
        return column;
    }

    [GeneratedRegex(@"^\s*[+-]?(([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?|inf(inity)?|nan)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeNumber();

    /// <summary>What in a text forbids writing it in a style (libyaml: yaml_emitter_analyze_scalar).</summary>
    private readonly struct Shape
    {
        public Shape(string value)
        {
            bool indicators = value.StartsWith("---", StringComparison.Ordinal) || value.StartsWith("...", StringComparison.Ordinal);
            bool special = false;
            bool breaks = false;
            bool breakSpace = false;
            bool spaceBreak = false;
            char before = '\0';
            for (int i = 0; i < value.Length; i++)
            {
                char c = value[i];
                char after = i + 1 < value.Length ? value[i + 1] : '\0';
                indicators |= i == 0 ? BeginsBadly(c, after) : (c == ':' && IsBlank(after)) || (c == '#' && IsBlank(before));
                special |= char.IsSurrogate(c) || !IsPrintable(new Rune(c));
                breaks |= c == '\n';
                breakSpace |= c == ' ' && before == '\n';
                spaceBreak |= c == '\n' && before == ' ';
                before = c;
            }
            bool edges = value.Length > 0 && (value[0] is ' ' or '\n' || value[^1] is ' ' or '\n');
            PlainAllowed = !indicators && !special && !breaks && !edges;
            SingleQuotedAllowed = !special && !breakSpace && !spaceBreak;
            BlockAllowed = !special && !spaceBreak && !(value.Length > 0 && value[^1] == ' ');
        }

        public bool PlainAllowed { get; }

        public bool SingleQuotedAllowed { get; }

        public bool BlockAllowed { get; }

        private static bool BeginsBadly(char c, char after) =>
            "#,[]{}&*!|>'\"%@`".Contains(c, StringComparison.Ordinal) || (c is '?' or ':' or '-' && IsBlank(after));

        private static bool IsBlank(char c) => c is '\0' or ' ' or '\t' or '\n' or '\r';
    }
}
