namespace PveLab.Shell.Language;

/// <summary>
/// Shell patterns: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!…]</c>, <c>[[:digit:]]</c>; a backslash makes the next character plain.
/// Works on the pattern text itself, nothing is compiled.
/// </summary>
public static class Pattern
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("*?[]\\!-^");

    /// <summary>Longest text for which every prefix or suffix is tried.</summary>
    private const int TrimLimit = 10_000;

    /// <summary>The text has a character that patterns treat specially.</summary>
    public static bool HasMagic(ReadOnlySpan<char> text) => text.IndexOfAny('*', '?', '[') >= 0;

    /// <summary>Makes every special character plain.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) return text;
        var escaped = new System.Text.StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (Special.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Takes the backslashes away again.</summary>
    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal)) return pattern;
        var plain = new System.Text.StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
            plain.Append(pattern[i]);
        }
        return plain.ToString();
    }

    /// <summary>Whether the whole <paramref name="text"/> matches.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        int p = 0, t = 0, starPattern = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starText = t;
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], text[t], ignoreCase, out var used))
            {
                p += used;
                t++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    /// <summary><c>${x#pattern}</c> and its kin: what is left after taking a matching prefix or suffix away.</summary>
    public static string Trim(string text, string pattern, bool suffix, bool longest)
    {
        if (text.Length > TrimLimit) throw new ShellError($"PveLab: trimming a text longer than {TrimLimit} characters is not simulated", 255);
        for (var i = 0; i <= text.Length; i++)
        {
            var cut = longest ? text.Length - i : i;
            if (suffix && Matches(pattern, text.AsSpan(text.Length - cut))) return text[..^cut];
            if (!suffix && Matches(pattern, text.AsSpan(0, cut))) return text[cut..];
        }
        return text;
    }

    /// <summary><c>${x/pattern/replacement}</c>; the longest match at each place.</summary>
    public static string Replace(string text, string pattern, string replacement, bool all, char anchor = '\0')
    {
        if (text.Length > TrimLimit) throw new ShellError($"PveLab: replacing in a text longer than {TrimLimit} characters is not simulated", 255);
        if (pattern.Length == 0 && anchor == 0) return text;
        var result = new System.Text.StringBuilder();
        var from = 0;
        while (from <= text.Length)
        {
            var (start, end) = FirstMatch(text, from, pattern, anchor);
            if (start < 0 || (end == start && anchor == 0)) break;
            result.Append(text, from, start - from).Append(replacement);
            from = end;
            if (!all) break;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private static (int Start, int End) FirstMatch(string text, int from, string pattern, char anchor)
    {
        for (var start = from; start <= text.Length && (anchor != '#' || start == 0); start++)
        {
            for (var end = text.Length; end >= start && (anchor != '%' || end == text.Length); end--)
            {
                if (Matches(pattern, text.AsSpan(start, end - start)) && (end > start || anchor != 0)) return (start, end);
            }
        }
        return (-1, -1);
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char c, bool ignoreCase, out int used)
    {
        used = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[' when Bracket(pattern, c, ignoreCase, out var length) is { } inside:
                used = length;
                return inside;
            case '\\' when pattern.Length > 1:
                used = 2;
                return Same(pattern[1], c, ignoreCase);
            default:
                return Same(pattern[0], c, ignoreCase);
        }
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));

    /// <summary>Null: the bracket is not closed, so it is a plain character.</summary>
    private static bool? Bracket(ReadOnlySpan<char> pattern, char c, bool ignoreCase, out int length)
    {
        length = 0;
        var i = 1;
        var negated = i < pattern.Length && pattern[i] is '!' or '^';
        if (negated) i++;
        var first = i;
        var inside = false;
        while (i < pattern.Length && (pattern[i] != ']' || i == first))
        {
            if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':' && pattern[i..].IndexOf(":]") is var end and > 0)
            {
                inside |= InClass(pattern.Slice(i + 2, end - 2), c);
                i += end + 2;
                continue;
            }
            var low = Take(pattern, ref i);
            var high = low;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                high = Take(pattern, ref i);
            }
            inside |= (low <= c && c <= high) || (ignoreCase && low <= char.ToLowerInvariant(c) && char.ToLowerInvariant(c) <= high);
        }
        length = i + 1;
        return i < pattern.Length ? inside != negated : null;
    }

    private static char Take(ReadOnlySpan<char> pattern, ref int i)
    {
        if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
        return pattern[i++];
    }

    /// <summary>Whether <paramref name="c"/> is in the POSIX class <paramref name="name"/>.</summary>
    public static bool InClass(ReadOnlySpan<char> name, char c) => name switch
    {
        "alpha" => char.IsLetter(c),
        "digit" => char.IsAsciiDigit(c),
        "alnum" => char.IsLetter(c) || char.IsAsciiDigit(c),
        "upper" => char.IsUpper(c),
        "lower" => char.IsLower(c),
        "space" => c is ' ' or (>= '\t' and <= '\r'),
        "blank" => c is ' ' or '\t',
        "punct" => c is > ' ' and < '\u007f' && !char.IsAsciiLetterOrDigit(c),
        "xdigit" => char.IsAsciiHexDigit(c),
        "cntrl" => char.IsControl(c),
        "print" => !char.IsControl(c),
        "graph" => !char.IsControl(c) && c != ' ',
        _ => false,
    };
}
