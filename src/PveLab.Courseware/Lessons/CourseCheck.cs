using System.Globalization;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Lessons;

/// <summary>What is wrong in a course that could be read, each thing at its line and column.</summary>
internal sealed class CourseCheck(string file, string yaml, IReadOnlyList<CourseChapter> chapters)
{
    private readonly List<LessonProblem> problems = [];

    public IReadOnlyList<LessonProblem> Problems()
    {
        if (chapters.Count == 0) problems.Add(new LessonProblem(file, 1, 1, "the course has no chapters"));
        var scenarios = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < chapters.Count; i++) Check(i, chapters[i], scenarios);
        return problems;
    }

    public IReadOnlyList<LessonProblem> Missing(IReadOnlyList<string> scenarios, Func<string, string, bool> hasChapter)
    {
        for (int i = 0; i < chapters.Count; i++)
        {
            foreach (string language in (string[])["ja", "en"])
                if (!hasChapter(chapters[i].Id, language)) Problem(i, "id", $"there is no lessons/{language}/{chapters[i].Id}.md");
            foreach (string id in chapters[i].Scenarios.Select(s => s.Id).Where(id => !scenarios.Contains(id, StringComparer.Ordinal)))
                Problem(i, "scenarios", $"no scenario is called '{id}'; {NearestNames.Advice(id, scenarios)}");
        }
        return problems;
    }

    private void Check(int index, CourseChapter chapter, HashSet<string> scenarios)
    {
        if (!ReadingContext.Id().IsMatch(chapter.Id)) Problem(index, "id", $"'{chapter.Id}' is no chapter id");
        else if (chapters.Take(index).Any(c => c.Id == chapter.Id)) Problem(index, "id", $"chapter '{chapter.Id}' is listed twice");
        if (chapter.Minutes <= 0) Problem(index, "minutes", "minutes must be positive");
        if (chapter.Objectives.Ja.Count != chapter.Objectives.En.Count) Problem(index, "objectives", "ja and en have different numbers of objectives");
        if (chapter.Objectives.En.Count == 0) Problem(index, "objectives", "a chapter needs an objective");
        foreach (CourseScenario scenario in chapter.Scenarios) Check(index, scenario, scenarios);
        CheckRequired(index, chapter);
    }

    private void Check(int index, CourseScenario scenario, HashSet<string> scenarios)
    {
        if (!scenarios.Add(scenario.Id)) Problem(index, "scenarios", $"scenario '{scenario.Id}' is listed twice");
        if (scenario.Minutes <= 0) Problem(index, "scenarios", $"minutes of '{scenario.Id}' must be positive");
        if (scenario.Difficulty is < CourseScenario.Easiest or > CourseScenario.Hardest)
            Problem(index, "scenarios", string.Create(CultureInfo.InvariantCulture, $"difficulty of '{scenario.Id}' must be 1 to 5, not {scenario.Difficulty}"));
    }

    private void CheckRequired(int index, CourseChapter chapter)
    {
        foreach (string required in chapter.Requires)
        {
            if (chapters.All(c => c.Id != required))
                Problem(index, "requires", $"no chapter is called '{required}'; {NearestNames.Advice(required, chapters.Select(c => c.Id))}");
        }
        if (Cycle(chapter) is { } cycle) Problem(index, "requires", "chapters that need each other can never be begun: " + string.Join(" → ", cycle));
    }

    /// <summary>The way from a chapter over its prerequisites back to itself, or null.</summary>
    private List<string>? Cycle(CourseChapter start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ways = new Stack<List<string>>([[start.Id]]);
        while (ways.TryPop(out var way))
        {
            foreach (string next in chapters.FirstOrDefault(c => c.Id == way[^1])?.Requires ?? [])
            {
                if (next == start.Id) return [.. way, next];
                if (seen.Add(next)) ways.Push([.. way, next]);
            }
        }
        return null;
    }

    private void Problem(int index, string key, string message)
    {
        var at = YamlPlaces.Of(yaml, ["chapters"], index, key);
        problems.Add(new LessonProblem(file, Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), message));
    }
}
