using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage;

/// <summary>An LVM thin pool: volumes promise their size and take what is written.</summary>
/// <param name="name">Volume group and pool, <c>pve/data</c>.</param>
/// <param name="capacity">Size of its data device in bytes.</param>
/// <param name="disk">The disk it lies on.</param>
public sealed class ThinPool(string name, long capacity, PhysicalDisk disk)
{
    private readonly SortedDictionary<string, DiskImage> volumes = new(StringComparer.Ordinal);

    /// <summary>Volume group and pool.</summary>
    public string Name { get; } = name;

    /// <summary>The volume group alone.</summary>
    public string VolumeGroup => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Size of the data device in bytes.</summary>
    public long Capacity { get; set; } = capacity;

    /// <summary>The disk it lies on.</summary>
    public PhysicalDisk Disk { get; } = disk;

    /// <summary>Its volumes by name.</summary>
    public IReadOnlyDictionary<string, DiskImage> Volumes => volumes;

    /// <summary>Bytes taken by what was written.</summary>
    public long Used => volumes.Values.Sum(v => { v.Settle?.Invoke(v); return v.Written; });

    /// <summary>Adds a volume.</summary>
    public void Create(string volume, DiskImage image) => volumes.Add(volume, image);

    /// <summary>Removes a volume; false when there is none.</summary>
    public bool Remove(string volume) => volumes.Remove(volume);
}
