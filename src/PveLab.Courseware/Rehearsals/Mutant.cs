namespace PveLab.Courseware.Rehearsals;

/// <summary>A small mistake put into a scenario on purpose, to see whether its own transcripts and criteria notice.</summary>
/// <param name="Kind">What sort of mistake.</param>
/// <param name="File">Where it was made.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What was changed, for people.</param>
/// <param name="Fate">What came of it.</param>
/// <param name="Reason">Why it is no mistake, if it is none; what would notice it, if it survived and that is known.</param>
public sealed record Mutant(MutantKind Kind, string File, int Line, string What, MutantFate Fate, string? Reason = null);

/// <summary>A sort of small mistake.</summary>
public enum MutantKind
{
    /// <summary>A step of a golden transcript left out.</summary>
    Dropped,

    /// <summary>A step of a golden transcript exchanged with the next.</summary>
    Swapped,

    /// <summary>A guest, storage or node in a step of a golden transcript replaced by another one of the world.</summary>
    Mistaken,

    /// <summary>Steps of a golden transcript replaced by what a wrong one does instead.</summary>
    Crossed,

    /// <summary>A criterion taken out, or one of its parameters.</summary>
    Blunted,
}

/// <summary>What came of a mistake.</summary>
public enum MutantFate
{
    /// <summary>It cost points, or a transcript did not keep its promise any more.</summary>
    Killed,

    /// <summary>It cost nothing, and the author says why that is right.</summary>
    Declared,

    /// <summary>It cost nothing, and rightly: it led to the same world.</summary>
    SameWorld,

    /// <summary>It cost nothing: something is not graded, or a step or a transcript is missing.</summary>
    Survived,
}

/// <summary>Mutants counted.</summary>
/// <param name="All">How many there were.</param>
/// <param name="Killed">How many were noticed.</param>
/// <param name="Declared">How many the author says are no mistakes.</param>
/// <param name="SameWorld">How many led to the same world.</param>
public sealed record MutantScore(int All, int Killed, int Declared, int SameWorld)
{
    /// <summary>Percent of the mutants that have to be killed, without those that are no mistakes.</summary>
    public const int Least = 95;

    /// <summary>How many were not noticed.</summary>
    public int Survived => All - Killed - Declared - SameWorld;

    /// <summary>Percent killed of those that are mistakes.</summary>
    public double Rate => Percent(All - Declared - SameWorld);

    /// <summary>Percent killed of all, excused or not.</summary>
    public double RawRate => Percent(All);

    /// <summary>Whether enough were noticed.</summary>
    public bool IsEnough => Rate >= Least;

    /// <summary>Counts them.</summary>
    public static MutantScore Of(IReadOnlyCollection<Mutant> mutants) =>
        new(mutants.Count, With(mutants, MutantFate.Killed), With(mutants, MutantFate.Declared), With(mutants, MutantFate.SameWorld));

    /// <summary>Several scenarios' counts in one.</summary>
    public static MutantScore Sum(IEnumerable<MutantScore> scores) =>
        scores.Aggregate(new MutantScore(0, 0, 0, 0), (a, b) => new(a.All + b.All, a.Killed + b.Killed, a.Declared + b.Declared, a.SameWorld + b.SameWorld));

    private static int With(IReadOnlyCollection<Mutant> mutants, MutantFate fate) => mutants.Count(m => m.Fate == fate);

    private double Percent(int of) => of == 0 ? 100 : 100.0 * Killed / of;
}
