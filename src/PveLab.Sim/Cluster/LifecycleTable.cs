using System.Collections.Immutable;

namespace PveLab.Sim.Cluster;

/// <summary>A way from one status to another.</summary>
/// <param name="From">The status before.</param>
/// <param name="Trigger">What takes it.</param>
/// <param name="To">The status after.</param>
public sealed record LifecycleWay(string From, string Trigger, string To);

/// <summary>A status machine as data: what a diagram of it is drawn from.</summary>
/// <param name="Kind">What its entities are, as <see cref="StatusChanged.Machine"/> names them.</param>
/// <param name="Statuses">Every status, in the order of a life that goes well.</param>
/// <param name="Ways">Every way between them.</param>
public sealed record LifecycleTable(string Kind, ImmutableArray<string> Statuses, ImmutableArray<LifecycleWay> Ways);
