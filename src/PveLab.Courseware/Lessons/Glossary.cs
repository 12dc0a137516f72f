using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Lessons;

/// <summary>A term and what it means.</summary>
public sealed record GlossaryEntry
{
    /// <summary>Its id, the same in every language.</summary>
    public required string Id { get; init; }

    /// <summary>The term as lessons write it.</summary>
    public required string Term { get; init; }

    /// <summary>How it is read (kana), or what it is short for; empty where that is plain.</summary>
    public string Reading { get; init; } = "";

    /// <summary>Other spellings that mean the same.</summary>
    public List<string> Also { get; init; } = [];

    /// <summary>The definition in a sentence or two.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is taught (<c>chapter.md#heading</c>), or null.</summary>
    public string? See { get; init; }
}

/// <summary>The terms of a course in one language, <c>lessons/ja/glossary.yaml</c> and <c>lessons/en/glossary.yaml</c>.</summary>
public sealed class Glossary
{
    /// <summary>What the target of a term begins with in <see cref="Inline.Target"/> and <see cref="LinkRange.Target"/>; its id follows.</summary>
    public const string Scheme = "term:";

    /// <summary>No terms.</summary>
    public static Glossary Empty { get; } = new([]);

    private readonly TermFinder finder;

    private Glossary(IReadOnlyList<GlossaryEntry> entries)
    {
        Entries = entries;
        finder = new TermFinder(entries);
    }

    /// <summary>The terms in the order of the file.</summary>
    public IReadOnlyList<GlossaryEntry> Entries { get; }

    /// <summary>Reads the YAML: a list <c>terms</c>.</summary>
    /// <exception cref="ContentException">It is no glossary; the place is told.</exception>
    public static Glossary Read(string file, string yaml)
    {
        var terms = YamlContent.Read<Fields>(file, yaml).Terms;
        var spellings = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < terms.Count; i++)
        {
            string? wrong = !ReadingContext.Id().IsMatch(terms[i].Id) ? $"'{terms[i].Id}' is no id"
                : terms.Take(i).Any(t => t.Id == terms[i].Id) ? $"term '{terms[i].Id}' is listed twice"
                : terms[i].Also.Prepend(terms[i].Term).FirstOrDefault(s => s.Trim().Length == 0 || !spellings.Add(s)) is { } spelling ? $"'{spelling}' stands for two terms or none"
                : terms[i].Text.Trim().Length == 0 ? $"term '{terms[i].Id}' has no definition" : null;
            if (wrong is null) continue;
            var at = YamlPlaces.Of(yaml, ["terms"], i, "id");
            throw new ContentException(file, at.Line, at.Column, wrong);
        }
        return new Glossary(terms);
    }

    /// <summary>The entry a target <c>term:id</c> leads to; null for any other target.</summary>
    public GlossaryEntry? Find(string target) =>
        target.StartsWith(Scheme, StringComparison.Ordinal) ? Entries.FirstOrDefault(e => target.AsSpan(Scheme.Length).SequenceEqual(e.Id)) : null;

    /// <summary>The lesson with every term marked where a section first uses it, and this glossary at hand.</summary>
    public Lesson Mark(Lesson lesson) => Entries.Count == 0 ? lesson : lesson with { Blocks = new GlossaryMarks(finder).Mark(lesson.Blocks), Glossary = this };

#pragma warning disable CA1812 // YamlDotNet creates it.
    private sealed record Fields
#pragma warning restore CA1812 // back to normal
    {
        public required List<GlossaryEntry> Terms { get; init; }
    }
}
