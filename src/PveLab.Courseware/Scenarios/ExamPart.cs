using PveLab.Sim.Faults;

namespace PveLab.Courseware.Scenarios;

/// <summary>A scenario as a task of an exam.</summary>
public sealed record ExamPart
{
    /// <summary>Minutes of real time that somebody needs who can do it.</summary>
    public required int Minutes { get; init; }

    /// <summary>What may come on top, at most one at a time: the golden transcripts must still earn everything.</summary>
    public List<Twist> Twists { get; init; } = [];
}

/// <summary>Faults that an exam may add to a scenario, so that nobody knows it by heart.</summary>
public sealed record Twist
{
    /// <summary>Its id within the scenario; a journal names it.</summary>
    public required string Id { get; init; }

    /// <summary>What goes wrong as well.</summary>
    public required List<Fault> Faults { get; init; }
}
