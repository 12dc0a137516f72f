using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Guests;

/// <summary>How far a guest's operating system is.</summary>
public enum OsStatus
{
    /// <summary>The machine is off.</summary>
    Off,

    /// <summary>SeaBIOS looks for something to boot.</summary>
    Firmware,

    /// <summary>GRUB loads the kernel.</summary>
    BootLoader,

    /// <summary>The kernel starts and mounts the root file system.</summary>
    Kernel,

    /// <summary>systemd starts services; the network comes up here.</summary>
    Services,

    /// <summary>Ready: a login is possible.</summary>
    Up,

    /// <summary>Services stop, then the machine powers off.</summary>
    ShuttingDown,

    /// <summary>Nothing in the boot order can be booted.</summary>
    NoBootDevice,

    /// <summary>The boot loader is damaged.</summary>
    BootFailed,

    /// <summary>The kernel found no root file system.</summary>
    KernelPanic,
}

/// <summary>What can happen to a guest's operating system.</summary>
public enum OsTrigger
{
    /// <summary>The CPUs start from reset.</summary>
    PowerOn,

    /// <summary>A container's init runs.</summary>
    StartInit,

    /// <summary>The CPUs go on from saved memory.</summary>
    Load,

    /// <summary>Firmware found a system disk.</summary>
    FindDisk,

    /// <summary>Firmware found none.</summary>
    FindNothing,

    /// <summary>The boot loader hands over.</summary>
    LoadKernel,

    /// <summary>The boot loader cannot go on.</summary>
    LoaderFails,

    /// <summary>The root file system is mounted.</summary>
    StartServices,

    /// <summary>It cannot be.</summary>
    RootFails,

    /// <summary>All services are started.</summary>
    Ready,

    /// <summary>Asked to power off, from inside or by ACPI or agent.</summary>
    PowerDown,

    /// <summary>Asked to reboot from inside.</summary>
    Restart,

    /// <summary>All services are stopped.</summary>
    Halt,

    /// <summary>The machine was reset.</summary>
    Reset,

    /// <summary>The power is gone.</summary>
    Unplug,
}

/// <summary>The life of a guest's operating system, from firmware to login and back.</summary>
public sealed class OsBootLifecycle(FactLog facts) : Lifecycle<GuestOs, OsStatus, OsTrigger>(facts)
{
    private static readonly OsStatus[] Powered =
        [.. Enum.GetValues<OsStatus>().Where(s => s != OsStatus.Off)];

    /// <inheritdoc />
    protected override void Describe(StateMachine<OsStatus, OsTrigger> machine)
    {
        machine.Configure(OsStatus.Off)
            .OnEntry(() => Current.WentOff())
            .Permit(OsTrigger.PowerOn, OsStatus.Firmware)
            .Permit(OsTrigger.Load, OsStatus.Up)
            .Permit(OsTrigger.StartInit, OsStatus.Services);
        machine.Configure(OsStatus.Firmware)
            .OnEntry(() => Current.EnteredFirmware())
            .Permit(OsTrigger.FindDisk, OsStatus.BootLoader)
            .Permit(OsTrigger.FindNothing, OsStatus.NoBootDevice);
        machine.Configure(OsStatus.BootLoader)
            .OnEntry(() => Current.EnteredBootLoader())
            .Permit(OsTrigger.LoadKernel, OsStatus.Kernel)
            .Permit(OsTrigger.LoaderFails, OsStatus.BootFailed);
        machine.Configure(OsStatus.Kernel)
            .OnEntry(() => Current.EnteredKernel())
            .Permit(OsTrigger.StartServices, OsStatus.Services)
            .Permit(OsTrigger.RootFails, OsStatus.KernelPanic);
        machine.Configure(OsStatus.Services)
            .OnEntryFrom(OsTrigger.StartInit, () => Current.InitRan())
            .OnEntry(() => Current.EnteredServices())
            .Permit(OsTrigger.Ready, OsStatus.Up);
        machine.Configure(OsStatus.Up)
            .OnEntry(() => Current.CameUp())
            .OnExit(() => Current.WentDown())
            .Permit(OsTrigger.PowerDown, OsStatus.ShuttingDown)
            .Permit(OsTrigger.Restart, OsStatus.ShuttingDown);
        machine.Configure(OsStatus.ShuttingDown)
            .OnEntry(transition => Current.BeganShutdown(restart: transition.Trigger == OsTrigger.Restart))
            .Permit(OsTrigger.Halt, OsStatus.Off);
        machine.Configure(OsStatus.NoBootDevice).OnEntry(() => Current.FoundNothing());
        machine.Configure(OsStatus.BootFailed).OnEntry(() => Current.LoaderFailed());
        machine.Configure(OsStatus.KernelPanic).OnEntry(() => Current.Panicked());
        foreach (var status in Powered)
        {
            machine.Configure(status).Permit(OsTrigger.Unplug, OsStatus.Off);
            if (status == OsStatus.Firmware) machine.Configure(status).PermitReentry(OsTrigger.Reset);
            else machine.Configure(status).Permit(OsTrigger.Reset, OsStatus.Firmware);
        }
    }

    /// <inheritdoc />
    protected override OsStatus StatusOf(GuestOs entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(GuestOs entity, OsStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(GuestOs entity) => string.Create(CultureInfo.InvariantCulture, $"guest os {entity.Guest.Vmid}");

    /// <inheritdoc />
    protected override string Refusal(GuestOs entity, OsStatus status, OsTrigger trigger) =>
        string.Create(CultureInfo.InvariantCulture, $"{entity.Guest.Kind.Label} {entity.Guest.Vmid} not running");
}
