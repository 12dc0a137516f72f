using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Reports;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Assessment;

/// <summary>A task of an exam as it was handed in.</summary>
/// <param name="Task">The task.</param>
/// <param name="Opened">Whether the learner came to it.</param>
/// <param name="Report">Its report.</param>
public sealed record ExamTaskResult(ExamTask Task, bool Opened, Report Report);

/// <summary>How a skill came out.</summary>
/// <param name="Skill">The skill.</param>
/// <param name="Points">Points earned with it.</param>
/// <param name="MaxPoints">Points there were.</param>
/// <param name="Failed">The criteria that were not met.</param>
/// <param name="Practise">Scenarios that train it, those that were not asked first.</param>
public sealed record SkillVerdict(Skill Skill, int Points, int MaxPoints, ImmutableArray<Criterion> Failed, ImmutableArray<string> Practise)
{
    /// <summary>Percent of a skill's points that show it.</summary>
    public const int Enough = 70;

    /// <summary>Whether it was shown: no required criterion failed, and most of the points were earned.</summary>
    public bool Shown => Points * 100 >= MaxPoints * Enough && !Failed.Any(c => c.Required);

    /// <summary>Where to read again.</summary>
    public IEnumerable<string> ReadAgain => Failed.Select(c => c.ReadAgain).OfType<string>().Distinct(StringComparer.Ordinal);
}

/// <summary>The result of an exam.</summary>
/// <param name="Exam">The exam.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Skills">Its skills, in the order of the work.</param>
public sealed record ExamResult(Exam Exam, ImmutableArray<ExamTaskResult> Tasks, ImmutableArray<SkillVerdict> Skills)
{
    private const int Suggestions = 3;

    /// <summary>Whether the learner is ready for a real lab: every task passed, every skill shown.</summary>
    public bool Ready => Tasks.All(t => t.Report.Grade.Passed) && Skills.All(s => s.Shown);

    /// <summary>Points earned.</summary>
    public int Points => Tasks.Sum(t => t.Report.Grade.Points);

    /// <summary>Points there were.</summary>
    public int MaxPoints => Tasks.Sum(t => t.Report.Grade.MaxPoints);

    /// <summary>Where to read again: for every skill that was not shown, once each.</summary>
    public IEnumerable<string> ReadAgain => Skills.Where(s => !s.Shown).SelectMany(s => s.ReadAgain).Distinct(StringComparer.Ordinal);

    /// <summary>What to practise again: for every skill that was not shown, once each.</summary>
    public IEnumerable<string> Practise => Skills.Where(s => !s.Shown).SelectMany(s => s.Practise).Distinct(StringComparer.Ordinal);

    /// <summary>The title of a scenario of the pool.</summary>
    public LocalText TitleOf(string scenario) => Exam.Pool.Candidates.First(c => c.Folder.Id == scenario).Folder.Variant(0).Scenario.Title;

    /// <summary>Grades an exam as its tasks were left; a task nobody came to is graded as it was given.</summary>
    /// <param name="exam">The exam.</param>
    /// <param name="attempts">The attempts by the number of the task.</param>
    public static ExamResult Of(Exam exam, IReadOnlyDictionary<int, Attempt> attempts)
    {
        var tasks = exam.Tasks.Select(t => Graded(exam, t, attempts.GetValueOrDefault(t.Number))).ToImmutableArray();
        var judged = tasks.SelectMany(t => t.Report.Grade.Results).ToLookup(r => Grading.Skills.Of(r.Criterion));
        return new ExamResult(exam, tasks, [.. judged.OrderBy(g => g.Key).Select(g => Of(exam, g.Key, [.. g]))]);
    }

    private static ExamTaskResult Graded(Exam exam, ExamTask task, Attempt? attempt)
    {
        if (attempt is not null) return new ExamTaskResult(task, true, Report.Of(attempt));
        using var untouched = exam.Begin(task);
        return new ExamTaskResult(task, false, Report.Of(untouched));
    }

    private static SkillVerdict Of(Exam exam, Skill skill, List<CriterionResult> results) => new(
        skill, results.Sum(r => r.Points), results.Sum(r => r.Criterion.Points), [.. results.Where(r => !r.Finding.Met).Select(r => r.Criterion)],
        [.. exam.Pool.Candidates.Where(c => c.Skills.ContainsKey(skill))
            .OrderBy(c => exam.Tasks.Any(t => t.Candidate == c)).ThenByDescending(c => c.Skills[skill]).Take(Suggestions).Select(c => c.Folder.Id)]);
}
