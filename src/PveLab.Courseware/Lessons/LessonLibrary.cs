using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Lessons;

/// <summary>The chapters of the course: <c>course.yaml</c> and the Markdown files beside it.</summary>
/// <param name="root">The directory of <c>course.yaml</c>.</param>
public sealed class LessonLibrary(string root)
{
    /// <summary>The library that comes with the program.</summary>
    public static LessonLibrary Shipped { get; } = new(ContentRoot.Lessons);

    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<Lesson>> read = new(StringComparer.Ordinal);

    /// <summary>The chapters in a language, in order. They are read once.</summary>
    /// <exception cref="ContentException">One cannot be read.</exception>
    public IReadOnlyList<Lesson> Chapters(string language)
    {
        lock (gate)
        {
            if (read.TryGetValue(language, out var known)) return known;
            return read[language] = [.. Course.Parse(CourseFile, ScenarioLibrary.ReadText(CourseFile, CourseFile).Text).Chapters.Select(c => Open(Path.Combine(root, language, c + ".md")))];
        }
    }

    /// <summary>The title of the course.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Sim.Cluster.LocalText Title => Course.Parse(CourseFile, ScenarioLibrary.ReadText(CourseFile, CourseFile).Text) is var course
        ? new() { Ja = course.Title("ja"), En = course.Title("en") } : null!;

    private string CourseFile => Path.Combine(root, "course.yaml");

    /// <summary>The chapter that practises <paramref name="scenario"/>, or else the first one, in a language.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Lesson ChapterOf(string scenario, string language)
    {
        var chapters = Chapters(language);
        if (chapters.Count == 0) throw new ContentException(CourseFile, 0, 0, "the course has no chapters");
        return chapters.FirstOrDefault(c => c.Front.Scenarios.Contains(scenario, StringComparer.Ordinal)) ?? chapters[0];
    }

    /// <summary>A place <c>#heading</c> in words, the heading and its chapter; null when no chapter has such a heading.</summary>
    /// <exception cref="ContentException">A chapter cannot be read.</exception>
    public string? Place(string anchor, string language)
    {
        foreach (var chapter in Chapters(language))
            if (chapter.Blocks.OfType<Heading>().FirstOrDefault(h => "#" + h.Id == anchor) is { } heading)
                return $"{InlineReader.PlainText(heading.Text)} ({chapter.Front.Title})";
        return null;
    }

    /// <summary>The scenarios in the order in which the course practises them, then those no chapter names.</summary>
    public IReadOnlyList<string> ScenariosInOrder(ScenarioLibrary scenarios, string language) =>
        [.. Chapters(language).SelectMany(c => c.Front.Scenarios).Intersect(scenarios.ScenarioIds, StringComparer.Ordinal).Union(scenarios.ScenarioIds, StringComparer.Ordinal)];

    /// <summary>A Markdown file as a lesson.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public static Lesson Open(string path) => Lesson.Parse(path, ScenarioLibrary.ReadText(path, path).Text);
}
