using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Migration;

/// <summary>Where a migration is in its life.</summary>
public enum MigrationStatus
{
    /// <summary>What stands in its way is looked for; a container is shut down.</summary>
    Preparing,

    /// <summary>Phase 1: the configuration carries the lock <c>migrate</c>, disks are copied.</summary>
    Copying,

    /// <summary>Phase 2: a second QEMU waits on the target, and memory flows to it.</summary>
    Live,

    /// <summary>Phase 3: the configuration moves, what is left behind is removed.</summary>
    Finishing,

    /// <summary>The guest is on the target.</summary>
    Succeeded,

    /// <summary>It came to its end, but not all went well (<c>migration problems</c>).</summary>
    Problems,

    /// <summary>The guest stays where it was (<c>migration aborted</c>).</summary>
    Aborted,
}

/// <summary>What can happen to a migration.</summary>
public enum MigrationTrigger
{
    /// <summary>Nothing stands in the way.</summary>
    Copy,

    /// <summary>The guest runs: its memory is next.</summary>
    GoLive,

    /// <summary>All data is there.</summary>
    Finish,

    /// <summary>Nothing is left to do.</summary>
    Succeed,

    /// <summary>Nothing is left to do, and something went wrong on the way.</summary>
    FinishWithProblems,

    /// <summary>Something went wrong before the guest was anybody else's.</summary>
    Abort,
}

/// <summary>The life of a migration (pve-guest-common: PVE/AbstractMigrate.pm).</summary>
public sealed class MigrationLifecycle(FactLog facts) : Lifecycle<GuestMigration, MigrationStatus, MigrationTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<MigrationStatus, MigrationTrigger> machine)
    {
        machine.Configure(MigrationStatus.Preparing)
            .Permit(MigrationTrigger.Copy, MigrationStatus.Copying)
            .Permit(MigrationTrigger.Abort, MigrationStatus.Aborted);
        machine.Configure(MigrationStatus.Copying)
            .Permit(MigrationTrigger.GoLive, MigrationStatus.Live)
            .Permit(MigrationTrigger.Finish, MigrationStatus.Finishing)
            .Permit(MigrationTrigger.Abort, MigrationStatus.Aborted);
        machine.Configure(MigrationStatus.Live)
            .Permit(MigrationTrigger.Finish, MigrationStatus.Finishing)
            .Permit(MigrationTrigger.FinishWithProblems, MigrationStatus.Problems);
        machine.Configure(MigrationStatus.Finishing)
            .Permit(MigrationTrigger.Succeed, MigrationStatus.Succeeded)
            .Permit(MigrationTrigger.FinishWithProblems, MigrationStatus.Problems);
        machine.Configure(MigrationStatus.Succeeded).OnEntry(() => Current.RecordSuccess());
        machine.Configure(MigrationStatus.Problems).OnEntry(() => Current.RecordFailure());
        machine.Configure(MigrationStatus.Aborted).OnEntry(() => Current.RecordFailure());
    }

    /// <inheritdoc />
    protected override MigrationStatus StatusOf(GuestMigration entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(GuestMigration entity, MigrationStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(GuestMigration entity) => FormattableString.Invariant($"migration of {entity.Guest.Vmid}");

    /// <inheritdoc />
    protected override string Refusal(GuestMigration entity, MigrationStatus status, MigrationTrigger trigger) =>
        FormattableString.Invariant($"migration of guest {entity.Guest.Vmid} is {status}");
}
