namespace PveLab.Courseware.Rehearsals;

/// <summary>How much of a scenario is played.</summary>
/// <param name="Seeds">Seeds of a scenario that draws values: 0 and the next ones.</param>
/// <param name="WithoutEachStep">Whether golden transcripts are also played without each of their steps.</param>
/// <param name="WithMutants">Whether its transcripts and criteria are also played with small mistakes in them.</param>
/// <param name="Search">Attempts that the search for shortcuts may play; 0 for no search.</param>
public sealed record RehearsalScope(int Seeds, bool WithoutEachStep, bool WithMutants, int Search)
{
    /// <summary>What an author wants to know before a scenario is given to students.</summary>
    public static RehearsalScope Full { get; } = new(20, WithoutEachStep: true, WithMutants: true, 150);

    /// <summary>What can be waited for: every transcript keeps its promise with the plain values and with other ones.</summary>
    public static RehearsalScope Quick { get; } = new(2, WithoutEachStep: false, WithMutants: false, 0);
}
