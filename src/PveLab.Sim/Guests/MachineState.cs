using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// What the memory of a virtual machine held when it was saved to a volume, with a snapshot or by <c>qm suspend --todisk</c>
/// (qemu-server: PVE/QemuConfig.pm __snapshot_save_vmstate, PVE/QemuServer/RunState.pm vm_suspend).
/// </summary>
/// <param name="Os">How far the operating system was.</param>
/// <param name="BootedAt">When it was booted.</param>
/// <param name="Bytes">What takes room on the volume.</param>
public sealed record MachineState(OsStatus Os, Instant? BootedAt, long Bytes)
{
    private const long DriverState = 500L << 20;
    private const long DeviceState = 1_583_350;
    private const int SlowDownAfter = 60;

    private static readonly ImmutableArray<string> Keys = ["runningcpu", "runningmachine", "running-nets-host-mtu"];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Makes the volume and answers the lines that the configuration or the snapshot's section gets.</summary>
    /// <param name="guest">The guest, running.</param>
    /// <param name="name">The snapshot's name, or <c>suspend-DATE</c>.</param>
    /// <param name="storage">Where to; null for <c>vmstatestorage</c>, else a storage that the guest uses, shared ones first.</param>
    /// <param name="log">Takes what the storage prints.</param>
    internal static ImmutableSortedDictionary<string, string> Allocate(VirtualMachine guest, string name, string? storage, Action<string> log)
    {
        var target = storage ?? StorageFor(guest);
        var definition = guest.Node.View.Storages.Get(target);
        var file = string.Create(CultureInfo.InvariantCulture, $"vm-{guest.Vmid}-state-{name}{(definition["path"] is null ? "" : ".raw")}");
        var volume = guest.Node.Storages.Allocate(target, guest.Vmid, "raw", file, guest.Memory * 2 + DriverState, log);
        var config = guest.Running ?? guest.Config;
        var lines = GuestConfig.Empty.Values.SetItem("vmstate", volume)
            .SetItem("runningmachine", QemuCommand.RunningMachine(config))
            .SetItem("runningcpu", QemuCommand.Cpu(config));
        var mtus = GuestNic.Keys(config).Where(k => GuestNic.Parse(config[k]!).GetValueOrDefault("model") == "virtio").Select(k => k + "=1500").ToList();
        return mtus.Count == 0 ? lines : lines.SetItem("running-nets-host-mtu", string.Join(',', mtus));
    }

    /// <summary>The configuration without the lines that describe a saved state.</summary>
    internal static GuestConfig Forget(GuestConfig config) => config with { Values = config.Values.RemoveRange(Keys) };

    /// <summary>Saves the memory while the guest goes on, and tells how far it is.</summary>
    /// <exception cref="PveException">The storage has no room.</exception>
    internal static IEnumerable<TimeSpan> Save(VirtualMachine guest, string volume, Action<string> log)
    {
        var storage = VolumeId.Parse(volume).Storage;
        log($"saving VM state and RAM using storage '{storage}'");
        var image = guest.Node.Storages.Image(volume) ?? throw new PveException($"volume '{volume}' does not exist");
        var bytes = DeviceState + Used(guest);
        var begin = guest.Node.Clock.Now;
        var round = 0;
        foreach (var moved in Move(guest.Node, storage, bytes, image))
        {
            round++;
            if (round < SlowDownAfter || round % 10 == 0) log($"{Rendering.Bytes(moved)} in {Rendering.Duration((guest.Node.Clock.Now - begin).TotalSeconds)}");
            if (round == SlowDownAfter) log("reducing reporting rate to every 10s");
            yield return Second;
        }
        image.Memory = new MachineState(guest.Os.Status, guest.Os.BootedAt, bytes);
        log($"completed saving the VM state in {Rendering.Duration((guest.Node.Clock.Now - begin).TotalSeconds)}, saved {Rendering.Bytes(bytes)}");
    }

    /// <summary>Reads the memory back: takes the time its bytes need.</summary>
    internal static IEnumerable<TimeSpan> Load(VirtualMachine guest, string volume)
    {
        guest.Node.Storages.ActivateVolume(volume);
        foreach (var _ in Move(guest.Node, VolumeId.Parse(volume).Storage, guest.Node.Storages.Image(volume)?.Written ?? 0, null)) yield return Second;
    }

    /// <summary>Bytes on their way over the storage's lanes, second by second; into an image when one is given.</summary>
    private static IEnumerable<long> Move(Node node, string storage, long bytes, DiskImage? image)
    {
        var bandwidth = node.Datacenter.Bandwidth;
        var flow = bandwidth.Start([.. node.Storages.Lanes(storage).Select(l => new LaneUse(l))]);
        try
        {
            for (var moved = Math.Min(bytes, DeviceState); ; moved = Math.Min(bytes, Math.Max(DeviceState, flow.Moved)))
            {
                if (image?.TryWrite(moved - image.Written) == false) throw new PveException("unable to save VM state and RAM - qemu_savevm_state_iterate error -28");
                if (moved >= bytes) yield break;
                yield return moved;
                bandwidth.Settle();
            }
        }
        finally
        {
            bandwidth.End(flow);
        }
    }

    /// <summary>Memory that holds something: what the system and its services take, and the cache that has grown since it was booted.</summary>
    internal static long Used(VirtualMachine guest) => guest.Os.Status == OsStatus.Up ? Math.Min(guest.Memory, (300L << 20) + guest.Memory / 4) : Math.Min(guest.Memory, 64L << 20);

    /// <summary>Where the state goes when nobody says (find_vmstate_storage).</summary>
    private static string StorageFor(VirtualMachine guest)
    {
        if (guest.Config["vmstatestorage"] is { } chosen) return chosen;
        string? shared = null, local = null;
        var used = guest.Config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => VolumeId.TryParse(d.Drive.Volume)?.Storage).OfType<string>();
        foreach (var id in used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var storage = guest.Node.View.Storages.Get(id);
            if (storage.Shared) shared = shared is null || storage["path"] is not null ? id : shared;
            else local = local is null || storage["path"] is not null ? id : local;
        }
        return shared ?? local ?? "local";
    }
}
