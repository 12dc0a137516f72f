using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Faults;

/// <summary>
/// Something that goes wrong in a world. A kind of fault is a record with its parameters and its rule. A fault only turns knobs of the world, through
/// the verbs of its entities; it never writes a message: what the learner sees emerges from the changed world, and whatever would cure it on a real
/// cluster cures it here.
/// </summary>
public abstract record Fault
{
    /// <summary>Its kind, one of <see cref="FaultCatalogue.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it begins; at the start unless something else is said.</summary>
    public FaultMoment When { get; init; } = new();

    /// <summary>When it ends by itself; null for never: somebody has to cure it.</summary>
    public FaultMoment? Until { get; init; }

    /// <summary>Percent of the seeds in which it happens at all.</summary>
    public int Probability { get; init; } = 100;

    /// <summary>Whether it can end by itself (<see cref="Until"/>).</summary>
    public virtual bool MayEnd => true;

    /// <summary>Whether it begins in the life of the world before <paramref name="start"/>.</summary>
    public bool IsHistory(Instant start) => When.IsBefore(start);

    /// <summary>What in its parameters does not fit the world it is to happen in.</summary>
    public abstract IEnumerable<FaultProblem> Check(Datacenter world);

    /// <summary>Turns the knobs.</summary>
    /// <returns>Turns them back, as far as nobody else has; null when there is nothing to turn back.</returns>
    /// <exception cref="PveException">What it is about is not there (any more): it does not happen.</exception>
    public abstract Action? Begin(FaultSite site);
}

/// <summary>Where a fault happens.</summary>
/// <param name="World">The world.</param>
/// <param name="Chance">The fault's own stream of chance.</param>
public sealed record FaultSite(Datacenter World, ChanceStream Chance);

/// <summary>A parameter that cannot be used.</summary>
/// <param name="Key">The parameter as the author wrote it; null for the fault as a whole.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Name">The unknown name, if that is the problem.</param>
/// <param name="Known">The names there are.</param>
public sealed record FaultProblem(string? Key, string Problem, string? Name = null, IReadOnlyList<string>? Known = null);
