using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Grading;

/// <summary>
/// One thing a learner has to bring about. A kind of criterion is a record with its parameters and its rule, judged over the world and
/// what happened in it, never over what was typed: many roads, one outcome.
/// </summary>
public abstract record Criterion
{
    /// <summary>Its id within the scenario; transcripts and reports name it.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind, one of <see cref="CriterionCatalogue.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Points it earns.</summary>
    public int Points { get; init; }

    /// <summary>Whether failing it fails the attempt, whatever the points.</summary>
    public bool Required { get; init; }

    /// <summary>
    /// Criteria, by id, that must be met before this one counts. What was in order from the beginning and only has to stay so earns nothing by itself:
    /// keeping it is a merit of whoever achieved something meanwhile.
    /// </summary>
    public List<string> Needs { get; init; } = [];

    /// <summary>What the learner reads.</summary>
    public required LocalText Text { get; init; }

    /// <summary>Where to read again when it failed: an anchor in the lesson.</summary>
    public string? ReadAgain { get; init; }

    /// <summary>The skill it shows, when it is another one than its kind usually shows (<see cref="Skills"/>).</summary>
    public Skill? Skill { get; init; }

    /// <summary>Judges it as of now. Pure: asking changes nothing.</summary>
    public abstract Finding Judge(Observed world);

    /// <summary>The files it will compare with how they were in the beginning; <see cref="Baseline.Files"/> keeps them under its id.</summary>
    public virtual IEnumerable<FileMark> Watched(Datacenter world) => [];

    /// <summary>A text whose numbers do not depend on the culture.</summary>
    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
