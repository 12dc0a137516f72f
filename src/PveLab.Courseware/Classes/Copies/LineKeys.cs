using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>What stays of a line when everything is taken away that differs between two people who do the same: their variant's values, numbers, spaces, case, quotes.</summary>
internal static partial class LineKeys
{
    private const int Longest = 400;

    /// <summary>The key of a line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="values">The variant's values by name; each is replaced by its name.</param>
    public static string Of(string text, ImmutableSortedDictionary<string, string> values)
    {
        var line = text.Length > Longest ? text[..Longest] : text;
        if (values.Count > 0) line = Token().Replace(line, token => NameOf(token.Value, values) ?? token.Value);
        line = Upid().Replace(line, "upid");
        line = Number().Replace(line, "#");
        return Noise().Replace(line, " ").Trim().ToLowerInvariant();
    }

    /// <summary>The words of a key that could be somebody's own: neither numbers nor names of variant values.</summary>
    public static IEnumerable<string> Words(string key) => Word().Matches(key).Select(w => w.Value).Where(IsTelling);

    /// <summary>The tokens of a line as typed: what a variant's value would be.</summary>
    public static IEnumerable<string> Tokens(string text) => Token().Matches(text).Select(t => t.Value);

    /// <summary>Chinese characters hold more in fewer signs, but a run of them is several words.</summary>
    private static bool IsTelling(string word) => word[0] >= '\u2E80' ? word.Length >= 6 : word.Length >= 4;

    private static string? NameOf(string token, ImmutableSortedDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            if (value == token) return "${" + name + "}";
        return null;
    }

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"UPID:[^\s'""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Upid();

    [GeneratedRegex(@"(?<![\p{L}$])[0-9]+(?:[._:-][0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s'""`;]+", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(@"[\p{L}][\p{L}\p{M}]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
