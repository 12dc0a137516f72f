using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Variants;

/// <summary>
/// Puts drawn values where a text says <c>${vm.id}</c>. The dot keeps them apart from the shell's own <c>${name}</c>, whose names have none.
/// </summary>
public static partial class Placeholders
{
    /// <summary>The text with every placeholder replaced.</summary>
    /// <exception cref="ContentException">A placeholder names no variant.</exception>
    public static string Fill(string file, string text, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (values.TryGetValue(name, out var value)) return value;
        var before = text.AsSpan(0, match.Index);
        throw new ContentException(file, before.Count('\n') + 1, match.Index - before.LastIndexOf('\n'),
            $"no variant is called '{name}'; {NearestNames.Advice(name, values.Keys)}");
    });

    /// <summary>The text with the placeholders replaced whose names are known.</summary>
    internal static string FillKnown(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>The names of the placeholders in a text, each with the index of where it stands.</summary>
    internal static IEnumerable<(string Name, int Index)> In(string text) => Placeholder().Matches(text).Select(m => (m.Groups[1].Value, m.Index));

    [GeneratedRegex(@"\$\{([a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
