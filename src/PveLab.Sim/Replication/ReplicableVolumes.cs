using System.Collections.Immutable;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Replication;

/// <summary>The volumes of a guest that replication copies (qemu-server: PVE/QemuConfig.pm, pve-container: PVE/LXC/Config.pm get_replicatable_volumes).</summary>
public static class ReplicableVolumes
{
    /// <summary>Their ids, sorted.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="cleanup">Also those that declined replication later; nothing is refused.</param>
    /// <exception cref="PveException">A volume should be copied but cannot.</exception>
    public static IReadOnlyList<string> Of(Guest guest, bool cleanup = false)
    {
        return guest is Container ? OfContainer(guest.Config, IsOwn, CanReplicate, cleanup) : OfMachine(guest.Config, IsOwn, CanReplicate, cleanup);

        bool IsOwn(string volume) =>
            VolumeId.TryParse(volume) is { } id && !guest.Node.View.Storages.Get(id.Storage).Shared && GuestDisks.IsOwner(guest, volume);

        bool CanReplicate(string volume) => guest.Node.Storages.HasFeature("replicate", volume);
    }

    /// <summary>Those of a virtual machine: of its drives, of those it does not use any more, and of its snapshots.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="isOwn">Whether a volume is the guest's own and lies on a storage of the node alone.</param>
    /// <param name="canReplicate">Whether its storage can send it.</param>
    /// <param name="cleanup">Also those that declined replication later; nothing is refused.</param>
    public static IReadOnlyList<string> OfMachine(GuestConfig config, Func<string, bool> isOwn, Func<string, bool> canReplicate, bool cleanup)
    {
        var volumes = new SortedSet<string>(StringComparer.Ordinal);
        var drives = Lines(config).SelectMany(values => values.Where(v => Drive.BusRank(v.Key) >= 0 || IsKept(v.Key)).Select(v => Drive.Parse(v.Value)));
        // A volume is a CD, or declined, only when every line that names it says so.
        foreach (var lines in drives.GroupBy(d => d.Volume, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var declined = lines.All(Declined);
            if (lines.All(d => d.IsCdrom) || declined && !cleanup) continue;
            if (lines.Key.StartsWith('/'))
            {
                if (declined || cleanup) continue;
                throw new PveException($"unable to replicate local file/device '{lines.Key}'");
            }
            if (isOwn(lines.Key)) Add(volumes, lines.Key, canReplicate, cleanup);
        }
        return [.. volumes];
    }

    private static IReadOnlyList<string> OfContainer(GuestConfig config, Func<string, bool> isOwn, Func<string, bool> canReplicate, bool cleanup)
    {
        var volumes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var values in Lines(config))
        {
            foreach (var mount in ContainerMount.Of(GuestConfig.Empty with { Values = values }))
            {
                if (mount.IsVolume)
                {
                    if (isOwn(mount.Volume) && (cleanup || !Declined(mount.Line))) Add(volumes, mount.Volume, canReplicate, cleanup);
                }
                else if (!Declined(mount.Line) && !cleanup) throw new PveException($"unable to replicate mountpoint type '{mount.Type}'");
            }
            foreach (var (key, volume) in values)
                if (IsKept(key) && isOwn(volume)) Add(volumes, volume, canReplicate, cleanup);
        }
        return [.. volumes];
    }

    private static IEnumerable<ImmutableSortedDictionary<string, string>> Lines(GuestConfig config) =>
        config.Snapshots.Select(s => config.Snapshot(s)!).Prepend(config.Pending).Prepend(config.Values);

    private static bool IsKept(string key) => key == "vmstate" || key.StartsWith("unused", StringComparison.Ordinal);

    private static bool Declined(Drive line) => line["replicate"] is "0" or "no" or "off" or "false";

    private static void Add(SortedSet<string> volumes, string volume, Func<string, bool> canReplicate, bool cleanup)
    {
        if (canReplicate(volume)) volumes.Add(volume);
        else if (!cleanup) throw new PveException($"missing replicate feature on volume '{volume}'");
    }
}
