using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Faults;

/// <summary>A fault began. Not for the learner's eyes.</summary>
/// <param name="At">When.</param>
/// <param name="Index">Its place in the scenario, from 0.</param>
/// <param name="Kind">Its kind.</param>
public sealed record FaultBegan(Instant At, int Index, string Kind) : Fact(At);

/// <summary>A fault ended by itself.</summary>
/// <param name="At">When.</param>
/// <param name="Index">Its place in the scenario, from 0.</param>
/// <param name="Kind">Its kind.</param>
public sealed record FaultEnded(Instant At, int Index, string Kind) : Fact(At);
