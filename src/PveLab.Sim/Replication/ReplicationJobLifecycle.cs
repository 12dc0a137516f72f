using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Replication;

/// <summary>Where a replication job is in its life.</summary>
public enum ReplicationJobStatus
{
    /// <summary>It has not run yet.</summary>
    Created,

    /// <summary>It is being run.</summary>
    Syncing,

    /// <summary>Its last run succeeded: the target holds the guest as it was when that began.</summary>
    Synced,

    /// <summary>Its last run failed, and it is tried again after a pause.</summary>
    Failing,

    /// <summary>The node died while it ran: nobody cleaned up.</summary>
    Interrupted,

    /// <summary>It was removed from the configuration by its last run.</summary>
    Removed,
}

/// <summary>What can happen to a replication job.</summary>
public enum ReplicationJobTrigger
{
    /// <summary>A run begins.</summary>
    Start,

    /// <summary>The run succeeded.</summary>
    Succeed,

    /// <summary>The run failed.</summary>
    Fail,

    /// <summary>The run cleaned up and removed the job.</summary>
    Remove,

    /// <summary>The node lost power.</summary>
    Vanish,
}

/// <summary>
/// The life of a replication job on the node that runs it (pve-guest-common: PVE/ReplicationState.pm record_job_start, record_job_end). A year of a
/// job has 35,000 runs that nothing can be told of: only what is out of the ordinary is kept as a fact, the rest is passed on.
/// </summary>
public sealed class ReplicationJobLifecycle(FactLog facts) : Lifecycle<NodeReplicationJob, ReplicationJobStatus, ReplicationJobTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<ReplicationJobStatus, ReplicationJobTrigger> machine)
    {
        foreach (var idle in (ReplicationJobStatus[])
            [ReplicationJobStatus.Created, ReplicationJobStatus.Synced, ReplicationJobStatus.Failing, ReplicationJobStatus.Interrupted])
            machine.Configure(idle).Permit(ReplicationJobTrigger.Start, ReplicationJobStatus.Syncing);
        machine.Configure(ReplicationJobStatus.Syncing)
            .Permit(ReplicationJobTrigger.Succeed, ReplicationJobStatus.Synced)
            .Permit(ReplicationJobTrigger.Fail, ReplicationJobStatus.Failing)
            .Permit(ReplicationJobTrigger.Remove, ReplicationJobStatus.Removed)
            .Permit(ReplicationJobTrigger.Vanish, ReplicationJobStatus.Interrupted);
    }

    /// <inheritdoc />
    protected override ReplicationJobStatus StatusOf(NodeReplicationJob entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(NodeReplicationJob entity, ReplicationJobStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override bool IsRoutine(NodeReplicationJob entity, ReplicationJobStatus from, ReplicationJobStatus to) =>
        entity.State is { FailCount: 0, Duration: not null } && (from, to) is (ReplicationJobStatus.Synced, ReplicationJobStatus.Syncing)
            or (ReplicationJobStatus.Syncing, ReplicationJobStatus.Synced);

    /// <inheritdoc />
    protected override string NameOf(NodeReplicationJob entity) => entity.ToString();

    /// <inheritdoc />
    protected override string Refusal(NodeReplicationJob entity, ReplicationJobStatus status, ReplicationJobTrigger trigger) =>
        $"replication job '{entity.Id}' cannot {trigger} while it is {status}";
}
