using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>
/// A run succeeded: the target holds the guest as it was at <paramref name="DataAt"/>. The first one, one by hand and one after a failure are kept; of
/// the many that a schedule makes, listeners are told (<see cref="FactLog.Pass"/>).
/// </summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Target">The node it copied to.</param>
/// <param name="DataAt">The moment whose data the target has.</param>
/// <param name="Full">Whether a volume was sent as a whole.</param>
public sealed record ReplicationSynced(Instant At, string Node, string Job, int Vmid, string Target, Instant DataAt, bool Full) : Fact(At);

/// <summary>A run failed.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Target">The node it copies to.</param>
/// <param name="Failures">How many in a row, this one included.</param>
/// <param name="Error">The error in Proxmox's words.</param>
public sealed record ReplicationFailed(Instant At, string Node, string Job, int Vmid, string Target, long Failures, string Error) : Fact(At);

/// <summary>A run cleaned up and took the job out of the configuration.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Vmid">The guest.</param>
public sealed record ReplicationRemoved(Instant At, string Node, string Job, int Vmid) : Fact(At);
