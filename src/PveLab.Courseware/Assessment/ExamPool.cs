using System.Collections.Immutable;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Assessment;

/// <summary>A scenario that an exam may choose.</summary>
/// <param name="Folder">The scenario.</param>
/// <param name="Minutes">Minutes of real time it takes somebody who can do it.</param>
/// <param name="Skills">What it shows, with the points there are for each skill.</param>
/// <param name="Twists">What may come on top, by id.</param>
public sealed record ExamCandidate(ScenarioFolder Folder, int Minutes, ImmutableSortedDictionary<Skill, int> Skills, ImmutableArray<string> Twists)
{
    /// <summary>The scenario as a candidate; null when it is for practice only.</summary>
    /// <exception cref="ContentException">It is not usable.</exception>
    public static ExamCandidate? Of(ScenarioFolder folder)
    {
        var scenario = folder.Variant(0).Scenario;
        if (scenario.Exam is not { } exam) return null;
        var skills = scenario.Criteria.Where(c => c.Points > 0).GroupBy(Grading.Skills.Of).ToImmutableSortedDictionary(g => g.Key, g => g.Sum(c => c.Points));
        return new ExamCandidate(folder, exam.Minutes, skills, [.. exam.Twists.Select(t => t.Id)]);
    }
}

/// <summary>What an exam is drawn from.</summary>
/// <param name="Chapter">A chapter (<c>ch08-backup</c>), or what several chapters begin with (<c>ch08</c>).</param>
/// <param name="Candidates">The scenarios, in the course's order.</param>
public sealed record ExamPool(string Chapter, ImmutableArray<ExamCandidate> Candidates)
{
    /// <summary>The skills that can be shown here.</summary>
    public IEnumerable<Skill> Skills => Candidates.SelectMany(c => c.Skills.Keys).Distinct().Order();

    /// <summary>The pool of a chapter, or of all chapters whose names begin so.</summary>
    /// <exception cref="ContentException">There is no such chapter, none of its scenarios is meant for exams, or one is not usable.</exception>
    public static ExamPool Of(string chapter, LessonLibrary lessons, ScenarioLibrary scenarios)
    {
        var all = lessons.Chapters("en").Select(c => (c.Id, c.Front.Scenarios)).ToList();
        var chosen = all.FindAll(c => c.Id == chapter || c.Id.StartsWith(chapter + "-", StringComparison.Ordinal));
        if (chosen.Count == 0) throw new ContentException(chapter, 0, 0, $"no such chapter; {NearestNames.Advice(chapter, Names(all.Select(c => c.Id)))}");
        var candidates = chosen.SelectMany(c => c.Scenarios).Distinct(StringComparer.Ordinal).Intersect(scenarios.ScenarioIds, StringComparer.Ordinal)
            .Select(id => ExamCandidate.Of(scenarios.FindById(id))).OfType<ExamCandidate>().ToImmutableArray();
        return candidates.IsEmpty ? throw new ContentException(chapter, 0, 0, "no scenario of this chapter is meant for exams") : new ExamPool(chapter, candidates);
    }

    private static IEnumerable<string> Names(IEnumerable<string> chapters) => chapters.SelectMany(c => new[] { c, c.Split('-')[0] }).Distinct(StringComparer.Ordinal);
}
