using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Services;

/// <summary>Where a unit is in its life, as systemd names it.</summary>
public enum ServiceStatus
{
    /// <summary>Not running.</summary>
    Inactive,

    /// <summary>On its way up.</summary>
    Activating,

    /// <summary>Up.</summary>
    Active,

    /// <summary>On its way down.</summary>
    Deactivating,

    /// <summary>It died, or could not be started.</summary>
    Failed,
}

/// <summary>What can happen to a unit.</summary>
public enum ServiceTrigger
{
    /// <summary>It is to start.</summary>
    Start,

    /// <summary>It has come up.</summary>
    Ready,

    /// <summary>What it needs is not there: it is left out without being an error.</summary>
    Skip,

    /// <summary>It is to stop.</summary>
    Stop,

    /// <summary>It has stopped.</summary>
    Ended,

    /// <summary>Its main process died.</summary>
    Die,

    /// <summary>Its failure is forgotten (<c>systemctl reset-failed</c>).</summary>
    Reset,
}

/// <summary>The life of a systemd unit on a node.</summary>
public sealed class ServiceLifecycle(FactLog facts) : Lifecycle<Service, ServiceStatus, ServiceTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<ServiceStatus, ServiceTrigger> machine)
    {
        machine.Configure(ServiceStatus.Inactive)
            .Permit(ServiceTrigger.Start, ServiceStatus.Activating);
        machine.Configure(ServiceStatus.Activating)
            .Permit(ServiceTrigger.Ready, ServiceStatus.Active)
            .Permit(ServiceTrigger.Skip, ServiceStatus.Inactive)
            .Permit(ServiceTrigger.Stop, ServiceStatus.Deactivating)
            .Permit(ServiceTrigger.Die, ServiceStatus.Failed);
        machine.Configure(ServiceStatus.Active)
            .Permit(ServiceTrigger.Stop, ServiceStatus.Deactivating)
            .Permit(ServiceTrigger.Die, ServiceStatus.Failed);
        machine.Configure(ServiceStatus.Deactivating)
            .Permit(ServiceTrigger.Ended, ServiceStatus.Inactive)
            .Permit(ServiceTrigger.Die, ServiceStatus.Failed);
        machine.Configure(ServiceStatus.Failed)
            .Permit(ServiceTrigger.Start, ServiceStatus.Activating)
            .Permit(ServiceTrigger.Reset, ServiceStatus.Inactive);
    }

    /// <inheritdoc />
    protected override ServiceStatus StatusOf(Service entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(Service entity, ServiceStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(Service entity) => $"service {entity.Unit.Name} on {entity.Node.Name}";

    /// <inheritdoc />
    protected override string Refusal(Service entity, ServiceStatus status, ServiceTrigger trigger) =>
        $"Job for {entity.Unit.Id} failed.";
}
