using System.Text;

namespace PveLab.Shell.Language;

/// <summary>Words and quotes.</summary>
internal sealed partial class Lexer
{
    /// <summary>Reads a word up to the next blank or operator character.</summary>
    private Word ReadWord() => ReadUntil(" \t\r\n|&;()<>", '\0');

    /// <summary>Reads the right side of <c>=~</c>, where parentheses and bars belong to the word.</summary>
    public Word ReadRegexWord()
    {
        SkipBlanks();
        return ReadUntil(" \t\n", '\0');
    }

    /// <summary>
    /// Reads word parts until one of <paramref name="stops"/> stands unquoted (it is not consumed) or, when
    /// <paramref name="required"/> is not 0, fails as incomplete unless that character ends the word.
    /// </summary>
    private Word ReadUntil(string stops, char required)
    {
        var parts = new List<WordPart>();
        var literal = new StringBuilder();
        while (!AtEnd && !stops.Contains(Current, StringComparison.Ordinal))
        {
            char c = Current;
            if (c is '\\' or '\'' or '"' or '$' or '`')
            {
                Flush(parts, literal, quoted: false);
                ReadSpecial(parts, c);
            }
            else
            {
                literal.Append(c);
                position++;
            }
        }

        Flush(parts, literal, quoted: false);
        if (required != 0 && AtEnd && Failure is null)
            FailUnclosed(required);
        return new Word(parts);
    }

    private void ReadSpecial(List<WordPart> parts, char c)
    {
        switch (c)
        {
            case '\\':
                ReadEscape(parts);
                break;
            case '\'':
                ReadSingleQuoted(parts);
                break;
            case '"':
                position++;
                ReadQuoted(parts, '"');
                break;
            case '`':
                ReadBackticks(parts, quoted: false);
                break;
            default:
                ReadDollar(parts, quoted: false);
                break;
        }
    }

    private void ReadEscape(List<WordPart> parts)
    {
        if (position + 1 >= source.Length)
        {
            Fail(FailureKind.Incomplete, "syntax error: unexpected end of file");
            return;
        }

        if (source[position + 1] != '\n')
            parts.Add(new WordPart.Literal(source.Substring(position + 1, 1), true));
        position += 2;
    }

    private void ReadSingleQuoted(List<WordPart> parts)
    {
        int end = source.IndexOf('\'', position + 1);
        if (end < 0)
        {
            FailUnclosed('\'');
            return;
        }

        parts.Add(new WordPart.Literal(source[(position + 1)..end], true));
        position = end + 1;
    }

    /// <summary>
    /// Reads what stands between double quotes (the opening one is already consumed), or the body of a here-document
    /// when <paramref name="close"/> is 0: there a double quote is an ordinary character.
    /// </summary>
    private void ReadQuoted(List<WordPart> parts, char close)
    {
        var literal = new StringBuilder();
        int before = parts.Count;
        while (!AtEnd && (close == 0 || Current != close))
        {
            char c = Current;
            if (c == '\\')
                ReadQuotedEscape(literal, close);
            else if (c is '$' or '`')
            {
                Flush(parts, literal, quoted: true);
                if (c == '$')
                    ReadDollar(parts, quoted: true);
                else
                    ReadBackticks(parts, quoted: true);
            }
            else
            {
                literal.Append(c);
                position++;
            }
        }

        Flush(parts, literal, quoted: true);
        if (parts.Count == before)
            parts.Add(new WordPart.Literal("", true));
        if (close == 0)
            return;
        if (AtEnd)
            FailUnclosed(close);
        else
            position++;
    }

    private void ReadQuotedEscape(StringBuilder literal, char close)
    {
        char next = position + 1 < source.Length ? source[position + 1] : '\0';
        if (next is '$' or '`' or '\\' || (next == '"' && close == '"'))
            literal.Append(next);
        else if (next != '\n')
            literal.Append('\\').Append(next == 0 ? "" : next.ToString());
        position = Math.Min(position + 2, source.Length);
    }

    /// <summary><c>$'…'</c>: backslash escapes as in C.</summary>
    private void ReadAnsiQuoted(List<WordPart> parts)
    {
        int end = position + 2;
        while (end < source.Length && source[end] != '\'')
            end += source[end] == '\\' ? 2 : 1;
        if (end >= source.Length)
        {
            FailUnclosed('\'');
            return;
        }

        parts.Add(new WordPart.Literal(Escapes.Ansi(source[(position + 2)..end]), true));
        position = end + 1;
    }

    private static void Flush(List<WordPart> parts, StringBuilder literal, bool quoted)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new WordPart.Literal(literal.ToString(), quoted));
        literal.Clear();
    }

    private void FailUnclosed(char quote) =>
        Fail(FailureKind.Incomplete, $"unexpected EOF while looking for matching `{quote}'");
}
