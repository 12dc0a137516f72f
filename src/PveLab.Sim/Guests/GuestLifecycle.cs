using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Guests;

/// <summary>Where a virtual machine is in its life.</summary>
public enum GuestStatus
{
    /// <summary>No process.</summary>
    Stopped,

    /// <summary>Its CPUs run.</summary>
    Running,

    /// <summary>Its process lives, its CPUs are halted.</summary>
    Paused,
}

/// <summary>What can happen to a virtual machine.</summary>
public enum GuestTrigger
{
    /// <summary>QEMU starts.</summary>
    Start,

    /// <summary>QEMU starts with halted CPUs (<c>-S</c>).</summary>
    StartPaused,

    /// <summary>The CPUs halt.</summary>
    Suspend,

    /// <summary>A write of a disk found no room, and the CPUs halt (werror=enospc).</summary>
    RunOutOfSpace,

    /// <summary>The CPUs go on.</summary>
    Resume,

    /// <summary>The machine is reset.</summary>
    Reset,

    /// <summary>QEMU ends.</summary>
    Quit,
}

/// <summary>The life of a virtual machine's QEMU process (qemu-server: PVE/QemuServer.pm vm_start, vm_stop; PVE/QemuServer/RunState.pm).</summary>
public sealed class GuestLifecycle(FactLog facts) : Lifecycle<VirtualMachine, GuestStatus, GuestTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<GuestStatus, GuestTrigger> machine)
    {
        machine.Configure(GuestStatus.Stopped)
            .OnEntry(() => Current.Ended())
            .Permit(GuestTrigger.Start, GuestStatus.Running)
            .Permit(GuestTrigger.StartPaused, GuestStatus.Paused);
        machine.Configure(GuestStatus.Running)
            .OnEntryFrom(GuestTrigger.Start, () => Current.Began())
            .OnEntryFrom(GuestTrigger.Resume, () => Current.CpusRun())
            .OnEntryFrom(GuestTrigger.Reset, () => Current.WasReset())
            .Permit(GuestTrigger.Suspend, GuestStatus.Paused)
            .Permit(GuestTrigger.RunOutOfSpace, GuestStatus.Paused)
            .Permit(GuestTrigger.Quit, GuestStatus.Stopped)
            .PermitReentry(GuestTrigger.Reset)
            .Ignore(GuestTrigger.Resume);
        machine.Configure(GuestStatus.Paused)
            .OnEntryFrom(GuestTrigger.StartPaused, () => Current.BeganPaused())
            .OnEntryFrom(GuestTrigger.Suspend, () => Current.CpusHalted())
            .OnEntryFrom(GuestTrigger.RunOutOfSpace, () => Current.CpusHalted(ioError: true))
            .OnEntryFrom(GuestTrigger.Reset, () => Current.WasReset())
            .Permit(GuestTrigger.Resume, GuestStatus.Running)
            .Permit(GuestTrigger.Quit, GuestStatus.Stopped)
            .PermitReentry(GuestTrigger.Reset)
            .Ignore(GuestTrigger.Suspend);
    }

    /// <inheritdoc />
    protected override GuestStatus StatusOf(VirtualMachine entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(VirtualMachine entity, GuestStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(VirtualMachine entity) => string.Create(CultureInfo.InvariantCulture, $"guest {entity.Vmid}");

    /// <inheritdoc />
    protected override string Refusal(VirtualMachine entity, GuestStatus status, GuestTrigger trigger) => trigger is GuestTrigger.Start or GuestTrigger.StartPaused
        ? string.Create(CultureInfo.InvariantCulture, $"VM {entity.Vmid} already running")
        : string.Create(CultureInfo.InvariantCulture, $"VM {entity.Vmid} not running");
}
