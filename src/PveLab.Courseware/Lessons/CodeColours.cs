using System.Text.RegularExpressions;

namespace PveLab.Courseware.Lessons;

/// <summary>Tells the parts of a line of code apart: a command with its options, a configuration file's keys, a log's errors.</summary>
internal static partial class CodeColours
{
    /// <summary>The line as styled runs; their text together is the line as written.</summary>
    public static IReadOnlyList<Inline> Of(string language, CodeLine line)
    {
        if (line.Command is not null)
        {
            IEnumerable<Inline> command = Command(line.Text[line.Prompt..]);
            return line.Prompt == 0 ? [.. command] : [new Inline(line.Text[..line.Prompt], TextStyle.CommandPrompt), .. command];
        }
        return language switch
        {
            _ when line.Text.AsSpan().TrimStart().StartsWith("#", StringComparison.Ordinal) => [new Inline(line.Text, TextStyle.CodeComment)],
            "log" when Failure().IsMatch(line.Text) => [new Inline(line.Text, TextStyle.CodeError)],
            "yaml" or "ini" or "json" => [.. Configuration(line.Text)],
            _ => [new Inline(line.Text, TextStyle.CodeText)],
        };
    }

    /// <summary>The first word of a command, and of each that follows a pipe or semicolon, is a program's name.</summary>
    private static IEnumerable<Inline> Command(string text)
    {
        bool first = true;
        foreach (Match part in Word().Matches(text))
        {
            char sign = part.Value[0];
            TextStyle style = char.IsWhiteSpace(sign) ? TextStyle.CommandArgument
                : sign is '\'' or '"' ? TextStyle.CodeString
                : sign == '#' && part.Length > 1 ? TextStyle.CodeComment
                : sign == '-' && part.Length > 1 ? TextStyle.CommandOption
                : first ? TextStyle.CommandLine : TextStyle.CommandArgument;
            if (!char.IsWhiteSpace(sign)) first = sign is '|' or ';' or '&' or '(';
            yield return new Inline(part.Value, style);
        }
    }

    private static IEnumerable<Inline> Configuration(string text)
    {
        Match key = Key().Match(text);
        if (key.Success) yield return new Inline(key.Value, TextStyle.CodeKey);
        foreach (Match part in Value().Matches(text, key.Length)) yield return new Inline(part.Value, part.Value[0] == '"' ? TextStyle.CodeString : TextStyle.CodeText);
    }

    /// <summary>Blanks, a comment, a quoted text, a sign that begins a new command, or anything else up to the next of them. Every character belongs to one.</summary>
    [GeneratedRegex("""\s+|(?<=\s)#.*|"[^"]*"?|'[^']*'?|\|\|?|;|&&?|\$?\(|\)|(?:[^\s"'|;&()$]|\$(?!\())+|\$""", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("""^\s*(?:- )?"?[A-Za-z0-9_.\-]+"?:(?=\s|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex("""[^"]+|"[^"]*"?""", RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    [GeneratedRegex(@"\b(?:ERROR|error|failed|failure)\b|^can't |^unable to |not online", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
