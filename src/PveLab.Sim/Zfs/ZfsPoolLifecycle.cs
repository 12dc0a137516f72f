using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Zfs;

/// <summary>The health of a pool.</summary>
public enum ZfsPoolStatus
{
    /// <summary>Every device works.</summary>
    Online,

    /// <summary>Devices are missing or wrong, and the others hold everything.</summary>
    Degraded,

    /// <summary>So much is missing that nothing can be written: whoever tries waits (failmode=wait).</summary>
    Suspended,

    /// <summary>It could not be imported.</summary>
    Unavail,
}

/// <summary>What can happen to a pool.</summary>
public enum ZfsPoolTrigger
{
    /// <summary>A device is missing that the others can stand in for.</summary>
    Degrade,

    /// <summary>Every device works again and holds everything.</summary>
    Heal,

    /// <summary>A write failed on every copy.</summary>
    Suspend,

    /// <summary><c>zpool clear</c> with enough devices back: all of them, or enough.</summary>
    Resume,

    /// <summary>The node looked for it and did not find enough devices.</summary>
    Lose,

    /// <summary>It is imported.</summary>
    Import,
}

/// <summary>The life of a pool (openzfs: module/zfs/vdev.c vdev_propagate_state, spa.c; man zpoolconcepts, <i>Device Failure and Recovery</i>).</summary>
public sealed class ZfsPoolLifecycle(FactLog facts) : Lifecycle<ZfsPool, ZfsPoolStatus, ZfsPoolTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<ZfsPoolStatus, ZfsPoolTrigger> machine)
    {
        machine.Configure(ZfsPoolStatus.Online)
            .Permit(ZfsPoolTrigger.Degrade, ZfsPoolStatus.Degraded)
            .Permit(ZfsPoolTrigger.Suspend, ZfsPoolStatus.Suspended)
            .Permit(ZfsPoolTrigger.Lose, ZfsPoolStatus.Unavail)
            .Ignore(ZfsPoolTrigger.Heal);
        machine.Configure(ZfsPoolStatus.Degraded)
            .Permit(ZfsPoolTrigger.Heal, ZfsPoolStatus.Online)
            .Permit(ZfsPoolTrigger.Suspend, ZfsPoolStatus.Suspended)
            .Permit(ZfsPoolTrigger.Lose, ZfsPoolStatus.Unavail)
            .Ignore(ZfsPoolTrigger.Degrade);
        machine.Configure(ZfsPoolStatus.Suspended)
            .OnEntry(() => Current.Stopped())
            .OnExit(() => Current.GoesOn())
            .Permit(ZfsPoolTrigger.Resume, ZfsPoolStatus.Online)
            .Permit(ZfsPoolTrigger.Lose, ZfsPoolStatus.Unavail)
            .Ignore(ZfsPoolTrigger.Suspend)
            .Ignore(ZfsPoolTrigger.Degrade)
            .Ignore(ZfsPoolTrigger.Heal);
        machine.Configure(ZfsPoolStatus.Unavail)
            .OnEntry(() => Current.Vanished())
            .Permit(ZfsPoolTrigger.Import, ZfsPoolStatus.Online)
            .Ignore(ZfsPoolTrigger.Degrade)
            .Ignore(ZfsPoolTrigger.Heal)
            .Ignore(ZfsPoolTrigger.Suspend);
    }

    /// <inheritdoc />
    protected override ZfsPoolStatus StatusOf(ZfsPool entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(ZfsPool entity, ZfsPoolStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(ZfsPool entity) => $"pool {entity.Name} on {entity.Node.Name}";

    /// <inheritdoc />
    protected override string Refusal(ZfsPool entity, ZfsPoolStatus status, ZfsPoolTrigger trigger) => trigger switch
    {
        ZfsPoolTrigger.Import => $"cannot import '{entity.Name}': a pool with that name already exists\nuse the form 'zpool import <pool | id> <newpool>' to give it a new name",
        _ => $"cannot open '{entity.Name}': no such pool",
    };
}
