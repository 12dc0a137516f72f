using Stateless;

namespace PveLab.Sim.Cluster;

/// <summary>Where a node's operating system is in its life.</summary>
public enum NodeStatus
{
    /// <summary>It is up.</summary>
    Up,

    /// <summary>It stops its guests and services in order.</summary>
    ShuttingDown,

    /// <summary>It has no power, or was switched off.</summary>
    Off,

    /// <summary>Firmware, boot loader and kernel run; no service answers yet.</summary>
    Booting,
}

/// <summary>What can happen to a node.</summary>
public enum NodeTrigger
{
    /// <summary>It gets power.</summary>
    PowerOn,

    /// <summary>Its services are started.</summary>
    Booted,

    /// <summary>Somebody shuts it down, or has it start again.</summary>
    ShutDown,

    /// <summary>It has stopped everything and starts again.</summary>
    Restart,

    /// <summary>It has stopped everything and switches itself off.</summary>
    Halt,

    /// <summary>It loses power in the middle of everything.</summary>
    LosePower,
}

/// <summary>The life of a node.</summary>
public sealed class NodeLifecycle(FactLog facts) : Lifecycle<Node, NodeStatus, NodeTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<NodeStatus, NodeTrigger> machine)
    {
        machine.Configure(NodeStatus.Up)
            .Permit(NodeTrigger.ShutDown, NodeStatus.ShuttingDown)
            .Permit(NodeTrigger.LosePower, NodeStatus.Off);
        machine.Configure(NodeStatus.ShuttingDown)
            .Permit(NodeTrigger.Restart, NodeStatus.Booting)
            .Permit(NodeTrigger.Halt, NodeStatus.Off)
            .Permit(NodeTrigger.LosePower, NodeStatus.Off);
        machine.Configure(NodeStatus.Off)
            .Permit(NodeTrigger.PowerOn, NodeStatus.Booting);
        machine.Configure(NodeStatus.Booting)
            .Permit(NodeTrigger.Booted, NodeStatus.Up)
            .Permit(NodeTrigger.LosePower, NodeStatus.Off);
    }

    /// <inheritdoc />
    protected override NodeStatus StatusOf(Node entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(Node entity, NodeStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(Node entity) => $"node {entity.Name}";

    /// <inheritdoc />
    protected override string Refusal(Node entity, NodeStatus status, NodeTrigger trigger) => $"node {entity.Name} is {status switch
    {
        NodeStatus.Off => "switched off",
        NodeStatus.Booting => "booting",
        NodeStatus.ShuttingDown => "shutting down",
        _ => "up",
    }}";
}
