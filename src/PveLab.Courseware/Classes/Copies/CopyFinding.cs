using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>Two attempts of different students, one of which was copied from the other, or both from a third; with what shows it.</summary>
/// <param name="First">One of them, the one that began earlier where the journals note it.</param>
/// <param name="Second">The other.</param>
/// <param name="Reasons">What shows it, in a sentence each.</param>
/// <param name="Lines">Lines of both, side by side.</param>
/// <param name="Alike">Percent of the shorter attempt's own lines that the other has in the same order.</param>
public sealed record CopyFinding(
    GradedAttempt First, GradedAttempt Second, ImmutableArray<LocalText> Reasons, ImmutableArray<CopiedLine> Lines, int Alike);

/// <summary>A line that both have.</summary>
/// <param name="First">In the one.</param>
/// <param name="Second">In the other.</param>
/// <param name="Own">Words in it that nobody teaches and few use: invented names, prose, slips.</param>
public sealed record CopiedLine(TypedLine First, TypedLine Second, ImmutableArray<string> Own);
