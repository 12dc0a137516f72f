using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Grading;

/// <summary>A criterion with its finding.</summary>
public sealed record CriterionResult(Criterion Criterion, Finding Finding)
{
    /// <summary>Points earned.</summary>
    public int Points => Finding.Met ? Criterion.Points : 0;
}

/// <summary>The grade of an attempt.</summary>
/// <param name="Results">Every criterion with its finding, in the scenario's order.</param>
/// <param name="HintCost">Points taken off for hints.</param>
/// <param name="TimeUsed">Virtual time from the start.</param>
/// <param name="TimeLimit">Virtual time allowed, null for no limit.</param>
/// <param name="Measures">What was measured about the recovery; null when no criterion is about a guest.</param>
public sealed record Grade(ImmutableArray<CriterionResult> Results, int HintCost, TimeSpan TimeUsed, TimeSpan? TimeLimit, Measures? Measures)
{
    /// <summary>Points earned, hints taken off; never below 0.</summary>
    public int Points => Math.Max(0, Results.Sum(r => r.Points) - HintCost);

    /// <summary>Points there are.</summary>
    public int MaxPoints => Results.Sum(r => r.Criterion.Points);

    /// <summary>Whether the time limit was kept.</summary>
    public bool InTime => TimeLimit is null || TimeUsed <= TimeLimit;

    /// <summary>Whether every required criterion is met in time. Points do not make up for one that is not.</summary>
    public bool Passed => InTime && Results.All(r => r.Finding.Met || !r.Criterion.Required);

    /// <summary>Grades an attempt as of now.</summary>
    public static Grade Of(Attempt attempt) => Of(attempt, attempt.Scenario.Criteria);

    /// <summary>Grades an attempt as of now by other criteria than its scenario's: what an author's change would do to it.</summary>
    public static Grade Of(Attempt attempt, List<Criterion> criteria)
    {
        var world = attempt.Observe();
        var scenario = attempt.Scenario;
        var bought = attempt.Entries.Select(e => e.Input).OfType<Input.HintBought>().Select(h => h.Hint).Distinct();
        var guest = criteria.OfType<GuestCriterion>().FirstOrDefault();
        return new Grade(
            Judged(criteria, world),
            bought.Sum(hint => scenario.Hints[hint].Cost),
            attempt.World.Clock.Now - attempt.Began,
            scenario.TimeLimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            guest is null ? null : Measures.Of(world, guest.Guest));
    }

    private static ImmutableArray<CriterionResult> Judged(List<Criterion> criteria, Observed world)
    {
        var results = criteria.ConvertAll(c => new CriterionResult(c, c.Judge(world)));
        return [.. results.Select(r => r.Finding.Met && Lacking(r.Criterion) is { } lacking ? r with { Finding = Later(lacking) } : r)];

        Criterion? Lacking(Criterion criterion) => results.Find(r => !r.Finding.Met && criterion.Needs.Contains(r.Criterion.Id))?.Criterion;
    }

    private static Finding Later(Criterion needed) => Finding.Missing($"次の条件を満たすと数えられます: {needed.Text.Ja}", $"it counts as soon as this is met: {needed.Text.En}");
}
