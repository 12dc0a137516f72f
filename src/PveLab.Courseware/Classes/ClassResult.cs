using System.Collections.Immutable;
using PveLab.Courseware.Classes.Copies;
using PveLab.Courseware.Grading;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes;

/// <summary>Which attempt counts when somebody made several at one scenario.</summary>
public enum CountedAttempt
{
    /// <summary>The best: passed before not passed, then more points, then the later one.</summary>
    Best,

    /// <summary>The last, by the journal's time of day, or else by the file's name.</summary>
    Last,
}

/// <summary>A class: every file with its grade or its refusal, in an order that does not depend on how they were graded.</summary>
/// <param name="Attempts">By student, scenario, then file.</param>
/// <param name="Copies">Attempts of different students that are copies of each other.</param>
public sealed record ClassResult(ImmutableArray<GradedAttempt> Attempts, ImmutableArray<CopyFinding> Copies)
{
    /// <summary>What changed against an earlier grading; null when none was compared.</summary>
    public ImmutableArray<GradeChange>? Changes { get; init; }

    /// <summary>Brings graded files into order and looks at them together.</summary>
    /// <param name="rows">The files, in any order.</param>
    /// <param name="counted">Which attempt counts.</param>
    /// <param name="taught">What a scenario's own material lets everybody type, by the scenario's id.</param>
    public static ClassResult Of(IEnumerable<GradedAttempt> rows, CountedAttempt counted, Func<string, IReadOnlyList<string>> taught)
    {
        var ordered = rows.OrderBy(r => r.Student, StringComparer.Ordinal).ThenBy(r => r.Scenario, StringComparer.Ordinal)
            .ThenBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
        var counts = Graded(ordered).GroupBy(r => (r.Student, r.Scenario)).Select(g => Counted(g, counted)).ToHashSet(ReferenceEqualityComparer.Instance);
        ImmutableArray<GradedAttempt> attempts = [.. ordered.Select(r => counts.Contains(r) ? r with { Counts = true } : r)];
        return new ClassResult(attempts, CopySearch.Of(attempts, taught));
    }

    /// <summary>The attempts that have a grade.</summary>
    public IEnumerable<GradedAttempt> GradedAttempts => Graded(Attempts);

    /// <summary>The files that were refused.</summary>
    public IEnumerable<GradedAttempt> Refused => Attempts.Where(a => a.Refusal is not null);

    /// <summary>The attempts that count.</summary>
    public IEnumerable<GradedAttempt> CountedAttempts => Attempts.Where(a => a.Counts);

    /// <summary>Everybody who handed something in.</summary>
    public IEnumerable<string> Students => Attempts.Select(a => a.Student).Distinct(StringComparer.Ordinal);

    /// <summary>The scenarios that were graded, each with the attempts that count.</summary>
    public IEnumerable<ScenarioResult> Scenarios =>
        CountedAttempts.GroupBy(a => a.Scenario, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new ScenarioResult(s.Key, s.First().Report!.Title, [.. s]));

    private static IEnumerable<GradedAttempt> Graded(IEnumerable<GradedAttempt> rows) => rows.Where(r => r.Report is not null);

    private static GradedAttempt Counted(IEnumerable<GradedAttempt> attempts, CountedAttempt counted)
    {
        var byTime = attempts.OrderBy(a => a.Activity!.Wall.Began ?? DateTimeOffset.MinValue).ThenBy(a => a.File, StringComparer.Ordinal);
        return counted == CountedAttempt.Last ? byTime.Last() : byTime.OrderBy(a => a.Passed).ThenBy(a => a.Report!.Grade.Points).Last();
    }
}

/// <summary>A scenario in a class.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Attempts">The attempts that count, by student.</param>
public sealed record ScenarioResult(string Id, LocalText Title, ImmutableArray<GradedAttempt> Attempts)
{
    /// <summary>Its criteria in order. Variants may word them differently; those of the first attempt are shown, and others that it lacks follow.</summary>
    public ImmutableArray<Criterion> Criteria { get; } =
        [.. Attempts.SelectMany(a => a.Report!.Grade.Results).Select(r => r.Criterion).DistinctBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>How many attempts met a criterion, of those that have it.</summary>
    public (int Met, int Of) Met(string criterion)
    {
        var findings = Attempts.SelectMany(a => a.Report!.Grade.Results).Where(r => r.Criterion.Id == criterion).ToList();
        return (findings.Count(f => f.Finding.Met), findings.Count);
    }

    /// <summary>How many attempts bought a hint.</summary>
    public int Bought(int hint) => Attempts.Count(a => a.Activity!.Hints.Contains(hint));
}
