using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>What each step of booting and shutting down does and prints.</summary>
public sealed partial class GuestOs
{
    private const string KernelVersion = "6.8.0-85-generic";

    internal void EnteredFirmware()
    {
        Content = null;
        BootedAt = null;
        Nics = [];
        Console.Write("SeaBIOS (version rel-1.17.0-0-gb52ca86e094d-prebuilt.qemu.org)");
        Later(FirmwareTakes, () =>
        {
            Content = BootOrder.FindSystem((VirtualMachine)Guest, Console.Write) is { } disk ? GuestContent.Of(disk, ((VirtualMachine)Guest).Attached.Values) : null;
            Fire(Disk is null ? OsTrigger.FindNothing : OsTrigger.FindDisk);
        });
    }

    internal void FoundNothing()
    {
        ForgetStep();
        Console.Write("\nNo bootable device.");
    }

    internal void EnteredBootLoader()
    {
        Console.Write("GRUB loading.");
        Later(LoaderTakes, Disk!.System!.BootLoaderIntact ? OsTrigger.LoadKernel : OsTrigger.LoaderFails);
    }

    internal void LoaderFailed()
    {
        Console.Write("error: file `/boot/grub/i386-pc/normal.mod' not found.\nEntering rescue mode...");
        Console.Ask("grub rescue> ");
    }

    internal void EnteredKernel()
    {
        Boots++;
        BootedAt = Clock.Now;
        Console.Write($"[    0.000000] Linux version {KernelVersion} (buildd@lcy02-amd64-059) #85-Ubuntu SMP PREEMPT_DYNAMIC");
        Console.Write($"[    0.000000] Command line: BOOT_IMAGE=/vmlinuz-{KernelVersion} root=/dev/mapper/ubuntu--vg-ubuntu--lv ro console=tty0 console=ttyS0,115200");
        Later(KernelTakes, Disk!.System!.RootIntact ? OsTrigger.StartServices : OsTrigger.RootFails);
    }

    internal void Panicked()
    {
        ForgetStep();
        Console.Write("[    3.918273] VFS: Unable to mount root fs on unknown-block(0,0)");
        Console.Write("[    3.918301] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)");
        Console.Write("[    3.918377] ---[ end Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0) ]---");
    }

    internal void InitRan()
    {
        Boots++;
        BootedAt = Clock.Now;
    }

    internal void EnteredServices()
    {
        var system = System!;
        Console.Write($"\nWelcome to {system.OsName}!\n");
        Plug(Guest.Running ?? Guest.Config, system);
        foreach (var service in system.Services) Console.Write($"[  OK  ] Started {service}.service.");
        Later(InContainer ? ContainerServicesTake : ServicesTake, OsTrigger.Ready);
    }

    internal void CameUp()
    {
        writing = GuestWriting.Begin(Clock, Content!, Guest.FoundNoRoom);
        AskLogin();
        ObeyPowerDown();
    }

    /// <summary>Prints the login prompt of the serial console anew.</summary>
    internal void AskLogin()
    {
        var system = System!;
        Console.Write($"\n{system.OsName} {system.HostName} {(InContainer ? "tty1" : "ttyS0")}\n");
        Console.Ask($"{system.HostName} login: ");
    }

    internal void WentDown()
    {
        writing?.End();
        writing = null;
    }

    internal void BeganShutdown(bool restart)
    {
        var system = System!;
        Nics = [];
        Console.Write("");
        foreach (var service in system.Services.Reverse()) Console.Write($"[  OK  ] Stopped {service}.service.");
        Console.Write(restart ? "[  OK  ] Reached target reboot.target - System Reboot." : "[  OK  ] Reached target poweroff.target - System Power Off.");
        Guest.OsGoesDown(restart);
        var takes = InContainer ? ContainerShutdownTakes : ShutdownTakes;
        var seconds = (Clock.Now + takes - BootedAt!.Value).TotalSeconds;
        Later(takes, () =>
        {
            if (!InContainer) Console.Write(string.Create(CultureInfo.InvariantCulture, $"[{seconds,12:F6}] reboot: {(restart ? "Restarting system" : "Power down")}"));
            Fire(restart && !InContainer ? OsTrigger.Reset : OsTrigger.Halt);
        });
    }

    internal void WentOff()
    {
        ForgetStep();
        WentDown();
        Content = null;
        BootedAt = null;
        Nics = [];
        frozen = powerDownWanted = false;
        Console.Ask("");
        Guest.OsWentOff();
    }
}
