using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Rehearsals;

/// <summary>Tells which mistakes in the criteria the scenario's own transcripts would notice.</summary>
internal sealed class CriterionWatch(ScenarioFolder folder)
{
    private readonly ImmutableArray<CriterionMutant> mutants =
        [.. CriterionMutants.Of(folder.Variant(0).Scenario.Criteria, new WorldNames(folder.Variant(0)))];

    private readonly HashSet<CriterionMutant> noticed = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<CriterionMutant, string> suggestions = new(ReferenceEqualityComparer.Instance);

    /// <summary>The mistakes with their fates, as far as was looked.</summary>
    public IEnumerable<Mutant> Mutants =>
        from mutant in mutants
        let fate = noticed.Contains(mutant) ? MutantFate.Killed : MutantFate.Survived
        select new Mutant(MutantKind.Blunted, folder.File!.Name, folder.File.LineOf($"id: {mutant.Criterion}"), $"{mutant.Criterion}: {mutant.What}", fate,
            fate == MutantFate.Survived ? suggestions.GetValueOrDefault(mutant) : null);

    /// <summary>Looks at an attempt: a mistake that breaks what is promised about its grade is noticed.</summary>
    /// <param name="attempt">The attempt at its end.</param>
    /// <param name="promise">What of a grade is promised.</param>
    public void Look(Attempt attempt, Func<Grade, string> promise)
    {
        var kept = promise(attempt.Grade());
        foreach (var mutant in mutants.Where(m => !noticed.Contains(m)))
            if (promise(Grade.Of(attempt, mutant.Criteria)) != kept) noticed.Add(mutant);
    }

    /// <summary>Remembers an attempt that would notice a mistake, if it were one of the scenario's transcripts.</summary>
    /// <param name="attempt">The attempt at its end.</param>
    /// <param name="suggestion">What it did.</param>
    public void Suggest(Attempt attempt, string suggestion)
    {
        var failed = Performance.FailedIn(attempt.Grade());
        foreach (var mutant in mutants.Where(m => !noticed.Contains(m) && !suggestions.ContainsKey(m)))
            if (!Performance.FailedIn(Grade.Of(attempt, mutant.Criteria)).SequenceEqual(failed))
                suggestions[mutant] = $"a wrong transcript like {suggestion} would notice, with #! fails: {string.Join(' ', failed)}";
    }
}
