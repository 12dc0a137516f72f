using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Rehearsals;

/// <summary>How a transcript ended.</summary>
/// <param name="Grade">Its grade.</param>
/// <param name="Begun">The lines that began a step.</param>
/// <param name="Unplayed">The first line that was not played because the shell had ended.</param>
/// <param name="World">What it made of the world (<see cref="WorldDigest"/>).</param>
internal sealed record Performance(Grade Grade, ImmutableSortedSet<int> Begun, int? Unplayed, Lazy<string> World)
{
    /// <summary>Whether it earned every point and passed.</summary>
    public bool IsFull => Grade.Passed && Grade.Points == Grade.MaxPoints && Failed.IsEmpty;

    /// <summary>The criteria it failed.</summary>
    public ImmutableArray<string> Failed => FailedIn(Grade);

    /// <summary>The criteria failed in a grade.</summary>
    public static ImmutableArray<string> FailedIn(Grade grade) => [.. grade.Results.Where(r => !r.Finding.Met).Select(r => r.Criterion.Id)];

    /// <summary>Why it is not full, each failed criterion with its first evidence.</summary>
    public string Loss => string.Join("; ",
        Grade.Results.Where(r => !r.Finding.Met).Select(r => $"{r.Criterion.Id} ({r.Finding.Evidence.FirstOrDefault()?.What.En})")
            .Concat(Grade.InTime ? [] : [$"the time limit is exceeded ({Grade.TimeUsed} of {Grade.TimeLimit})"])
            .Concat(Grade.HintCost > 0 ? [$"hints cost {Grade.HintCost.ToString(CultureInfo.InvariantCulture)} points"] : []));
}
