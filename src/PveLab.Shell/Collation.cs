namespace PveLab.Shell;

/// <summary>
/// The order in which a node (LANG=en_US.UTF-8) sorts names: punctuation before digits before letters, letters without regard to case
/// unless all else is equal, then lower case first.
/// </summary>
public static class Collation
{
    private const string Punctuation = " \t\n_-,;:!?/.`^~'\"()[]{}@$*\\&#%+<=>|";

    /// <summary>As a comparer.</summary>
    public static readonly Comparer<string> Comparer = Comparer<string>.Create(Compare);

    /// <summary>Negative when <paramref name="a"/> sorts first.</summary>
    public static int Compare(string? a, string? b)
    {
        a ??= "";
        b ??= "";
        var common = Math.Min(a.Length, b.Length);
        for (var i = 0; i < common; i++)
        {
            if (a[i] != b[i] && Weight(a[i]) != Weight(b[i])) return Weight(a[i]) - Weight(b[i]);
        }
        if (a.Length != b.Length) return a.Length - b.Length;
        for (var i = 0; i < common; i++)
        {
            if (a[i] != b[i]) return char.IsLower(a[i]) ? -1 : 1;
        }
        return 0;
    }

    private static int Weight(char c)
    {
        if (char.IsAsciiDigit(c)) return 200 + c;
        if (char.IsAsciiLetter(c)) return 400 + (c | 0x20);
        if (c >= 128) return 1000 + char.ToLowerInvariant(c);
        return Punctuation.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? at + 1 : 0;
    }
}
