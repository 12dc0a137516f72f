using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Tui.Home;

/// <summary>Fills the shelf from the course that comes with the program.</summary>
public static class ShelfReader
{
    /// <summary>The course, with nothing known of a learner. A scenario that cannot be read is left out: <c>pvelab scenario lint</c> tells why.</summary>
    /// <exception cref="ContentException">The course cannot be read.</exception>
    public static Shelf Shipped()
    {
        var (course, scenarios) = (LessonLibrary.Shipped.Course, ScenarioLibrary.Shipped);
        var titles = course.Chapters.ToDictionary(c => c.Id, c => c.Title, StringComparer.Ordinal);
        return new Shelf(
            course.Title,
            [.. course.Chapters.Select(c => Chapter(c, titles, scenarios))],
            [new ShelfExam("ch08")],
            [.. scenarios.WorldIds.Select(id => Read(id, scenarios) is { } world ? new ShelfWorld(id, world.Title) : null).OfType<ShelfWorld>()],
            Last: null);
    }

    /// <summary>The shelf with what is known of the learner: best scores, what is unfinished, what was played last.</summary>
    /// <param name="shelf">The shelf.</param>
    /// <param name="attempts">The attempts, the newest first. The tasks of an exam are no practice: they are gone on with in their exam.</param>
    public static Shelf With(this Shelf shelf, IReadOnlyList<AttemptRecord> attempts)
    {
        var practised = attempts.Where(a => a.Mode == AttemptMode.Practice).ToList();
        var known = practised.ToLookup(a => a.Scenario, StringComparer.Ordinal);
        return shelf with
        {
            Chapters = [.. shelf.Chapters.Select(c => c with { Scenarios = [.. c.Scenarios.Select(s => s.With(known[s.Id].ToList()))] })],
            Last = practised.Count > 0 ? practised[0].Scenario : null,
        };
    }

    /// <summary>The shelf with how far the learner is in reading.</summary>
    public static Shelf With(this Shelf shelf, IReadOnlyList<LessonPosition> positions, IReadOnlyList<QuizResult> answers) => shelf with
    {
        Chapters = [.. shelf.Chapters.Select(c => c with { Reading = ChapterProgress.Of(LessonOf(c.Id), positions, answers) })],
    };

    /// <summary>The shelf with the exams that were broken off.</summary>
    public static Shelf With(this Shelf shelf, AttemptStore store, DateTimeOffset now) => shelf with
    {
        Exams = [.. shelf.Exams.Select(e => BrokenExam.Newest(store, seat => seat.Chapter == e.Subject) is { } broken
            ? e with { Task = broken.Seat.Task, MinutesLeft = (int)Math.Ceiling(broken.LeftAt(now).TotalMinutes) } : e)],
    };

    private static ShelfScenario With(this ShelfScenario scenario, List<AttemptRecord> attempts) => attempts.Count == 0 ? scenario : scenario with
    {
        Mastery = attempts.Any(a => a.Passed) ? Mastery.Passed : Mastery.Begun,
        Best = attempts.Max(a => a.Points),
        Unfinished = !attempts[0].Finished,
    };

    private static ShelfChapter Chapter(CourseChapter chapter, Dictionary<string, LocalText> titles, ScenarioLibrary scenarios) => new(
        chapter.Id,
        chapter.Title,
        chapter.Objectives,
        chapter.Minutes,
        [.. chapter.Requires.Where(titles.ContainsKey).Select(id => titles[id])],
        [.. chapter.Scenarios.Select(s => Scenario(s, scenarios)).OfType<ShelfScenario>()])
    {
        Reading = ChapterProgress.Of(LessonOf(chapter.Id), [], []),
        World = LessonOf(chapter.Id).Front.Scenarios.Select(s => Read(s, scenarios)?.World).OfType<string>().FirstOrDefault() ?? UsualWorld,
    };

    private const string UsualWorld = "single-node";

    private static Lesson LessonOf(string chapter) => LessonLibrary.Shipped.Chapter(chapter, "en")!;

    private static ShelfScenario? Scenario(CourseScenario place, ScenarioLibrary scenarios) => Read(place.Id, scenarios) is { } scenario
        ? new ShelfScenario(place.Id, scenario.Title, scenario.Story, scenario.Criteria.Sum(c => c.Points), place.Minutes, place.Difficulty)
        : null;

    private static Scenario? Read(string id, ScenarioLibrary scenarios)
    {
        try
        {
            return scenarios.Find(id).Variant(0).Scenario;
        }
        catch (ContentException)
        {
            return null;
        }
    }
}
