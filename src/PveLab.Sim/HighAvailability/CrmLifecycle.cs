using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.HighAvailability;

/// <summary>Where a Cluster Resource Manager is in its life (pve-ha-manager: PVE/HA/CRM.pm).</summary>
public enum CrmStatus
{
    /// <summary>Its daemon has just begun.</summary>
    Startup,

    /// <summary>The cluster has no quorum, or there is nothing to manage.</summary>
    WaitForQuorum,

    /// <summary>It holds the manager lock: the one manager of the cluster.</summary>
    Master,

    /// <summary>It held the lock and could not renew it.</summary>
    LostManagerLock,

    /// <summary>There is quorum, and another one holds the lock.</summary>
    Slave,
}

/// <summary>What can happen to a CRM.</summary>
public enum CrmTrigger
{
    /// <summary>Its daemon is ready.</summary>
    Ready,

    /// <summary>It has the manager lock.</summary>
    GotLock,

    /// <summary>Another one has the lock.</summary>
    NoLock,

    /// <summary>There is no quorum any more, or nothing to manage.</summary>
    Wait,

    /// <summary>Its lock could not be renewed.</summary>
    LoseLock,
}

/// <summary>The life of a Cluster Resource Manager.</summary>
public sealed class CrmLifecycle(FactLog facts) : Lifecycle<ClusterResourceManager, CrmStatus, CrmTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<CrmStatus, CrmTrigger> machine)
    {
        machine.Configure(CrmStatus.Startup)
            .Permit(CrmTrigger.Ready, CrmStatus.WaitForQuorum);
        machine.Configure(CrmStatus.WaitForQuorum)
            .Permit(CrmTrigger.GotLock, CrmStatus.Master)
            .Permit(CrmTrigger.NoLock, CrmStatus.Slave);
        machine.Configure(CrmStatus.Slave)
            .Permit(CrmTrigger.GotLock, CrmStatus.Master)
            .Permit(CrmTrigger.Wait, CrmStatus.WaitForQuorum);
        machine.Configure(CrmStatus.Master)
            .Permit(CrmTrigger.LoseLock, CrmStatus.LostManagerLock)
            .Permit(CrmTrigger.Wait, CrmStatus.WaitForQuorum);
        machine.Configure(CrmStatus.LostManagerLock)
            .Permit(CrmTrigger.GotLock, CrmStatus.Master)
            .Permit(CrmTrigger.Wait, CrmStatus.WaitForQuorum);
    }

    /// <inheritdoc />
    protected override CrmStatus StatusOf(ClusterResourceManager entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(ClusterResourceManager entity, CrmStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(ClusterResourceManager entity) => $"ha crm on {entity.Environment.Node}";

    /// <inheritdoc />
    protected override string Refusal(ClusterResourceManager entity, CrmStatus status, CrmTrigger trigger) =>
        $"got unexpected status '{HaText.Of(status)}'";
}
