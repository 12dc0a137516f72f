using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>
/// Makes the keys of lines: what stays when everything is taken away that differs between two people who do the same, their variant's values,
/// numbers, spaces, case, quotes.
/// </summary>
internal sealed partial class LineKeys
{
    private const int Longest = 400;
    private const int ShortestInside = 3;

    private readonly ImmutableSortedDictionary<string, string> values;
    private readonly Regex? drawn;

    /// <summary>Keys in which each of a variant's values is replaced by its name.</summary>
    /// <param name="values">The values by name.</param>
    public LineKeys(ImmutableSortedDictionary<string, string> values)
    {
        this.values = values;
        var inside = values.Values.Where(v => v.Length >= ShortestInside).Distinct(StringComparer.Ordinal).OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal).ToList();
        if (inside.Count > 0) drawn = new Regex(string.Join('|', inside.Select(Pattern)), RegexOptions.CultureInvariant);
    }

    /// <summary>Keys of what was written for every variant: names stand there already.</summary>
    public static LineKeys Plain { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The key of a line.</summary>
    public string Of(string text)
    {
        var line = text.Length > Longest ? text[..Longest] : text;
        if (values.Count > 0) line = Token().Replace(line, token => NameOf(token.Value) ?? token.Value);
        if (drawn is not null) line = drawn.Replace(line, value => NameOf(value.Value)!);
        line = Upid().Replace(line, "upid");
        line = Number().Replace(line, "#");
        return Noise().Replace(line, " ").Trim().ToLowerInvariant();
    }

    /// <summary>The words of a key that could be somebody's own: neither numbers nor names of variant values.</summary>
    public static IEnumerable<string> Words(string key) => Word().Matches(Name().Replace(key, " ")).Select(w => w.Value).Where(IsTelling);

    /// <summary>The tokens of a line as typed: what a variant's value would be.</summary>
    public static IEnumerable<string> Tokens(string text) => Token().Matches(text).Select(t => t.Value);

    /// <summary>Chinese characters hold more in fewer signs, but a run of them is several words.</summary>
    private static bool IsTelling(string word) => word[0] >= '\u2E80' ? word.Length >= 6 : word.Length >= 4;

    /// <summary>A value wherever it stands, but no part of a longer number.</summary>
    private static string Pattern(string value) => string.Create(
        CultureInfo.InvariantCulture, $"{(char.IsAsciiDigit(value[0]) ? "(?<![0-9])" : "")}{Regex.Escape(value)}{(char.IsAsciiDigit(value[^1]) ? "(?![0-9])" : "")}");

    private string? NameOf(string token)
    {
        foreach (var (name, value) in values)
            if (value == token) return "${" + name + "}";
        return null;
    }

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"UPID:[^\s'""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Upid();

    [GeneratedRegex(@"(?<![\p{L}$])[0-9]+(?:[._:-][0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s'""`;]+", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(@"[\p{L}][\p{L}\p{M}]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
