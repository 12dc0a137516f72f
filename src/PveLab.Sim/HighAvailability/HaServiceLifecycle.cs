using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.HighAvailability;

/// <summary>Where a service is in its life as the manager sees it (pve-ha-manager: PVE/HA/Manager.pm, valid_service_states).</summary>
public enum HaServiceStatus
{
    /// <summary>Not running, and not asked to.</summary>
    Stopped,

    /// <summary>The node's LRM is to stop it.</summary>
    RequestStop,

    /// <summary>It is to start; the manager may first choose a better node.</summary>
    RequestStart,

    /// <summary>It moves, not running, to the node chosen for its start.</summary>
    RequestStartBalance,

    /// <summary>The node's LRM keeps it running.</summary>
    Started,

    /// <summary>Its node has been gone for too long: it waits until the node is certainly fenced.</summary>
    Fence,

    /// <summary>Its node is fenced: it waits for a node to go on.</summary>
    Recovery,

    /// <summary>It moves while running.</summary>
    Migrate,

    /// <summary>It is stopped, moved and started.</summary>
    Relocate,

    /// <summary>Nobody touches it: the LRM of its node restarts.</summary>
    Freeze,

    /// <summary>Nothing helped: only <c>disabled</c> leads out.</summary>
    Error,
}

/// <summary>What can happen to a service: each is named after where it leads.</summary>
public enum HaServiceTrigger
{
    /// <summary>It is to stop.</summary>
    Stop,

    /// <summary>It has stopped.</summary>
    Stopped,

    /// <summary>It is to start.</summary>
    Start,

    /// <summary>It is to start on another node.</summary>
    Balance,

    /// <summary>It is to run where it is.</summary>
    Run,

    /// <summary>Its node is lost.</summary>
    LoseNode,

    /// <summary>Its node has been fenced.</summary>
    Recover,

    /// <summary>It is to move while running.</summary>
    Migrate,

    /// <summary>It is to move with a stop.</summary>
    Relocate,

    /// <summary>Its LRM restarts.</summary>
    Freeze,

    /// <summary>It cannot be helped.</summary>
    Fail,
}

/// <summary>The life of a service under the manager.</summary>
public sealed class HaServiceLifecycle(FactLog facts) : Lifecycle<HaService, HaServiceStatus, HaServiceTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<HaServiceStatus, HaServiceTrigger> machine)
    {
        machine.Configure(HaServiceStatus.Stopped)
            .Permit(HaServiceTrigger.Start, HaServiceStatus.RequestStart)
            .Permit(HaServiceTrigger.Migrate, HaServiceStatus.Migrate)
            .Permit(HaServiceTrigger.Relocate, HaServiceStatus.Relocate)
            .Permit(HaServiceTrigger.LoseNode, HaServiceStatus.Fence)
            .Permit(HaServiceTrigger.Freeze, HaServiceStatus.Freeze);
        machine.Configure(HaServiceStatus.RequestStop)
            .Permit(HaServiceTrigger.Stopped, HaServiceStatus.Stopped)
            .Permit(HaServiceTrigger.LoseNode, HaServiceStatus.Fence)
            .Permit(HaServiceTrigger.Freeze, HaServiceStatus.Freeze)
            .Permit(HaServiceTrigger.Fail, HaServiceStatus.Error);
        machine.Configure(HaServiceStatus.RequestStart)
            .Permit(HaServiceTrigger.Balance, HaServiceStatus.RequestStartBalance)
            .Permit(HaServiceTrigger.Run, HaServiceStatus.Started);
        foreach (var moving in (HaServiceStatus[])[HaServiceStatus.RequestStartBalance, HaServiceStatus.Migrate, HaServiceStatus.Relocate])
            machine.Configure(moving)
                .Permit(HaServiceTrigger.Run, HaServiceStatus.Started)
                .Permit(HaServiceTrigger.Stop, HaServiceStatus.RequestStop)
                .Permit(HaServiceTrigger.LoseNode, HaServiceStatus.Fence)
                .Permit(HaServiceTrigger.Fail, HaServiceStatus.Error);
        machine.Configure(HaServiceStatus.Started)
            .Permit(HaServiceTrigger.Stop, HaServiceStatus.RequestStop)
            .Permit(HaServiceTrigger.Migrate, HaServiceStatus.Migrate)
            .Permit(HaServiceTrigger.Relocate, HaServiceStatus.Relocate)
            .Permit(HaServiceTrigger.LoseNode, HaServiceStatus.Fence)
            .Permit(HaServiceTrigger.Freeze, HaServiceStatus.Freeze)
            .Permit(HaServiceTrigger.Fail, HaServiceStatus.Error);
        // A node that dies in maintenance: the manager marks the service and, in the same breath, goes on moving it away.
        machine.Configure(HaServiceStatus.Fence)
            .Permit(HaServiceTrigger.Recover, HaServiceStatus.Recovery)
            .Permit(HaServiceTrigger.Stop, HaServiceStatus.RequestStop)
            .Permit(HaServiceTrigger.Migrate, HaServiceStatus.Migrate)
            .Permit(HaServiceTrigger.Relocate, HaServiceStatus.Relocate)
            .Permit(HaServiceTrigger.Fail, HaServiceStatus.Error);
        machine.Configure(HaServiceStatus.Recovery)
            .Permit(HaServiceTrigger.Run, HaServiceStatus.Started)
            .Permit(HaServiceTrigger.Stop, HaServiceStatus.RequestStop)
            .Permit(HaServiceTrigger.Stopped, HaServiceStatus.Stopped);
        machine.Configure(HaServiceStatus.Freeze)
            .Permit(HaServiceTrigger.Run, HaServiceStatus.Started)
            .Permit(HaServiceTrigger.Stop, HaServiceStatus.RequestStop);
        // The last: a move that found the guest registered on the wrong node, from a node that is gone as well.
        machine.Configure(HaServiceStatus.Error)
            .Permit(HaServiceTrigger.Stopped, HaServiceStatus.Stopped)
            .Permit(HaServiceTrigger.LoseNode, HaServiceStatus.Fence);
    }

    /// <inheritdoc />
    protected override HaServiceStatus StatusOf(HaService entity) => entity.State.Status;

    /// <inheritdoc />
    protected override void SetStatus(HaService entity, HaServiceStatus status) => entity.State = entity.State with { Status = status };

    /// <inheritdoc />
    protected override string NameOf(HaService entity) => $"ha service {entity.Sid}";

    /// <inheritdoc />
    protected override string Refusal(HaService entity, HaServiceStatus status, HaServiceTrigger trigger) => "no state change";
}
