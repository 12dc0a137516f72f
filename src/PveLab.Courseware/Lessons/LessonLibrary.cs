using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Lessons;

/// <summary>The chapters of the course: <c>course.yaml</c> and the Markdown files beside it.</summary>
/// <param name="root">The directory of <c>course.yaml</c>.</param>
public sealed class LessonLibrary(string root)
{
    /// <summary>The library that comes with the program.</summary>
    public static LessonLibrary Shipped { get; } = new(ContentRoot.Lessons);

    /// <summary>The table of contents.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Course Course => Course.Parse(CourseFile, ScenarioLibrary.ReadText(CourseFile, CourseFile).Text);

    private string CourseFile => Path.Combine(root, "course.yaml");

    /// <summary>The chapter in a language.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Lesson Chapter(string chapter, string language) => Open(Path.Combine(root, language, chapter + ".md"));

    /// <summary>The chapter that practises <paramref name="scenario"/>, or else the first one, in a language.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public Lesson ChapterOf(string scenario, string language)
    {
        Lesson? first = null;
        foreach (var chapter in Course.Chapters)
        {
            var lesson = Chapter(chapter, language);
            if (lesson.Front.Scenarios.Contains(scenario, StringComparer.Ordinal)) return lesson;
            first ??= lesson;
        }
        return first ?? throw new ContentException(CourseFile, 0, 0, "the course has no chapters");
    }

    /// <summary>The scenarios in the order in which the course practises them, then those no chapter names.</summary>
    public IReadOnlyList<string> ScenariosInOrder(ScenarioLibrary scenarios, string language) =>
        [.. Course.Chapters.SelectMany(c => Chapter(c, language).Front.Scenarios).Intersect(scenarios.ScenarioIds, StringComparer.Ordinal).Union(scenarios.ScenarioIds, StringComparer.Ordinal)];

    /// <summary>A Markdown file as a lesson.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public static Lesson Open(string path) => Lesson.Parse(path, ScenarioLibrary.ReadText(path, path).Text);
}
