using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Backup;

/// <summary>Where the backup of one guest is in its life.</summary>
public enum BackupRunStatus
{
    /// <summary>Its turn has come: target and guest are looked at, the guest is locked.</summary>
    Preparing,

    /// <summary>The guest is shut down or its CPUs are halted.</summary>
    Halting,

    /// <summary>QEMU writes the archive.</summary>
    Archiving,

    /// <summary>The archive is complete: it gets its name, notes and protection, and older ones are pruned.</summary>
    Finishing,

    /// <summary>All done.</summary>
    Succeeded,

    /// <summary>It failed; what it began was undone.</summary>
    Failed,
}

/// <summary>What can happen to a backup run.</summary>
public enum BackupRunTrigger
{
    /// <summary>The guest is to be consistent by standing still.</summary>
    Halt,

    /// <summary>QEMU begins.</summary>
    Archive,

    /// <summary>QEMU is done.</summary>
    Finish,

    /// <summary>Nothing is left to do.</summary>
    Succeed,

    /// <summary>Something went wrong, or somebody stopped it.</summary>
    Fail,
}

/// <summary>The life of one guest's backup (pve-manager: PVE/VZDump.pm exec_backup_task).</summary>
public sealed class BackupLifecycle(FactLog facts) : Lifecycle<BackupRun, BackupRunStatus, BackupRunTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<BackupRunStatus, BackupRunTrigger> machine)
    {
        machine.Configure(BackupRunStatus.Preparing)
            .Permit(BackupRunTrigger.Halt, BackupRunStatus.Halting)
            .Permit(BackupRunTrigger.Archive, BackupRunStatus.Archiving)
            .Permit(BackupRunTrigger.Fail, BackupRunStatus.Failed);
        machine.Configure(BackupRunStatus.Halting)
            .Permit(BackupRunTrigger.Archive, BackupRunStatus.Archiving)
            .Permit(BackupRunTrigger.Fail, BackupRunStatus.Failed);
        machine.Configure(BackupRunStatus.Archiving)
            .Permit(BackupRunTrigger.Finish, BackupRunStatus.Finishing)
            .Permit(BackupRunTrigger.Fail, BackupRunStatus.Failed);
        machine.Configure(BackupRunStatus.Finishing)
            .Permit(BackupRunTrigger.Succeed, BackupRunStatus.Succeeded)
            .Permit(BackupRunTrigger.Fail, BackupRunStatus.Failed);
        machine.Configure(BackupRunStatus.Succeeded).OnEntry(() => Current.RecordSuccess());
        machine.Configure(BackupRunStatus.Failed).OnEntry(() => Current.RecordFailure());
    }

    /// <inheritdoc />
    protected override BackupRunStatus StatusOf(BackupRun entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(BackupRun entity, BackupRunStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(BackupRun entity) => entity.Name;

    /// <inheritdoc />
    protected override string Refusal(BackupRun entity, BackupRunStatus status, BackupRunTrigger trigger) =>
        string.Create(CultureInfo.InvariantCulture, $"backup of VM {entity.Vmid} is {status}");
}
