using PveLab.Sim.Cluster;
using PveLab.Sim.Faults;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Scenarios;

/// <summary>Whether a scenario's faults fit the world they are to happen in.</summary>
internal static class FaultCheck
{
    /// <summary>Refuses the first parameter that cannot be used, with its place: of the faults that are armed now, before the attempt or at its start.</summary>
    /// <param name="file">The scenario's file in errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="list">Where in it the faults stand (<see cref="YamlPlaces"/>).</param>
    /// <param name="faults">The faults.</param>
    /// <param name="world">The world.</param>
    /// <param name="start">When the attempt begins.</param>
    /// <exception cref="ContentException">There is one.</exception>
    public static void Check(string file, string text, IReadOnlyList<object> list, IReadOnlyList<Fault> faults, Datacenter world, Instant start)
    {
        foreach (var (i, problem) in Problems(faults, world, start))
        {
            var at = YamlPlaces.Of(text, list, i, problem.Key);
            throw new ContentException(file, at.Line, at.Column, Worded(problem));
        }
    }

    /// <summary>Everything that cannot be used in the faults that are armed now, by the fault's number from 0.</summary>
    public static IEnumerable<(int Fault, FaultProblem Problem)> Problems(IReadOnlyList<Fault> faults, Datacenter world, Instant start) =>
        from i in Enumerable.Range(0, faults.Count)
        where faults[i].IsHistory(start) == world.Clock.Now < start
        from problem in Common(faults[i]).Concat(faults[i].Check(world))
        select (i, problem);

    /// <summary>A problem with the nearest names.</summary>
    public static string Worded(FaultProblem problem) =>
        problem.Problem + (problem.Known is { } known ? "; " + NearestNames.Advice(problem.Name ?? "", known) : "");

    private static IEnumerable<FaultProblem> Common(Fault fault)
    {
        foreach (var problem in fault.When.Check("when")) yield return problem;
        if (fault.Probability is < 1 or > 100) yield return new FaultProblem("probability", "a probability is from 1 to 100 (percent)");
        if (fault.Until is not { } until) yield break;
        if (!fault.MayEnd) yield return new FaultProblem("until", $"'{fault.Kind}' does not end by itself: leave 'until' out");
        foreach (var problem in until.Check("until")) yield return problem;
        if (until is { Event: null, At: null, After: null }) yield return new FaultProblem("until", "say when it ends: at, after or event");
    }
}
