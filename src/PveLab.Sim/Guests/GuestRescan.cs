using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>Looks at the storages for what a configuration says wrong or not at all about a guest's disks (qemu-server: PVE/QemuServer.pm rescan, update_disk_config).</summary>
public static class GuestRescan
{
    /// <summary>Corrects disk sizes and notes volumes that no line names.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="log">Takes what changes.</param>
    /// <param name="quietly">Does something whose errors are only told.</param>
    /// <param name="dryRun">Only tell.</param>
    public static void Update(VirtualMachine guest, Action<string> log, Action<Action> quietly, bool dryRun = false)
    {
        var node = guest.Node;
        var volumes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var storage in node.View.Storages.Storages)
            if (storage.Content.Contains("images") && node.Storages.IsEnabled(storage))
                quietly(() => { foreach (var volume in node.Storages.List(storage.Id, "images", guest.Vmid)) volumes[volume.VolumeId] = volume.Size; });
        var config = AddUnreferenced(guest, Sizes(guest, guest.Config, volumes, log), volumes, log);
        if (config != guest.Config && !dryRun) guest.Save(config);
    }

    private static GuestConfig Sizes(VirtualMachine guest, GuestConfig config, SortedDictionary<string, long> volumes, Action<string> log)
    {
        foreach (var (key, drive) in config.Drives().ToArray())
        {
            if (!volumes.Remove(drive.Volume, out var size) || drive.IsCdrom) continue;
            var before = drive["size"] is { } text ? ByteSize.Parse(text) : null;
            if (before == size) continue;
            var old = before is { } b ? ByteSize.Format(b) : "0";
            log(FormattableString.Invariant($"VM {guest.Vmid} ({key}): size of disk '{drive.Volume}' updated from {old} to {ByteSize.Format(size)}"));
            config = config.With(key, drive.With("size", ByteSize.Format(size)).ToString());
        }
        return config;
    }

    private static GuestConfig AddUnreferenced(VirtualMachine guest, GuestConfig config, SortedDictionary<string, long> volumes, Action<string> log)
    {
        foreach (var (key, value) in config.Values)
            if (key.StartsWith("unused", StringComparison.Ordinal)) volumes.Remove(value);
        foreach (var volume in volumes.Keys)
        {
            if (volume.Contains(FormattableString.Invariant($"vm-{guest.Vmid}-state-"), StringComparison.Ordinal)) continue;
            var with = PendingChanges.AddUnused(config, volume);
            var key = with.Values.First(v => v.Value == volume && v.Key.StartsWith("unused", StringComparison.Ordinal)).Key;
            log(FormattableString.Invariant($"VM {guest.Vmid} add unreferenced volume '{volume}' as '{key}' to config"));
            config = with;
        }
        return config;
    }
}
