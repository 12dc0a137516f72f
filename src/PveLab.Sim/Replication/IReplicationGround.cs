using System.Collections.Immutable;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>
/// What replication on one node stands on. The simulated datacenter is one ground, recorded answers of the real code are checked on another: the
/// engine is the same.
/// </summary>
public interface IReplicationGround
{
    /// <summary>The node.</summary>
    string Node { get; }

    /// <summary>Now.</summary>
    Instant Now { get; }

    /// <summary>Changes whenever the configuration, or where guests are, may have changed.</summary>
    long Version { get; }

    /// <summary>The jobs.</summary>
    ReplicationConfig Config { get; }

    /// <summary>What the node remembers of its jobs.</summary>
    ReplicationStates States { get; }

    /// <summary>The machine of every job's life.</summary>
    ReplicationJobLifecycle Lifecycle { get; }

    /// <summary>The volumes of the node.</summary>
    IReplicationVolumes Volumes { get; }

    /// <summary>How data travels (datacenter.cfg, <c>replication</c> or else <c>migration</c>).</summary>
    ReplicationTransmission Transmission { get; }

    /// <summary>How the log tells the time.</summary>
    string LogTime { get; }

    /// <summary>Writes the configuration.</summary>
    /// <exception cref="PveException">The cluster has no quorum.</exception>
    void Save(ReplicationConfig config);

    /// <summary>Writes the states down.</summary>
    void SaveStates();

    /// <summary>The kind of a guest of this node; null when it is elsewhere or nowhere.</summary>
    GuestKind? KindOf(int vmid);

    /// <summary>Whether any node has the guest.</summary>
    bool Exists(int vmid);

    /// <summary>Whether the node is a member of the cluster that is online.</summary>
    bool IsOnline(string node);

    /// <summary>Whether storage.cfg names the storage.</summary>
    bool HasStorage(string storage);

    /// <summary>The next time a schedule names after a moment, in seconds since the Unix epoch; null when it never comes.</summary>
    long? NextEvent(string schedule, long after);

    /// <summary>The guest as replication treats it.</summary>
    /// <exception cref="PveException">It has no configuration here.</exception>
    IReplicatedGuest Guest(int vmid);

    /// <summary>The other side.</summary>
    IReplicationTarget Target(string node);

    /// <summary>Does work while holding the lock of migration and replication of a guest.</summary>
    IEnumerable<TimeSpan> Locked(int vmid, IEnumerable<TimeSpan> work);

    /// <summary>The process that runs jobs now, and when it started.</summary>
    (long Pid, long Start) Process { get; }

    /// <summary>Puts what a run prints into the job's log file, in place of what was there.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="lines">What was printed, and when.</param>
    void WriteLog(string job, IReadOnlyList<(string Time, string Message)> lines);

    /// <summary>Prints a warning: to the journal, or to whoever typed the command.</summary>
    void Warn(string text);

    /// <summary>Tells whoever wants to know that a run ended.</summary>
    void Ended(ReplicationRunEnd end);

    /// <summary>Sends mail about a job that failed.</summary>
    void Mail(NodeReplicationJob job);
}

/// <summary>How replication's data travels.</summary>
/// <param name="Insecure">Past ssh, unencrypted.</param>
/// <param name="Network">The network it takes, in CIDR notation; null for the nodes' own addresses.</param>
public sealed record ReplicationTransmission(bool Insecure, string? Network)
{
    /// <summary>By ssh over the nodes' own addresses.</summary>
    public static ReplicationTransmission Default { get; } = new(false, null);
}

/// <summary>A guest as replication treats it.</summary>
public interface IReplicatedGuest
{
    /// <summary><c>VM 100</c>.</summary>
    string Label { get; }

    /// <summary>What the log says of its process: its id, 1 for a container, 0 when there is none.</summary>
    long Running { get; }

    /// <summary>The snapshot its configuration stands on (<c>parent</c>); null for none.</summary>
    string? Parent { get; }

    /// <summary>Whether its configuration has a snapshot of that name.</summary>
    bool HasSnapshot(string name);

    /// <summary>Finds out whether its file systems can be frozen, which takes a while when an agent does not answer.</summary>
    IEnumerable<TimeSpan> CheckFreeze(Action<bool> answer);

    /// <summary>Freezes or thaws its file systems.</summary>
    void Freeze(bool thaw);

    /// <summary>The volumes to copy, sorted.</summary>
    /// <param name="cleanup">Also what is not replicated any more; nothing is refused.</param>
    /// <exception cref="PveException">A volume should be copied but cannot.</exception>
    IReadOnlyList<string> Volumes(bool cleanup);
}

/// <summary>What is asked of the other side before data is sent (<c>pvesr prepare-local-job</c>).</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Volumes">The volumes that will be sent.</param>
/// <param name="Scan">Storages to look for stale volumes on.</param>
/// <param name="LastSync">The last synchronization; see <see cref="ReplicationSnapshots.Prepare"/>.</param>
/// <param name="Parent">The guest's current snapshot.</param>
/// <param name="Force">Every volume may go.</param>
public sealed record ReplicationPreparation(string Job, IReadOnlyList<string> Volumes, ImmutableArray<string> Scan, long LastSync, string? Parent, bool Force = false);

/// <summary>One volume to send.</summary>
/// <param name="Volume">Its volume id, the same on both sides.</param>
/// <param name="Base">The snapshot both sides have; null to send everything.</param>
/// <param name="Snapshot">The snapshot to send.</param>
/// <param name="Rate">Limit in MB/s; null for none.</param>
/// <param name="Insecure">Past ssh, unencrypted.</param>
public sealed record ReplicationSend(string Volume, string? Base, string Snapshot, double? Rate, bool Insecure);

/// <summary>The node a job copies to, as the source reaches it.</summary>
public interface IReplicationTarget
{
    /// <summary>Asks it what it has, after it removed what is stale (remote_prepare_local_job).</summary>
    IEnumerable<TimeSpan> Prepare(ReplicationPreparation preparation, Action<string> log, Action<PreparedVolumes> answer);

    /// <summary>Sends a volume (replicate_volume).</summary>
    IEnumerable<TimeSpan> Send(ReplicationSend send, Action<string> log);

    /// <summary>Has it remove the snapshots of earlier runs (remote_finalize_local_job).</summary>
    IEnumerable<TimeSpan> Complete(ReplicationPreparation preparation, Action<string> log);
}

/// <summary>How a run ended.</summary>
/// <param name="Job">The job.</param>
/// <param name="Start">When it began, in seconds since the Unix epoch.</param>
/// <param name="Full">Whether a volume was sent as a whole.</param>
/// <param name="Removed">Whether it removed the job.</param>
/// <param name="Failures">Failures in a row before it.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record ReplicationRunEnd(NodeReplicationJob Job, long Start, bool Full, bool Removed, long Failures, string? Error);
