using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Backup;

/// <summary>What the scheduler last knew of a job (the <c>state</c> in /var/lib/pve-manager/jobs/vzdump-ID.json).</summary>
public enum BackupJobStatus
{
    /// <summary>It has not run yet.</summary>
    Created,

    /// <summary>It is due, and its task is being forked.</summary>
    Starting,

    /// <summary>Its task runs.</summary>
    Started,

    /// <summary>Its last run is over.</summary>
    Stopped,
}

/// <summary>What can happen to a job.</summary>
public enum BackupJobTrigger
{
    /// <summary>Its time has come.</summary>
    Due,

    /// <summary>Its task was forked.</summary>
    Forked,

    /// <summary>There was nothing to do, or it could not be started.</summary>
    NotForked,

    /// <summary>Its task ended.</summary>
    Ended,
}

/// <summary>The life of a backup job as the scheduler sees it (pve-manager: PVE/Jobs.pm starting_job, started_job, update_job_stopped).</summary>
public sealed class BackupJobLifecycle(FactLog facts) : Lifecycle<BackupJob, BackupJobStatus, BackupJobTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<BackupJobStatus, BackupJobTrigger> machine)
    {
        foreach (var idle in (BackupJobStatus[])[BackupJobStatus.Created, BackupJobStatus.Stopped])
            machine.Configure(idle).Permit(BackupJobTrigger.Due, BackupJobStatus.Starting);
        machine.Configure(BackupJobStatus.Starting)
            .Permit(BackupJobTrigger.Forked, BackupJobStatus.Started)
            .Permit(BackupJobTrigger.NotForked, BackupJobStatus.Stopped);
        machine.Configure(BackupJobStatus.Started)
            .Permit(BackupJobTrigger.Ended, BackupJobStatus.Stopped);
        foreach (var status in Enum.GetValues<BackupJobStatus>())
            machine.Configure(status).OnEntry(() => Current.WriteState());
    }

    /// <inheritdoc />
    protected override BackupJobStatus StatusOf(BackupJob entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(BackupJob entity, BackupJobStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(BackupJob entity) => $"backup job {entity.Id} on {entity.Node.Name}";

    /// <inheritdoc />
    protected override string Refusal(BackupJob entity, BackupJobStatus status, BackupJobTrigger trigger) =>
        $"unexpected state '{entity.State}'";
}
