using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Shell;

/// <summary>
/// POSIX regular expressions (grep, sed, awk, <c>=~</c>) on .NET's non-backtracking engine: time stays linear in the text whatever was typed.
/// Back-references are not simulated. Compiled ones are kept, as a loop uses the same few.
/// </summary>
public static class PosixRegex
{
    private const int Kept = 64;
    private const int LengthLimit = 1000;

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string, bool, bool), Regex> Compiled = [];

    /// <summary>
    /// Compiles a pattern; null with <paramref name="error"/> in GNU's words when it is malformed.
    /// </summary>
    public static Regex? Compile(string pattern, bool extended, bool ignoreCase, out string? error)
    {
        error = null;
        if (Compiled.TryGetValue((pattern, extended, ignoreCase), out var known)) return known;
        if (pattern.Length > LengthLimit)
        {
            error = $"PveLab: a regular expression longer than {LengthLimit} characters is not simulated";
            return null;
        }
        var translated = Translate(pattern, extended, out error);
        if (translated is null) return null;
        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : 0);
            var regex = new Regex(translated, options);
            if (Compiled.Count >= Kept) Compiled.Clear();
            return Compiled[(pattern, extended, ignoreCase)] = regex;
        }
        catch (ArgumentException)
        {
            error = "Invalid regular expression";
        }
        catch (NotSupportedException)
        {
            error = "Regular expression too big";
        }
        return null;
    }

    /// <summary>A .NET pattern of the same meaning.</summary>
    private static string? Translate(string pattern, bool extended, out string? error)
    {
        error = null;
        var result = new StringBuilder(pattern.Length + 8);
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var escaped = c == '\\';
            if (escaped && ++i == pattern.Length)
            {
                error = "Trailing backslash";
                return null;
            }
            c = pattern[i];
            if (c == '[' && !escaped)
            {
                i = Bracket(pattern, i, result);
                if (i >= 0) continue;
                error = "Unmatched [, [^, [:, [., or [=";
                return null;
            }
            // In basic expressions \( \) \{ \} \| \+ \? are the operators, in extended ones the bare characters are.
            var special = "(){}|+?".Contains(c, StringComparison.Ordinal);
            if (special && escaped != extended)
            {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth < 0 && !extended) { error = "Unmatched ) or \\)"; return null; }
                result.Append(depth < 0 ? "\\)" : AtStart(result) && c is '+' or '?' or '{' ? "\\" + c : c.ToString());
                depth = Math.Max(0, depth);
            }
            else if (special) result.Append('\\').Append(c);
            else if (escaped) result.Append(Escape(c, out error));
            else if (c == '*' && AtStart(result)) result.Append("\\*");
            else if (c == '^' && !extended && !AtStart(result)) result.Append("\\^");
            else if (c == '$') result.Append(extended || i == pattern.Length - 1 || Closes(pattern, i + 1) ? "(?!\\n)$" : "\\$");
            else if (c is '#' or ' ') result.Append('\\').Append(c);
            else result.Append(c);
            if (error is not null) return null;
        }
        if (depth == 0) return result.Replace("(?!\\n)$", "\\z").ToString();
        error = extended ? "Unmatched ( or \\(" : "Unmatched ( or \\(";
        return null;
    }

    private static bool Closes(string pattern, int at) =>
        string.CompareOrdinal(pattern, at, "\\)", 0, 2) == 0 || string.CompareOrdinal(pattern, at, "\\|", 0, 2) == 0;

    private static bool AtStart(StringBuilder result) => result.Length == 0 || (result[^1] is '(' or '|' or '^' && (result.Length < 2 || result[^2] != '\\'));

    private static string Escape(char c, out string? error)
    {
        error = c is >= '1' and <= '9' ? "PveLab: back-references are not simulated" : null;
        return c switch
        {
            'w' => "[\\p{L}\\p{Nd}_]",
            'W' => "[^\\p{L}\\p{Nd}_]",
            's' => "\\s",
            'S' => "\\S",
            'b' or '<' or '>' => "\\b",
            'B' => "\\B",
            'n' => "\n",
            't' => "\t",
            _ when char.IsAsciiLetterOrDigit(c) => c.ToString(),
            _ => Regex.Escape(c.ToString()) is var plain && plain.Length > 1 ? plain : c is ']' or '}' or '/' or '-' ? "\\" + c : c.ToString(),
        };
    }

    private static int Bracket(string pattern, int open, StringBuilder result)
    {
        var i = open + 1;
        result.Append('[');
        if (i < pattern.Length && pattern[i] == '^')
        {
            result.Append('^');
            i++;
        }
        var first = i;
        for (; i < pattern.Length && (pattern[i] != ']' || i == first); i++)
        {
            if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':' && pattern.IndexOf(":]", i, StringComparison.Ordinal) is var end and > 0)
            {
                result.Append(Class(pattern[(i + 2)..end]));
                i = end + 1;
            }
            else if (pattern[i] == '-' && i > first && i + 1 < pattern.Length && pattern[i + 1] != ']') result.Append('-');
            else result.Append(char.IsLetterOrDigit(pattern[i]) ? "" : "\\").Append(pattern[i]);
        }
        result.Append(']');
        return i < pattern.Length ? i : -1;
    }

    private static string Class(string name) => name switch
    {
        "alpha" => "\\p{L}",
        "digit" => "0-9",
        "alnum" => "\\p{L}0-9",
        "upper" => "\\p{Lu}",
        "lower" => "\\p{Ll}",
        "space" => "\\s",
        "blank" => " \\t",
        "xdigit" => "0-9A-Fa-f",
        "punct" => "!-/:-@\\[-`{-~",
        "cntrl" => "\\x00-\\x1f\\x7f",
        "print" => "\\x20-\\x7e\\u00a0-\\uffff",
        "graph" => "\\x21-\\x7e\\u00a1-\\uffff",
        _ => "",
    };
}
