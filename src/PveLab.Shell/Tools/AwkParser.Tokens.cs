using System.Text;

namespace PveLab.Shell.Tools;

/// <summary>Tokens.</summary>
internal sealed partial class AwkParser
{
    private void Next()
    {
        valueBefore = kind is 'n' or 's' or 'w' || token is ")" or "]" or "$";
        while (position < source.Length && (source[position] is ' ' or '\t' or '\r'
            || (source[position] == '\\' && position + 1 < source.Length && source[position + 1] == '\n'))) position += source[position] == '\\' ? 2 : 1;
        if (position < source.Length && source[position] == '#') position = source.IndexOf('\n', position) is var end and >= 0 ? end : source.Length;
        if (position >= source.Length)
        {
            (kind, token) = ('e', "");
            return;
        }
        var c = source[position];
        if (char.IsAsciiDigit(c) || (c == '.' && position + 1 < source.Length && char.IsAsciiDigit(source[position + 1]))) Number();
        else if (c == '"') Text();
        else if (char.IsAsciiLetter(c) || c == '_') Word();
        else if (c == '/' && !valueBefore) Regex();
        else if (Array.Find(Operators, o => string.CompareOrdinal(source, position, o, 0, o.Length) == 0) is { } found)
        {
            (kind, token) = ('o', found);
            position += found.Length;
        }
        else Fail($"unexpected character '{c}'");
    }

    private void Number()
    {
        var start = position;
        while (position < source.Length && (char.IsAsciiDigit(source[position]) || source[position] == '.')) position++;
        (kind, token) = ('n', source[start..position]);
    }

    private void Word()
    {
        var start = position;
        while (position < source.Length && (char.IsAsciiLetterOrDigit(source[position]) || source[position] == '_')) position++;
        (kind, token) = ('w', source[start..position]);
        if (Refused.Contains(token)) Fail($"PveLab: '{token}' of awk is not simulated");
    }

    private void Text()
    {
        var text = new StringBuilder();
        for (position++; position < source.Length && source[position] != '"'; position++)
        {
            if (source[position] == '\\' && position + 1 < source.Length) text.Append(source[position++]);
            text.Append(source[position]);
        }
        if (position >= source.Length)
        {
            Fail("runaway string constant \"" + text);
            return;
        }
        position++;
        (kind, token) = ('s', Language.Escapes.Ansi(text.ToString()));
    }

    private void Regex()
    {
        var text = new StringBuilder();
        for (position++; position < source.Length && source[position] != '/'; position++)
        {
            if (source[position] == '\\' && position + 1 < source.Length && source[position + 1] == '/') position++;
            else if (source[position] == '\\' && position + 1 < source.Length) text.Append(source[position++]);
            text.Append(source[position]);
        }
        if (position >= source.Length)
        {
            Fail("runaway regular expression /" + text);
            return;
        }
        position++;
        (kind, token) = ('r', text.ToString());
        if (PosixRegex.Compile(token, true, false, out var error) is null) Fail(error);
    }
}
