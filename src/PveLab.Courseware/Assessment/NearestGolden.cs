using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Assessment;

/// <summary>Where an attempt parted from the golden transcript that is nearest to it.</summary>
/// <param name="Golden">The transcript's file.</param>
/// <param name="Alike">How many of its steps the attempt has, too.</param>
/// <param name="Steps">How many there are.</param>
/// <param name="Missing">The first that it has not, in words.</param>
/// <param name="Instead">What the learner typed after the last step alike, if anything came of it; null for nothing.</param>
/// <param name="Line">What the transcript types there; null as long as it would give the solution away.</param>
public sealed record Parting(string Golden, int Alike, int Steps, LocalText Missing, string? Instead, string? Line);

/// <summary>
/// Compares an attempt with the golden transcripts of its scenario, step by step, by what came of each (<see cref="WayStep"/>) and not by what was typed.
/// The golden transcript's own line is told only when every hint was bought or the attempt is over: until then it would be a solution for free.
/// </summary>
public static class NearestGolden
{
    /// <summary>The parting as of now; null when nothing is missing, in an exam that is not handed in, or when there is no golden transcript.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="ways">The ways of the golden transcripts (<see cref="Way.Golden"/>).</param>
    /// <param name="over">Whether the attempt is over.</param>
    public static Parting? Of(Attempt attempt, ImmutableArray<Way> ways, bool over)
    {
        if (ways.IsEmpty || !MayTell(attempt, over)) return null;
        var own = Way.Of(attempt);
        var keys = own.Steps.SelectMany(s => s.Effects).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var nearest = ways.Where(w => !w.Steps.IsEmpty).OrderByDescending(w => (double)Alike(w, keys) / w.Steps.Length).ThenBy(w => w.Name, StringComparer.Ordinal).FirstOrDefault();
        if (nearest?.Steps.FirstOrDefault(s => !Has(keys, s)) is not { } missing) return null;
        var open = over || HintsAreSpent(attempt);
        return new Parting(nearest.Name, Alike(nearest, keys), nearest.Steps.Length, Lacking(keys, missing)!, Instead(own, nearest), open ? SafeText.Clean(missing.Line) : null);
    }

    /// <summary>The parting, with the golden transcripts played for it; null also when they cannot be read: that is their author's business, not the learner's.</summary>
    public static Parting? Of(Attempt attempt, bool over)
    {
        try
        {
            return MayTell(attempt, over) ? Of(attempt, Way.Golden(attempt.Folder, attempt.Seed, attempt.Dialect), over) : null;
        }
        catch (ContentException)
        {
            return null;
        }
    }

    private static bool MayTell(Attempt attempt, bool over) =>
        (attempt.Mode == AttemptMode.Practice || over) && attempt.Grade().Results.Any(r => !r.Finding.Met);

    private static int Alike(Way way, HashSet<string> keys) => way.Steps.Count(s => Has(keys, s));

    private static bool Has(HashSet<string> keys, WayStep step) => Lacking(keys, step) is null;

    /// <summary>The first effect of a step that is not among these; what only happens along with others (old generations that go) is not asked for.</summary>
    private static LocalText? Lacking(HashSet<string> keys, WayStep step) =>
        step.Effects.FirstOrDefault(e => !keys.Contains(e.Key) && (step.Effects.Length == 1 || !e.Key.StartsWith("pruned", StringComparison.Ordinal))).Words;

    private static string? Instead(Way own, Way nearest)
    {
        var known = nearest.Steps.SelectMany(s => s.Effects).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var last = own.Steps.ToList().FindLastIndex(s => Has(known, s));
        return own.Steps.Skip(last + 1).FirstOrDefault() is { } step ? SafeText.Clean(step.Line).Replace('\n', ' ') : null;
    }

    private static bool HintsAreSpent(Attempt attempt) =>
        attempt.Scenario.Hints.Count > 0 && attempt.Entries.Select(e => e.Input).OfType<Input.HintBought>().Select(h => h.Hint).Distinct().Count() == attempt.Scenario.Hints.Count;
}
