using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Lessons;

/// <summary>The chapters of the course: <c>course.yaml</c>, and beside it a folder per language with the Markdown files and <c>glossary.yaml</c>.</summary>
/// <param name="root">The directory of <c>course.yaml</c>.</param>
public sealed class LessonLibrary(string root)
{
    /// <summary>The library that comes with the program.</summary>
    public static LessonLibrary Shipped { get; } = new(ContentRoot.Lessons);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Chapter, string Language), Lesson> read = [];
    private readonly Dictionary<string, Glossary> glossaries = new(StringComparer.Ordinal);
    private Course? course;

    /// <summary>The course. It is read once.</summary>
    /// <exception cref="ContentException">Its file cannot be read.</exception>
    public Course Course
    {
        get
        {
            lock (gate) return course ??= Course.Parse(CourseFile, ScenarioLibrary.ReadText(CourseFile, CourseFile).Text);
        }
    }

    private string CourseFile => Path.Combine(root, "course.yaml");

    /// <summary>The chapters in a language, in order. They are read once.</summary>
    /// <exception cref="ContentException">One cannot be read.</exception>
    public IReadOnlyList<Lesson> Chapters(string language) => [.. Course.Chapters.Select(c => Read(c.Id, language))];

    /// <summary>A chapter in a language with its glossary's terms marked, or null when the course has no such chapter.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Lesson? Chapter(string id, string language) => Course.Chapter(id) is { } chapter ? Read(chapter.Id, language) : null;

    /// <summary>The glossary of a language; empty when it has none.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Glossary Glossary(string language)
    {
        lock (gate)
        {
            if (glossaries.TryGetValue(language, out var known)) return known;
            var file = Path.Combine(root, language, "glossary.yaml");
            return glossaries[language] = File.Exists(file) ? Lessons.Glossary.Read(file, ScenarioLibrary.ReadText(file, file).Text) : Lessons.Glossary.Empty;
        }
    }

    /// <summary>The chapter that practises <paramref name="scenario"/>, or else the first one, in a language.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Lesson ChapterOf(string scenario, string language)
    {
        var chapters = Course.Chapters;
        if (chapters.Count == 0) throw new ContentException(CourseFile, 0, 0, "the course has no chapters");
        return Read((chapters.FirstOrDefault(c => c.Scenarios.Any(s => s.Id == scenario)) ?? chapters[0]).Id, language);
    }

    /// <summary>A place <c>#heading</c> in words, the heading and its chapter; null when no chapter has such a heading.</summary>
    /// <exception cref="ContentException">A chapter cannot be read.</exception>
    public string? Place(string anchor, string language)
    {
        foreach (var chapter in Chapters(language))
            if (chapter.HeadingOf(anchor) is { } heading)
                return $"{InlineReader.PlainText(heading.Text)} ({chapter.Front.Title})";
        return null;
    }

    /// <summary>The scenarios in the order in which the course practises them, then those no chapter names.</summary>
    public IReadOnlyList<string> ScenariosInOrder(ScenarioLibrary scenarios) =>
        [.. Course.Scenarios.Select(s => s.Id).Intersect(scenarios.ScenarioIds, StringComparer.Ordinal).Union(scenarios.ScenarioIds, StringComparer.Ordinal)];

    /// <summary>A Markdown file as a lesson.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public static Lesson Open(string path) => Lesson.Parse(path, ScenarioLibrary.ReadText(path, path).Text);

    private Lesson Read(string chapter, string language)
    {
        var glossary = Glossary(language);
        lock (gate)
        {
            if (read.TryGetValue((chapter, language), out var known)) return known;
            return read[(chapter, language)] = glossary.Mark(Open(Path.Combine(root, language, chapter + ".md")));
        }
    }
}
