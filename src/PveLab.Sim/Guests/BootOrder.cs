namespace PveLab.Sim.Guests;

/// <summary>What firmware tries to boot, and in which order (qemu-server: PVE/QemuServer.pm device_bootorder, get_default_bootdevices).</summary>
public static class BootOrder
{
    /// <summary>The devices to try, first to last.</summary>
    public static IReadOnlyList<string> Of(GuestConfig config)
    {
        if (Listed(config) is { } order) return order;
        return config["bootdisk"] is { } disk ? [disk, .. Default(config).Where(d => d != disk)] : Default(config);
    }

    /// <summary>The devices that the configuration itself names (PVE/QemuServer/Drive.pm get_bootdisks).</summary>
    public static IReadOnlyList<string> Named(GuestConfig config) => Listed(config) ?? (config["bootdisk"] is { } disk ? [disk] : []);

    private static string[]? Listed(GuestConfig config)
    {
        if (config["boot"] is not { } boot) return null;
        var order = boot.Split(',').FirstOrDefault(p => p.StartsWith("order=", StringComparison.Ordinal));
        return order is not null ? order[6..].Split([';', ' '], StringSplitOptions.RemoveEmptyEntries) : boot.Length == 0 ? [] : null;
    }

    /// <summary>First disk, first CD-ROM drive, first network card: what a new guest gets.</summary>
    public static IReadOnlyList<string> Default(GuestConfig config)
    {
        var drives = config.Drives().Where(d => Drive.IsBootable(d.Key)).ToList();
        var devices = new List<string>();
        if (drives.Find(d => !d.Drive.IsCdrom).Key is { } disk) devices.Add(disk);
        if (drives.Find(d => d.Drive.IsCdrom).Key is { } cdrom) devices.Add(cdrom);
        if (GuestNic.Keys(config).FirstOrDefault() is { } net) devices.Add(net);
        return devices;
    }

    /// <summary>The first disk in the boot order with a system on it; what firmware says on the way goes to <paramref name="print"/>.</summary>
    internal static DiskImage? FindSystem(VirtualMachine guest, Action<string> print)
    {
        var config = guest.Running ?? guest.Config;
        foreach (var device in Of(config))
        {
            if (device.StartsWith("net", StringComparison.Ordinal))
            {
                print("Booting from ROM...\niPXE initialising devices...\nNo more network devices");
                continue;
            }
            if (config[device] is not { } value) continue;
            var drive = Drive.Parse(value);
            if (drive.IsCdrom)
            {
                if (drive.Volume is "none" or "cdrom") continue;
                print("Booting from DVD/CD...\nPveLab: installing a system from an ISO image is not simulated");
                continue;
            }
            print("Booting from Hard Disk...");
            if (guest.Attached.GetValueOrDefault(device) is { } disk && disk.Capture().System is { IsInstalled: true }) return disk;
            print("Boot failed: not a bootable disk");
        }
        return null;
    }
}
