using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.HighAvailability;

/// <summary>Where a Local Resource Manager is in its life (pve-ha-manager: PVE/HA/LRM.pm).</summary>
public enum LrmStatus
{
    /// <summary>Its daemon has just begun.</summary>
    Startup,

    /// <summary>It has no services, or not yet the lock of its node: the watchdog sleeps.</summary>
    WaitForAgentLock,

    /// <summary>It holds the lock of its node and works; the watchdog is armed.</summary>
    Active,

    /// <summary>It holds the lock until every service has left.</summary>
    Maintenance,

    /// <summary>It could not renew its lock: the watchdog will reset the node soon.</summary>
    LostAgentLock,
}

/// <summary>What can happen to an LRM.</summary>
public enum LrmTrigger
{
    /// <summary>Its daemon is ready.</summary>
    Ready,

    /// <summary>It has the lock of its node.</summary>
    GotLock,

    /// <summary>Its lock could not be renewed, or its node is to be fenced.</summary>
    LoseLock,

    /// <summary>Its node is to be left.</summary>
    EnterMaintenance,

    /// <summary>It had nothing to do for a long time.</summary>
    Idle,
}

/// <summary>What an LRM tells the manager about itself in <c>lrm_status</c>.</summary>
public enum LrmMode
{
    /// <summary>At work.</summary>
    Active,

    /// <summary>Restarting: its services are to be frozen.</summary>
    Restart,

    /// <summary>Its node shuts down: its services are to be recovered elsewhere.</summary>
    Shutdown,

    /// <summary>Its node is to be left.</summary>
    Maintenance,

    /// <summary>There is no status of it.</summary>
    Unknown,
}

/// <summary>The life of a Local Resource Manager.</summary>
public sealed class LrmLifecycle(FactLog facts) : Lifecycle<LocalResourceManager, LrmStatus, LrmTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<LrmStatus, LrmTrigger> machine)
    {
        machine.Configure(LrmStatus.Startup)
            .Permit(LrmTrigger.Ready, LrmStatus.WaitForAgentLock);
        machine.Configure(LrmStatus.WaitForAgentLock)
            .Permit(LrmTrigger.GotLock, LrmStatus.Active);
        machine.Configure(LrmStatus.Active)
            .Permit(LrmTrigger.LoseLock, LrmStatus.LostAgentLock)
            .Permit(LrmTrigger.EnterMaintenance, LrmStatus.Maintenance)
            .Permit(LrmTrigger.Idle, LrmStatus.WaitForAgentLock);
        machine.Configure(LrmStatus.Maintenance)
            .Permit(LrmTrigger.LoseLock, LrmStatus.LostAgentLock)
            .Permit(LrmTrigger.GotLock, LrmStatus.Active);
        machine.Configure(LrmStatus.LostAgentLock)
            .Permit(LrmTrigger.GotLock, LrmStatus.Active);
    }

    /// <inheritdoc />
    protected override LrmStatus StatusOf(LocalResourceManager entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(LocalResourceManager entity, LrmStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(LocalResourceManager entity) => $"ha lrm on {entity.Environment.Node}";

    /// <inheritdoc />
    protected override string Refusal(LocalResourceManager entity, LrmStatus status, LrmTrigger trigger) =>
        $"got unexpected status '{HaText.Of(status)}'";
}
