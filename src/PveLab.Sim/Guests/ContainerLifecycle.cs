using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Guests;

/// <summary>Where a container is in its life (liblxc's states).</summary>
public enum ContainerStatus
{
    /// <summary>No process.</summary>
    Stopped,

    /// <summary>lxc-start mounts its volumes and makes its interfaces.</summary>
    Starting,

    /// <summary>Its init runs.</summary>
    Running,

    /// <summary>Its processes are halted.</summary>
    Frozen,

    /// <summary>Its init shuts services down.</summary>
    Stopping,
}

/// <summary>What can happen to a container.</summary>
public enum ContainerTrigger
{
    /// <summary>lxc-start begins.</summary>
    Start,

    /// <summary>Its init was executed.</summary>
    InitRuns,

    /// <summary>Its processes halt (<c>lxc-freeze</c>).</summary>
    Freeze,

    /// <summary>They go on.</summary>
    Thaw,

    /// <summary>Its init begins to shut down.</summary>
    ShutDown,

    /// <summary>Its init ended, or everything in it was killed.</summary>
    End,
}

/// <summary>The life of a container (pve-container: PVE/LXC.pm vm_start, vm_stop, freeze, thaw).</summary>
public sealed class ContainerLifecycle(FactLog facts) : Lifecycle<Container, ContainerStatus, ContainerTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<ContainerStatus, ContainerTrigger> machine)
    {
        machine.Configure(ContainerStatus.Stopped)
            .OnEntry(() => Current.Ended())
            .Permit(ContainerTrigger.Start, ContainerStatus.Starting);
        machine.Configure(ContainerStatus.Starting)
            .OnEntry(() => Current.Began())
            .Permit(ContainerTrigger.InitRuns, ContainerStatus.Running)
            .Permit(ContainerTrigger.End, ContainerStatus.Stopped);
        machine.Configure(ContainerStatus.Running)
            .OnEntryFrom(ContainerTrigger.InitRuns, () => Current.InitRan())
            .OnEntryFrom(ContainerTrigger.Thaw, () => Current.Thawed())
            .Permit(ContainerTrigger.Freeze, ContainerStatus.Frozen)
            .Permit(ContainerTrigger.ShutDown, ContainerStatus.Stopping)
            .Permit(ContainerTrigger.End, ContainerStatus.Stopped)
            .Ignore(ContainerTrigger.Thaw);
        machine.Configure(ContainerStatus.Frozen)
            .OnEntry(() => Current.WasFrozen())
            .Permit(ContainerTrigger.Thaw, ContainerStatus.Running)
            .Permit(ContainerTrigger.End, ContainerStatus.Stopped)
            .Ignore(ContainerTrigger.Freeze);
        machine.Configure(ContainerStatus.Stopping)
            .Permit(ContainerTrigger.End, ContainerStatus.Stopped)
            .Ignore(ContainerTrigger.ShutDown);
    }

    /// <inheritdoc />
    protected override ContainerStatus StatusOf(Container entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(Container entity, ContainerStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(Container entity) => string.Create(CultureInfo.InvariantCulture, $"guest {entity.Vmid}");

    /// <inheritdoc />
    protected override string Refusal(Container entity, ContainerStatus status, ContainerTrigger trigger) => trigger is ContainerTrigger.Start
        ? string.Create(CultureInfo.InvariantCulture, $"CT {entity.Vmid} already running")
        : string.Create(CultureInfo.InvariantCulture, $"CT {entity.Vmid} not running");
}
