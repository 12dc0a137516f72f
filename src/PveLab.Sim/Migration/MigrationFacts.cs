using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Migration;

/// <summary>A guest began to move to another node.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="From">The node it is on.</param>
/// <param name="To">The node it is to go to.</param>
/// <param name="Live">Whether it runs meanwhile.</param>
/// <param name="TaskId">Its task.</param>
public sealed record MigrationStarted(Instant At, int Vmid, string From, string To, bool Live, string TaskId) : Fact(At);

/// <summary>A guest moved to another node.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="From">The node it came from.</param>
/// <param name="To">The node it is on now.</param>
/// <param name="Live">Whether it ran meanwhile.</param>
/// <param name="Took">How long it took.</param>
/// <param name="TaskId">Its task.</param>
public sealed record MigrationSucceeded(Instant At, int Vmid, string From, string To, bool Live, TimeSpan Took, string TaskId) : Fact(At);

/// <summary>A migration was aborted, or ended with problems.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="From">The node it came from.</param>
/// <param name="To">The node it was to go to.</param>
/// <param name="Error">What went wrong first.</param>
/// <param name="TaskId">Its task.</param>
public sealed record MigrationFailed(Instant At, int Vmid, string From, string To, string Error, string TaskId) : Fact(At);
