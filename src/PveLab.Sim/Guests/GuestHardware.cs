using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>What QEMU needs before it can start: volumes, bridges and memory (qemu-server: PVE/QemuServer.pm vm_start_nolock).</summary>
internal static class GuestHardware
{
    private const string Script = "/usr/libexec/qemu-server/pve-bridge";

    /// <summary>Checks everything and answers the disks to open.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="log">Receives what QEMU and its scripts print.</param>
    /// <exception cref="PveException">Something is missing.</exception>
    internal static ImmutableSortedDictionary<string, DiskImage> Prepare(VirtualMachine guest, GuestConfig config, Action<string> log)
    {
        GuestCompatibility.Check(guest, config);
        var disks = OpenVolumes(guest, config);
        CheckBridges(guest, config, log);
        QemuCompatibility.Check(guest, config, log);
        if (guest.Node.Guests.MemoryUsed + config.Memory > guest.Node.Memory)
        {
            log("kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory");
            throw new PveException("start failed: QEMU exited with code 1");
        }
        return disks;
    }

    /// <summary>The image a drive names, with its storage made ready; null for a CD-ROM or a device of the node.</summary>
    /// <exception cref="PveException">The storage or the volume is missing; worded as the storage type words it.</exception>
    internal static DiskImage? Open(Guest guest, Drive drive)
    {
        if (VolumeId.TryParse(drive.Volume) is null) return null;
        guest.Node.Storages.ActivateVolume(drive.Volume);
        return drive.IsCdrom ? null : guest.Node.Storages.Image(drive.Volume);
    }

    private static ImmutableSortedDictionary<string, DiskImage> OpenVolumes(Guest guest, GuestConfig config)
    {
        var disks = VirtualMachine.NoDisks.ToBuilder();
        foreach (var (key, drive) in config.Drives())
        {
            if (Open(guest, drive) is { } image) disks[key] = image;
        }
        return disks.ToImmutable();
    }

    private static void CheckBridges(Guest guest, GuestConfig config, Action<string> log)
    {
        foreach (var key in GuestNic.Keys(config))
        {
            var options = GuestNic.Parse(config[key]!);
            if (!options.TryGetValue("bridge", out var bridge) || guest.Node.Datacenter.Network.BridgeOf(guest.Node, bridge) is not null) continue;
            var missing = $"bridge '{bridge}' does not exist";
            // For virtio the MTU is read before QEMU starts; other models fail in QEMU's network script.
            if (options.GetValueOrDefault("model") is "virtio") throw new PveException(missing);
            log(missing);
            log(string.Create(CultureInfo.InvariantCulture,
                $"kvm: -netdev type=tap,id={key},ifname=tap{guest.Vmid}i{key[3..]},script={Script},downscript={Script}down: network script {Script} failed with status 512"));
            throw new PveException("start failed: QEMU exited with code 1");
        }
    }
}
