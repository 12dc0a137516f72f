using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>A snapshot: the blocks its dataset referred to, and what they meant.</summary>
public sealed class ZfsSnapshot
{
    private static readonly SortedSet<string> NoHolds = [];
    private static readonly SortedDictionary<string, string> NoSettings = [];

    // Most snapshots have neither, and there are very many of them.
    private SortedSet<string>? holds;
    private SortedDictionary<string, string>? settings;

    internal ZfsSnapshot(ZfsDataset dataset, string name, long transaction, Instant created, ulong? guid = null)
    {
        Dataset = dataset;
        Name = name;
        Transaction = transaction;
        Created = created;
        Blocks = dataset.Blocks;
        Content = dataset.Image.Capture();
        VolumeSize = dataset.VolumeSize;
        Guid = guid ?? ZfsGuid.Of($"{dataset.Pool.Node.Name}:{FullName}", transaction, created);
    }

    /// <summary>What it is a snapshot of.</summary>
    public ZfsDataset Dataset { get; }

    /// <summary>Its name after the <c>@</c>.</summary>
    public string Name { get; internal set; }

    /// <summary><c>rpool/data/vm-100-disk-0@before</c>.</summary>
    public string FullName => $"{Dataset.Name}@{Name}";

    /// <summary>The transaction group it was made in (createtxg).</summary>
    public long Transaction { get; }

    /// <summary>When it was made.</summary>
    public Instant Created { get; }

    /// <summary>Identifies it on every pool it was sent to.</summary>
    public ulong Guid { get; }

    /// <summary>What was on it.</summary>
    public DiskCapture Content { get; }

    /// <summary>Size of the volume at that time in bytes; 0 for a file system.</summary>
    public long VolumeSize { get; }

    /// <summary>The blocks it refers to.</summary>
    public ZfsBlocks Blocks { get; internal set; }

    /// <summary>Bytes it refers to.</summary>
    public long Referenced => Blocks.Total;

    /// <summary>Bytes that only it holds: what destroying it alone would free.</summary>
    public long Used => Fresh - Dataset.After(this).At(Dataset.AgeBefore(this));

    /// <summary>Bytes written between the snapshot before it and this one.</summary>
    public long Fresh => Blocks.At(Dataset.AgeBefore(this));

    /// <summary>User holds: while there is one it cannot be destroyed.</summary>
    public IReadOnlyCollection<string> Holds => holds ?? NoHolds;

    /// <summary>Properties of the user's own, <c>pve-storage:refquota</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings ?? NoSettings;

    /// <summary>The datasets made from it.</summary>
    public IEnumerable<ZfsDataset> Clones => Dataset.Pool.Datasets.Values.Where(d => d.Origin == this);

    /// <summary>Puts a user hold on it; false when there is one of that tag.</summary>
    public bool Hold(string tag) => (holds ??= new(StringComparer.Ordinal)).Add(tag);

    /// <summary>Takes a user hold away; false when there is none of that tag.</summary>
    public bool Release(string tag) => holds?.Remove(tag) == true;

    /// <summary>Sets a property of the user's own.</summary>
    public void Set(string property, string value) => (settings ??= new(StringComparer.Ordinal))[property] = value;
}
