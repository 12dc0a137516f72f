using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>What a dataset is.</summary>
public enum ZfsKind
{
    /// <summary>A file system, mounted in the node's tree.</summary>
    Filesystem,

    /// <summary>A block device, <c>/dev/zvol/…</c>.</summary>
    Volume,
}

/// <summary>
/// A file system or volume of a pool with its space. What is written to its <see cref="Image"/> or its <see cref="FileSystem"/> takes
/// blocks here, once; every tool reads the same numbers (openzfs: module/zfs/dsl_dataset.c, dsl_dir.c).
/// </summary>
public sealed partial class ZfsDataset
{
    private readonly List<ZfsSnapshot> snapshots = [];
    private readonly SortedDictionary<string, ZfsDataset> children = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
    private readonly SortedSet<string> received = new(StringComparer.Ordinal);

    internal ZfsDataset(ZfsPool pool, string name, ZfsKind kind, ZfsDataset? parent, Instant created, long transaction)
    {
        (Pool, Name, Kind, Parent, Created, Transaction) = (pool, name, kind, parent, created, transaction);
        Guid = ZfsGuid.Of(name, transaction, created);
        Image = new DiskImage { Size = long.MaxValue >> 1, Space = TryTake };
    }

    /// <summary>Its pool.</summary>
    public ZfsPool Pool { get; }

    /// <summary>What is on its way into it; null when nothing is.</summary>
    internal ZfsReceiving? Receiver { get; set; }

    /// <summary>Its full name, <c>rpool/data/vm-100-disk-0</c>.</summary>
    public string Name { get; internal set; }

    /// <summary>The last part of its name.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>What it is.</summary>
    public ZfsKind Kind { get; }

    /// <summary>The dataset above it; null for a pool's own.</summary>
    public ZfsDataset? Parent { get; internal set; }

    /// <summary>When it was made.</summary>
    public Instant Created { get; }

    /// <summary>The transaction group it was made in.</summary>
    public long Transaction { get; }

    /// <summary>Its number on disk.</summary>
    public ulong Guid { get; }

    /// <summary>The snapshot it was cloned from.</summary>
    public ZfsSnapshot? Origin { get; internal init; }

    /// <summary>The datasets right below it, by full name.</summary>
    public IReadOnlyDictionary<string, ZfsDataset> Children => children;

    /// <summary>Its snapshots, oldest first.</summary>
    public IReadOnlyList<ZfsSnapshot> Snapshots => snapshots;

    /// <summary>Properties set on it, by name; sizes as digits.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    /// <summary>A volume's disk, or what a container keeps in a file system.</summary>
    public DiskImage Image { get; }

    /// <summary>The mountable file system of a file system dataset; made when first mounted.</summary>
    public FileSystem? FileSystem { get; internal set; }

    /// <summary>Where it is mounted now; null when it is not.</summary>
    public string? MountedAt { get; internal set; }

    /// <summary>The snapshot of that name, or null.</summary>
    public ZfsSnapshot? Snapshot(string name)
    {
        for (var i = 0; i < snapshots.Count; i++)
            if (snapshots[i].Name == name) return snapshots[i];
        return null;
    }

    /// <summary>This dataset and all below it, parents first, in the order of names.</summary>
    public IEnumerable<ZfsDataset> Tree() => children.Values.SelectMany(c => c.Tree()).Prepend(this);

    internal void Add(ZfsDataset child) => children.Add(child.Name, child);

    internal void Remove(ZfsDataset child) => children.Remove(child.Name);

    /// <summary>Whether a property's value came with a stream.</summary>
    public bool IsReceived(string property) => received.Contains(property);

    internal void Set(string property, string? value)
    {
        received.Remove(property);
        if (value is null) settings.Remove(property);
        else settings[property] = value;
    }

    internal void MarkReceived(string property) => received.Add(property);

    internal void MarkLocal(string property) => received.Remove(property);

    /// <summary>It becomes what a received snapshot keeps; <paramref name="onto"/> is the newest snapshot it has.</summary>
    internal void Become(ZfsStreamSnapshot snapshot, ZfsSnapshot? onto)
    {
        var marks = snapshots.ToDictionary(s => s.Guid, s => s.Transaction);
        Blocks = ZfsBlocks.Received(snapshot.Blocks.Select(b => (Age(b.Age), b.Bytes)), onto?.Blocks, LastAge);
        Fill(snapshot.Content);
        VolumeSize = snapshot.VolumeSize;
        Recount();

        long? Age(ulong mark) => mark == ZfsBlocks.OfOrigin ? Origin is null ? 0 : ZfsBlocks.Inherited : mark == 0 ? 0 : marks.TryGetValue(mark, out var age) ? age : null;
    }

    /// <summary>Takes a snapshot; a received one keeps its <paramref name="guid"/> and its moment.</summary>
    internal ZfsSnapshot Take(string name, long transaction, Instant now, ulong? guid = null)
    {
        var snapshot = new ZfsSnapshot(this, name, transaction, now, guid);
        snapshots.Add(snapshot);
        Recount();
        return snapshot;
    }

    internal void Drop(ZfsSnapshot snapshot)
    {
        var (index, before) = (snapshots.IndexOf(snapshot), AgeBefore(snapshot));
        snapshots.RemoveAt(index);
        for (var later = index; later < snapshots.Count; later++) snapshots[later].Blocks = snapshots[later].Blocks.Merge(snapshot.Transaction, before);
        Blocks = Blocks.Merge(snapshot.Transaction, before);
        Recount();
    }

    /// <summary>Makes it what it was; newer snapshots are gone already.</summary>
    internal void Return(ZfsSnapshot snapshot)
    {
        Blocks = snapshot.Blocks;
        Fill(snapshot.Content);
        VolumeSize = snapshot.VolumeSize;
        Recount();
    }

    /// <summary>Puts content on its disk whose blocks are counted already.</summary>
    internal void Fill(DiskCapture content)
    {
        Image.Space = null;
        Image.Restore(content);
        Image.Space = TryTake;
    }

    internal ZfsBlocks After(ZfsSnapshot snapshot) =>
        snapshots.IndexOf(snapshot) + 1 is var next && next < snapshots.Count ? snapshots[next].Blocks : Blocks;

    internal long AgeBefore(ZfsSnapshot snapshot) => snapshots.IndexOf(snapshot) is > 0 and var index ? snapshots[index - 1].Transaction : 0;
}
