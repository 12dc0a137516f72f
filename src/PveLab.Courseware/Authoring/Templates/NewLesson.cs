using System.Collections.Immutable;
using System.Reflection;

namespace PveLab.Courseware.Authoring.Templates;

/// <summary>A lesson that an author wants: a chapter in each language that already has everything a chapter can have.</summary>
/// <param name="Id">Its id: the files' name.</param>
/// <param name="Titles">Its title by language.</param>
/// <param name="Scenario">The scenario it leads to.</param>
public sealed record NewLesson(string Id, ImmutableSortedDictionary<string, string> Titles, string Scenario)
{
    /// <summary>The files with their texts, by path below the folder of lessons.</summary>
    public ImmutableSortedDictionary<string, string> Files() =>
        Titles.ToImmutableSortedDictionary(t => $"{t.Key}/{Id}.md", t => Template(t.Key)
            .Replace("'{title}'", $"'{t.Value.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal)
            .Replace("{title}", t.Value, StringComparison.Ordinal).Replace("{id}", Id, StringComparison.Ordinal)
            .Replace("{scenario}", Scenario, StringComparison.Ordinal), StringComparer.Ordinal);

    private static string Template(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"lesson-{language}.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
