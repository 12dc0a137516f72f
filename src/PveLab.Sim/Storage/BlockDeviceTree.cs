using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Storage;

/// <summary>A block device with what lies on it.</summary>
/// <param name="Name">Its name as lsblk prints it.</param>
/// <param name="Number">Major and minor number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Type"><c>disk</c>, <c>part</c> or <c>lvm</c>.</param>
public sealed record BlockDevice(string Name, string Number, long Size, string Type)
{
    /// <summary>Whether it cannot be written.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Where it is mounted; empty for nowhere.</summary>
    public string MountPoint { get; init; } = "";

    /// <summary>What is on it, as blkid calls it: <c>vfat</c>, <c>LVM2_member</c>, <c>zfs_member</c>; empty for nothing known.</summary>
    public string FileSystem { get; init; } = "";

    /// <summary>The disk in the host that it is; null for what lies on one.</summary>
    public PhysicalDisk? Hardware { get; init; }

    /// <summary>What lies on it.</summary>
    public IReadOnlyList<BlockDevice> Children { get; init; } = [];

    /// <summary>Its device node.</summary>
    public string Path => Type == "lvm" ? "/dev/mapper/" + Name : "/dev/" + Name;
}

/// <summary>The block devices of a node as its kernel numbers them; sizes follow from what lies on a disk.</summary>
public sealed class BlockDeviceTree
{
    private const long BiosBoot = 1007 << 10;
    private const long Efi = 1L << 30;
    private const long ZfsReserved = 8 << 20;

    private readonly Node node;
    private int mapped;
    private int scsi;
    private int nvme;

    private BlockDeviceTree(Node node) => this.node = node;

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<BlockDevice> Of(Node node) => new BlockDeviceTree(node).All();

    private List<BlockDevice> All()
    {
        var disks = node.Host.Disks.Where(d => !d.Failed).OrderBy(d => d.Name, StringComparer.Ordinal).ToList();
        var volumes = node.Zpools.Values.Where(p => p.IsImported).SelectMany(p => p.Datasets.Values).Where(d => d.Kind == ZfsKind.Volume).OrderBy(d => d.Transaction).ToList();
        return
        [
            .. disks.Where(d => !IsNvme(d)).Select(Disk),
            .. volumes.Select((v, i) => new BlockDevice(FormattableString.Invariant($"zd{i * 16}"), FormattableString.Invariant($"230:{i * 16}"), v.VolumeSize, "disk")),
            .. disks.Where(IsNvme).Select(Disk),
        ];
    }

    private static bool IsNvme(PhysicalDisk disk) => disk.Name.StartsWith("nvme", StringComparison.Ordinal);

    private BlockDevice Disk(PhysicalDisk disk)
    {
        var number = IsNvme(disk) ? nvme : 16 * scsi++;
        var prefix = disk.Name + (char.IsAsciiDigit(disk.Name[^1]) ? "p" : "");
        string Number(int part) => IsNvme(disk) ? FormattableString.Invariant($"259:{number + part}") : FormattableString.Invariant($"8:{number + part}");
        var parts = Parts(disk).Select(p => new BlockDevice(FormattableString.Invariant($"{prefix}{p.Index}"), Number(p.Index), p.Size, "part")
        {
            MountPoint = p.Mount,
            FileSystem = p.FileSystem,
            Children = p.Children,
        }).ToList();
        nvme += IsNvme(disk) ? parts.Count + 1 : 0;
        return new BlockDevice(disk.Name, Number(0), parts.Count == 0 ? Spare() : parts.Sum(p => p.Size) + (1 << 20), "disk") { Children = parts, Hardware = disk };
    }

    private IEnumerable<(int Index, long Size, string Mount, string FileSystem, IReadOnlyList<BlockDevice> Children)> Parts(PhysicalDisk disk)
    {
        var boots = node.Files.MountAt("/")!.FileSystem.Disk == disk;
        if (boots)
        {
            yield return (1, BiosBoot, "", "", []);
            yield return (2, Efi, "/boot/efi", "vfat", []);
        }
        var index = boots ? 3 : 1;
        foreach (var group in VolumeGroup.Of(node).Where(g => g.Disk == disk)) yield return (index++, group.Size, "", "LVM2_member", Mapped(group));
        var own = node.Files.Mounts.Where(m => m.FileSystem.Disk == disk && m.FileSystem.Type != "zfs" && !m.FileSystem.Source.StartsWith("/dev/mapper/", StringComparison.Ordinal));
        foreach (var mount in own)
            yield return (index++, mount.FileSystem.Capacity, mount.Point, mount.FileSystem.Type, []);
        foreach (var pool in node.Zpools.Values.Where(p => p.Devices.Any(d => d.Disk == disk || d.Successor?.Disk == disk)))
        {
            yield return (index++, Member(pool), "", "zfs_member", []);
            if (!boots) yield return (9, ZfsReserved, "", "", []);
        }
    }

    // A disk nothing lies on was bought to take another's place: it is as large as those of a pool.
    private long Spare() => node.Zpools.Values.Select(Member).DefaultIfEmpty(0).Max() is > 0 and var size ? size + ZfsReserved + (1 << 20) : 0;

    private static long Member(ZfsPool pool) => pool.Size / (pool.Vdevs.Count == 1 ? Data(pool.Vdevs[0]) : pool.Vdevs.Count);

    private static int Data(ZfsVdev vdev) => vdev.Layout is ZfsLayout.Disk or ZfsLayout.Mirror ? 1 : vdev.Devices.Count - vdev.Spare;

    private List<BlockDevice> Mapped(VolumeGroup group)
    {
        var result = new List<BlockDevice>();
        BlockDevice Make(string volume, long size, string mount = "", string system = "") =>
            new($"{Escaped(group.Name)}-{Escaped(volume)}", FormattableString.Invariant($"252:{mapped++}"), size, "lvm") { MountPoint = mount, FileSystem = system };
        foreach (var plain in group.Volumes.Where(v => v.MountedAt.Length > 0).OrderBy(v => v.Name != "swap"))
            result.Add(Make(plain.Name, plain.Size, plain.MountedAt, plain.Name == "swap" ? "swap" : node.Files.MountAt(plain.MountedAt)?.FileSystem.Type ?? ""));
        foreach (var pool in group.Volumes.Where(v => v.Attributes[0] == 't'))
        {
            var meta = Make(pool.Name + "_tmeta", pool.MetadataSize);
            var data = Make(pool.Name + "_tdata", pool.Size);
            var thin = Make(pool.Name + "-tpool", pool.Size);
            thin = thin with { Name = $"{Escaped(group.Name)}-{Escaped(pool.Name)}-tpool" };
            List<BlockDevice> above = [Make(pool.Name, pool.Size) with { ReadOnly = true }];
            above.AddRange(group.Volumes.Where(v => v.Pool == pool.Name && v.Attributes[4] == 'a').Select(v => Make(v.Name, v.Size)));
            thin = thin with { Children = above };
            result.Add(meta with { Children = [thin] });
            result.Add(data with { Children = [thin] });
        }
        return result;
    }

    private static string Escaped(string name) => name.Replace("-", "--", StringComparison.Ordinal);
}
