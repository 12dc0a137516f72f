using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Lessons;

/// <summary>
/// The course, <c>lessons/course.yaml</c>: its chapters in the order in which they build on each other. Chapter <c>x</c> is
/// <c>lessons/ja/x.md</c> and <c>lessons/en/x.md</c>.
/// </summary>
/// <param name="Title">Title in both languages.</param>
/// <param name="Chapters">The chapters in order.</param>
/// <param name="Problems">What is wrong with the file, each at its place; a course with problems is still shown.</param>
public sealed record Course(LocalText Title, IReadOnlyList<CourseChapter> Chapters, IReadOnlyList<LessonProblem> Problems)
{
    /// <summary>Every scenario of the course, in the order in which it practises them.</summary>
    public IEnumerable<CourseScenario> Scenarios => Chapters.SelectMany(chapter => chapter.Scenarios);

    /// <summary>The chapter of an id, or null.</summary>
    public CourseChapter? Chapter(string id) => Chapters.FirstOrDefault(chapter => chapter.Id == id);

    /// <summary>Reads the YAML. Never throws: an unreadable file is an empty course with a problem.</summary>
    /// <param name="file">Name for problems; no file is touched.</param>
    /// <param name="yaml">The file's text.</param>
    public static Course Parse(string file, string yaml)
    {
        try
        {
            Fields fields = YamlContent.Read<Fields>(file, yaml);
            return new Course(fields.Title, fields.Chapters, new CourseCheck(file, yaml, fields.Chapters).Problems());
        }
        catch (ContentException e)
        {
            return new Course(new LocalText { Ja = "", En = "" }, [], [new LessonProblem(file, Math.Max(1, e.Line), Math.Max(1, e.Column), e.Problem)]);
        }
    }

    /// <summary>What the course names and nobody has: scenarios, and chapters in a language.</summary>
    /// <param name="file">Name for problems.</param>
    /// <param name="yaml">The text this course was read from.</param>
    /// <param name="scenarios">Ids of the scenarios there are.</param>
    /// <param name="hasChapter">Whether there is a chapter (first) in a language (second).</param>
    public IReadOnlyList<LessonProblem> Missing(string file, string yaml, IEnumerable<string> scenarios, Func<string, string, bool> hasChapter) =>
        new CourseCheck(file, yaml, Chapters).Missing([.. scenarios], hasChapter);

#pragma warning disable CA1812 // YamlDotNet creates it.
    internal sealed record Fields
#pragma warning restore CA1812 // back to normal
    {
        public required LocalText Title { get; init; }

        public required List<CourseChapter> Chapters { get; init; }
    }
}

/// <summary>A chapter as the course lists it.</summary>
public sealed record CourseChapter
{
    /// <summary>Its id, the name of its files.</summary>
    public required string Id { get; init; }

    /// <summary>Its title in both languages.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Minutes for reading it with its commands typed, without its scenarios.</summary>
    public required int Minutes { get; init; }

    /// <summary>Ids of the chapters it builds on directly.</summary>
    public List<string> Requires { get; init; } = [];

    /// <summary>What a learner can do afterwards, one sentence each.</summary>
    public required Objectives Objectives { get; init; }

    /// <summary>The scenarios it leads to, in order.</summary>
    public List<CourseScenario> Scenarios { get; init; } = [];
}

/// <summary>Objectives in both languages, sentence by sentence the same.</summary>
public sealed record Objectives
{
    /// <summary>Japanese.</summary>
    public required List<string> Ja { get; init; }

    /// <summary>English.</summary>
    public required List<string> En { get; init; }

    /// <summary>The sentences in <paramref name="language"/> (<c>ja</c> or anything else for English).</summary>
    public IReadOnlyList<string> In(string language) => language == "ja" ? Ja : En;
}

/// <summary>A scenario as the course places it.</summary>
public sealed record CourseScenario
{
    /// <summary>Easiest and hardest.</summary>
    public const int Easiest = 1, Hardest = 5;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Minutes somebody needs who has read the chapter.</summary>
    public required int Minutes { get; init; }

    /// <summary>1 (follow the chapter) to 5 (several faults, a decision under pressure).</summary>
    public required int Difficulty { get; init; }
}
