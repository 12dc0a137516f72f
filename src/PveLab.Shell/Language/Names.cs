namespace PveLab.Shell.Language;

/// <summary>What counts as a name in shell language.</summary>
internal static class Names
{
    /// <summary>Words with a meaning of their own where a command may begin.</summary>
    public static readonly IReadOnlyList<string> Reserved =
        ["!", "[[", "]]", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while", "{", "}"];

    /// <summary><c>$?</c>, <c>$$</c> and so on.</summary>
    public static bool IsSpecial(char c) => c is '?' or '$' or '!' or '#' or '@' or '*' or '-';

    /// <summary>How many characters at the start form a variable name.</summary>
    public static int PrefixLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
            return 0;
        int length = 1;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
            length++;
        return length;
    }

    /// <summary>The whole text is a variable name.</summary>
    public static bool IsName(string text) => text.Length > 0 && PrefixLength(text) == text.Length;
}
