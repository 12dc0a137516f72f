using System.Collections.Concurrent;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>The scenarios that a class is judged by: those the user named, then ours. Each is read once.</summary>
internal sealed class ClassContent
{
    private readonly ConcurrentDictionary<string, Lazy<ScenarioFolder>> known = new(StringComparer.Ordinal);

    /// <summary>Ours, and these.</summary>
    /// <param name="paths">Paths or ids of scenarios that the user named.</param>
    /// <exception cref="ContentException">One cannot be read.</exception>
    public ClassContent(IEnumerable<string> paths)
    {
        foreach (var folder in paths.Select(ScenarioLibrary.Shipped.Find)) known[folder.Id] = new Lazy<ScenarioFolder>(folder);
    }

    /// <summary>The scenario of an id that a journal names: never a path.</summary>
    /// <exception cref="ContentException">There is none.</exception>
    public ScenarioFolder Find(string id) => known.GetOrAdd(id, name => new Lazy<ScenarioFolder>(() => ScenarioLibrary.Shipped.FindById(name))).Value;

    /// <summary>The texts from which everybody at a scenario types the same: its transcripts and its own words, and the lessons.</summary>
    public IReadOnlyList<string> Taught(string id)
    {
        List<string> texts = [.. Lessons()];
        if (known.TryGetValue(id, out var found) && found.Value is { Folder: { } folder, File: { } file })
        {
            texts.Add(file.Text);
            texts.AddRange(Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(path => ScenarioLibrary.ReadText(path, path).Text));
        }
        return texts;
    }

    private static IEnumerable<string> Lessons() =>
        Directory.EnumerateFiles(ContentRoot.Lessons, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => ScenarioLibrary.ReadText(path, path).Text);
}
