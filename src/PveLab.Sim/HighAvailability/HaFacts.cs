using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>The manager sent a notification about fencing a node.</summary>
/// <param name="At">When.</param>
/// <param name="Master">The node whose manager sent it.</param>
/// <param name="Node">The node that is fenced.</param>
/// <param name="Subject">Its subject.</param>
public sealed record HaNotified(Instant At, string Master, string Node, string Subject) : Fact(At);

/// <summary>The manager moved the configuration of a fenced node's guest to another node.</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="From">The fenced node.</param>
/// <param name="To">The node it goes on.</param>
public sealed record HaServiceRecovered(Instant At, int Vmid, string From, string To) : Fact(At);

/// <summary>A node's watchdog reset it, because a manager of it had not given a sign of life for a minute.</summary>
/// <param name="At">When.</param>
/// <param name="Node">The node.</param>
public sealed record NodeSelfFenced(Instant At, string Node) : Fact(At);
