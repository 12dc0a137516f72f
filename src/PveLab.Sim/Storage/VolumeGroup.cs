using PveLab.Sim.Cluster;

namespace PveLab.Sim.Storage;

/// <summary>A logical volume as the LVM tools see it.</summary>
/// <param name="Name">Its name within the group; hidden ones stand in brackets.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Attributes">The ten letters of <c>lvs</c>.</param>
public sealed record LogicalVolume(string Name, long Size, string Attributes)
{
    /// <summary>The thin pool it belongs to.</summary>
    public string Pool { get; init; } = "";

    /// <summary>The volume it was made from.</summary>
    public string Origin { get; init; } = "";

    /// <summary>How much of it is written, in percent; empty where that means nothing.</summary>
    public string Data { get; init; } = "";

    /// <summary>How much of a pool's metadata is used, in percent.</summary>
    public string Metadata { get; init; } = "";

    /// <summary>Size of a pool's metadata in bytes.</summary>
    public long MetadataSize { get; init; }

    /// <summary>Where it is mounted, <c>[SWAP]</c>, or empty.</summary>
    public string MountedAt { get; init; } = "";

    /// <summary>Whether it is shown only on request.</summary>
    public bool IsHidden => Name.StartsWith('[');
}

/// <summary>
/// A volume group: what a node's thin pools and its mounts of <c>/dev/mapper/GROUP-NAME</c> say together. Swap is what <c>free</c> shows.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Disk">The disk its one physical volume lies on.</param>
/// <param name="Volumes">Its volumes by name.</param>
/// <param name="Free">Bytes not given to any volume.</param>
public sealed record VolumeGroup(string Name, PhysicalDisk Disk, IReadOnlyList<LogicalVolume> Volumes, long Free)
{
    private const long Swap = 8L << 30;

    /// <summary>Size in bytes: every volume that is no thin one, and what is free.</summary>
    public long Size => Free + Volumes.Where(TakesExtents).Sum(v => v.Size);

    private static bool TakesExtents(LogicalVolume volume) => volume.IsHidden ? !volume.Name.EndsWith("_tdata]", StringComparison.Ordinal) : volume.Pool.Length == 0;

    /// <summary>The physical volume's device: the third partition, as the installer makes it.</summary>
    public string Device => "/dev/" + Disk.Name + (char.IsAsciiDigit(Disk.Name[^1]) ? "p3" : "3");

    /// <summary>The volume groups of a node by name; those on a dead disk are not found.</summary>
    public static IReadOnlyList<VolumeGroup> Of(Node node) =>
    [
        .. from pool in node.ThinPools.Values
           where !pool.Disk.Failed
           group pool by pool.VolumeGroup into pools
           orderby pools.Key
           let volumes = pools.SelectMany(p => OfPool(node, p)).Concat(Mounted(node, pools.Key)).OrderBy(v => v.Name.TrimStart('['), StringComparer.Ordinal)
           select new VolumeGroup(pools.Key, pools.First().Disk, [.. volumes], pools.First().VolumeGroupFree),
    ];

    private static IEnumerable<LogicalVolume> Mounted(Node node, string group)
    {
        var prefix = $"/dev/mapper/{group}-";
        var mounts = node.Files.Mounts.Where(m => m.FileSystem.Source.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var mount in mounts)
            yield return new LogicalVolume(mount.FileSystem.Source[prefix.Length..], ThinPool.WholeExtents(mount.FileSystem.Capacity), "-wi-ao----") { MountedAt = mount.Point };
        if (mounts.Exists(m => m.Point == "/")) yield return new LogicalVolume("swap", Swap, "-wi-ao----") { MountedAt = "[SWAP]" };
    }

    private static IEnumerable<LogicalVolume> OfPool(Node node, ThinPool pool)
    {
        var name = pool.Name[(pool.VolumeGroup.Length + 1)..];
        var used = pool.Used;
        var health = pool.IsMetadataFull ? 'M' : pool.IsFull ? 'D' : '-';
        yield return new LogicalVolume(name, pool.Capacity, $"twi-aotz{health}-")
        {
            Data = LvmSize.Percent(pool.IsFull ? pool.Capacity : used, pool.Capacity),
            Metadata = LvmSize.Percent(pool.MetadataUsed, pool.MetadataSize),
            MetadataSize = pool.MetadataSize,
        };
        yield return new LogicalVolume($"[{name}_tdata]", pool.Capacity, "Twi-ao----");
        yield return new LogicalVolume($"[{name}_tmeta]", pool.MetadataSize, "ewi-ao----");
        yield return new LogicalVolume("[lvol0_pmspare]", pool.MetadataSize, "ewi-------");
        foreach (var (volume, image) in pool.Volumes)
        {
            var kept = volume.StartsWith("snap_", StringComparison.Ordinal);
            yield return new LogicalVolume(volume, image.Size, kept ? "Vri---tz-k" : node.Guests.HaveOpen(image) ? "Vwi-aotz--" : "Vwi-a-tz--")
            {
                Pool = name,
                Origin = kept ? OriginOf(volume) : "",
                Data = kept ? "" : LvmSize.Percent(image.Written, image.Size),
            };
        }
    }

    // snap_vm-100-disk-0_before was made from vm-100-disk-0.
    private static string OriginOf(string snapshot) => snapshot["snap_".Length..snapshot.IndexOf('_', "snap_".Length)];
}
