using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.HighAvailability;

/// <summary>What the manager holds of a node (pve-ha-manager: PVE/HA/NodeStatus.pm).</summary>
public enum HaNodeStatus
{
    /// <summary>Not in the quorate part of the cluster, perhaps still running.</summary>
    Unknown,

    /// <summary>In the quorate part of the cluster.</summary>
    Online,

    /// <summary>In the quorate part, but to be left by its services.</summary>
    Maintenance,

    /// <summary>To be fenced.</summary>
    Fence,

    /// <summary>No longer a member of the cluster.</summary>
    Gone,
}

/// <summary>What can happen to a node in the manager's eyes.</summary>
public enum HaNodeTrigger
{
    /// <summary>It is a member of the quorate part.</summary>
    Join,

    /// <summary>It is no longer seen.</summary>
    Leave,

    /// <summary>Its LRM has entered maintenance.</summary>
    EnterMaintenance,

    /// <summary>Its LRM works again.</summary>
    EndMaintenance,

    /// <summary>It is to be fenced.</summary>
    Fence,

    /// <summary>It is certainly down: its agent lock is in the manager's hand.</summary>
    Fenced,

    /// <summary>It has left the list of members.</summary>
    Vanish,
}

/// <summary>The life of a node in the manager's eyes.</summary>
public sealed class HaNodeLifecycle(FactLog facts) : Lifecycle<HaNode, HaNodeStatus, HaNodeTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<HaNodeStatus, HaNodeTrigger> machine)
    {
        machine.Configure(HaNodeStatus.Unknown)
            .Permit(HaNodeTrigger.Join, HaNodeStatus.Online)
            .Permit(HaNodeTrigger.Vanish, HaNodeStatus.Gone)
            .Permit(HaNodeTrigger.Fence, HaNodeStatus.Fence);
        machine.Configure(HaNodeStatus.Online)
            .Permit(HaNodeTrigger.Leave, HaNodeStatus.Unknown)
            .Permit(HaNodeTrigger.EnterMaintenance, HaNodeStatus.Maintenance)
            .Permit(HaNodeTrigger.Fence, HaNodeStatus.Fence);
        machine.Configure(HaNodeStatus.Maintenance)
            .Permit(HaNodeTrigger.EndMaintenance, HaNodeStatus.Online)
            .Permit(HaNodeTrigger.Leave, HaNodeStatus.Unknown)
            .Permit(HaNodeTrigger.Fence, HaNodeStatus.Fence);
        machine.Configure(HaNodeStatus.Fence)
            .Permit(HaNodeTrigger.Fenced, HaNodeStatus.Unknown);
        machine.Configure(HaNodeStatus.Gone)
            .Permit(HaNodeTrigger.Join, HaNodeStatus.Online)
            .Permit(HaNodeTrigger.Fence, HaNodeStatus.Fence);
    }

    /// <inheritdoc />
    protected override HaNodeStatus StatusOf(HaNode entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(HaNode entity, HaNodeStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(HaNode entity) => $"ha node {entity.Name}";

    /// <inheritdoc />
    protected override string Refusal(HaNode entity, HaNodeStatus status, HaNodeTrigger trigger) =>
        $"detected unknown node state '{HaText.Of(status)}'";
}
