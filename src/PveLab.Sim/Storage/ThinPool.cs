using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>
/// An LVM thin pool: volumes promise their size and take what is written. Together they may promise more than there is; then the
/// write that no longer fits fails.
/// </summary>
/// <param name="name">Volume group and pool, <c>pve/data</c>.</param>
/// <param name="capacity">Size of its data device in bytes.</param>
/// <param name="disk">The disk it lies on.</param>
public sealed class ThinPool(string name, long capacity, PhysicalDisk disk)
{
    /// <summary>Size of an LVM extent in bytes.</summary>
    public const long Extent = 4L << 20;

    private const long Chunk = 64 << 10;
    private const long BlockOfMetadata = 4 << 10;
    private const long MappingBytes = 32;
    private const long LeastMetadataFree = 4 << 20;

    private readonly SortedDictionary<string, DiskImage> volumes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Instant> created = new(StringComparer.Ordinal);

    /// <summary>Volume group and pool.</summary>
    public string Name { get; } = name;

    /// <summary>The volume group alone.</summary>
    public string VolumeGroup => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Size of the data device in bytes.</summary>
    public long Capacity { get; set; } = capacity;

    /// <summary>Unallocated bytes of the volume group beside the pool: an installation leaves 16 GiB.</summary>
    public long VolumeGroupFree { get; set; } = 16L << 30;

    /// <summary>The disk it lies on.</summary>
    public PhysicalDisk Disk { get; } = disk;

    /// <summary>Its volumes by name.</summary>
    public IReadOnlyDictionary<string, DiskImage> Volumes => volumes;

    /// <summary>Bytes taken by what was written, as of now.</summary>
    public long Used
    {
        get
        {
            foreach (var volume in volumes.Values) volume.Settle?.Invoke(volume);
            return Written;
        }
    }

    /// <summary>Size of the metadata device in bytes: a hundredth of the data, 1 GiB at least and 16 GiB at most, as the installer makes it.</summary>
    public long MetadataSize { get; private set; } = WholeExtents(Math.Clamp(capacity / 100, 1L << 30, 16L << 30));

    /// <summary>Metadata bytes taken by what is not simulated: a fault fills it, <c>thin_check</c> and a larger device cure it.</summary>
    public long MetadataTaken { get; set; }

    /// <summary>Metadata bytes in use: a mapping for every chunk that was written.</summary>
    public long MetadataUsed => Math.Min(MetadataSize, (1L << 20) + volumes.Values.Sum(v => v.Written) / Chunk * MappingBytes + MetadataTaken);

    /// <summary>Whether not even one chunk is left: it is out of data space.</summary>
    public bool IsFull => Capacity - Written < Chunk;

    /// <summary>Whether the metadata has no room for another mapping: the kernel makes the pool read-only.</summary>
    public bool IsMetadataFull => MetadataSize - MetadataUsed < BlockOfMetadata;

    /// <summary>Whether a new volume or snapshot is refused (lvm2: lib/metadata/thin_manip.c pool_below_threshold).</summary>
    public bool IsOverThreshold => IsFull || IsMetadataLow;

    /// <summary>Whether less metadata is left than a new volume must find.</summary>
    public bool IsMetadataLow => MetadataSize - MetadataUsed < LeastMetadataFree;

    /// <summary>Bytes promised to all volumes together.</summary>
    public long Promised => volumes.Values.Sum(v => v.Size);

    // Without settling: a write asks for room while its own disk is being settled.
    private long Written => DiskLayer.Sum(volumes.Values);

    /// <summary>The size in whole extents that holds <paramref name="bytes"/>.</summary>
    public static long WholeExtents(long bytes) => Math.Max(1, (bytes + Extent - 1) / Extent) * Extent;

    /// <summary>Gives its data device more extents of the volume group (<c>lvextend -L</c>); false when there are not enough.</summary>
    public bool Grow(long bytes)
    {
        if (bytes > VolumeGroupFree) return false;
        (Capacity, VolumeGroupFree) = (Capacity + bytes, VolumeGroupFree - bytes);
        return true;
    }

    /// <summary>Gives its metadata device more extents (<c>lvextend --poolmetadatasize</c>), and as many to the spare one for repairs; false when there are not enough.</summary>
    public bool GrowMetadata(long bytes)
    {
        if (2 * bytes > VolumeGroupFree) return false;
        (MetadataSize, VolumeGroupFree) = (MetadataSize + bytes, VolumeGroupFree - 2 * bytes);
        return true;
    }

    /// <summary>Adds a volume; from here on its writes take room of the pool.</summary>
    public void Create(string volume, DiskImage image, Instant at)
    {
        volumes.Add(volume, image);
        created.Add(volume, at);
        image.Space = bytes => bytes <= 0 || bytes <= Capacity - Written && !IsMetadataFull && !Disk.Failed;
    }

    /// <summary>When the volume was made, or null when there is none.</summary>
    public Instant? CreatedAt(string volume) => created.TryGetValue(volume, out var at) ? at : null;

    /// <summary>Removes a volume; false when there is none.</summary>
    public bool Remove(string volume)
    {
        if (!volumes.Remove(volume, out var image)) return false;
        image.Space = null;
        image.LetGo();
        created.Remove(volume);
        foreach (var other in volumes.Values) other.Absorb();
        return true;
    }

    /// <summary>Makes a volume that shares all blocks of another as of now (<c>lvcreate -s</c>).</summary>
    public void Fork(string volume, string fork, Instant at) => Create(fork, volumes[volume].Fork(), at);

    /// <summary>Gives a volume another name (<c>lvrename</c>).</summary>
    public void Rename(string volume, string to)
    {
        volumes.Add(to, volumes[volume]);
        created.Add(to, created[volume]);
        volumes.Remove(volume);
        created.Remove(volume);
    }
}
