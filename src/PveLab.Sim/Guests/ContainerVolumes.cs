using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>Making and removing a container's volumes (pve-container: PVE/LXC.pm create_disks, alloc_disk, destroy_lxc_container).</summary>
public static partial class ContainerVolumes
{
    private const int SuperblockSpacing = 32_768;

    /// <summary>Whether a line asks for a new volume: <c>local-lvm:8</c>.</summary>
    public static bool IsNew(string volume) => NewDisk().IsMatch(volume);

    /// <summary>The storage and the bytes a line like <c>local-lvm:8</c> asks for.</summary>
    public static (string Storage, long Size) Wanted(string volume)
    {
        var match = NewDisk().Match(volume);
        var gibibytes = decimal.Parse(match.Groups[2].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return (match.Groups[1].Value, (long)(gibibytes * 1024) << 20);
    }

    /// <summary>Makes the volumes that lines ask for; those that name one stay as they are.</summary>
    /// <param name="container">The container.</param>
    /// <param name="mounts">The lines.</param>
    /// <param name="made">Takes the volumes made, also when a later one fails.</param>
    /// <param name="log">Receives what the storage and mkfs print.</param>
    /// <exception cref="PveException">A volume cannot be made.</exception>
    public static IReadOnlyList<ContainerMount> Create(Container container, IEnumerable<ContainerMount> mounts, ICollection<string> made, Action<string> log)
    {
        var lines = new List<ContainerMount>();
        foreach (var mount in mounts)
        {
            if (!mount.IsVolume || !IsNew(mount.Volume))
            {
                lines.Add(mount);
                continue;
            }
            var (storage, size) = Wanted(mount.Volume);
            var volume = Allocate(container, storage, size, log);
            made.Add(volume);
            lines.Add(mount with { Line = (mount.Line with { Volume = volume }).With("size", ByteSize.Format(size)) });
        }
        return lines;
    }

    /// <summary>Frees volumes, warning of those that cannot be.</summary>
    public static void Free(Container container, IEnumerable<string> volumes, Action<string> log, Action<string> warn)
    {
        foreach (var volume in volumes.Distinct(StringComparer.Ordinal))
        {
            if (!GuestDisks.IsOwner(container, volume)) continue;
            try
            {
                container.Node.Storages.Free(volume, log);
            }
            catch (PveException error)
            {
                warn(error.Message);
            }
        }
    }

    /// <summary>Every volume a configuration mentions, pending and unused ones included.</summary>
    public static IEnumerable<string> All(GuestConfig config) =>
        from line in config.Values.Concat(config.Pending)
        where ContainerMount.IsKey(line.Key) || line.Key.StartsWith("unused", StringComparison.Ordinal)
        let mount = ContainerMount.Parse(line.Key, line.Value)
        where mount.IsVolume && !IsNew(mount.Volume)
        select mount.Volume;

    private static string Allocate(Container container, string storage, long size, Action<string> log)
    {
        var definition = container.Node.View.Storages.Get(storage);
        if (!definition.Content.Contains("rootdir"))
            throw new PveException($"content type 'rootdir' is not available or configured on storage '{storage}'");
        var subvolume = definition.Type == "zfspool" || (definition["path"] is not null && size == 0);
        var volume = container.Node.Storages.Allocate(storage, container.Vmid, subvolume ? "subvol" : "raw", null, size, log);
        if (!subvolume) Format(container, size, log);
        return volume;
    }

    /// <summary>What mkfs.ext4 prints (format_disk).</summary>
    private static void Format(Container container, long size, Action<string> log)
    {
        var blocks = size / 4096;
        log(string.Create(CultureInfo.InvariantCulture, $"Creating filesystem with {blocks} 4k blocks and {blocks / 4} inodes"));
        log("Filesystem UUID: " + container.Node.Datacenter.Chance["uuid"].Uuid());
        log("Superblock backups stored on blocks: ");
        var backups = ((long[])[1, .. Powers(3), .. Powers(5), .. Powers(7)]).Select(g => g * SuperblockSpacing).Where(b => b < blocks).Order();
        log("\t" + string.Join(", ", backups.Select(b => b.ToString(CultureInfo.InvariantCulture))));
    }

    private static IEnumerable<long> Powers(long of)
    {
        for (var power = of; power < 1L << 24; power *= of) yield return power;
    }

    [GeneratedRegex(@"^([^/:\s]+):(\d+(?:\.\d+)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NewDisk();
}
