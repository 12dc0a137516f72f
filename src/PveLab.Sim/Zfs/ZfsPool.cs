using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Zfs;

/// <summary>A pool of a node: devices on physical disks, and the datasets that share their space.</summary>
public sealed partial class ZfsPool
{
    private const long FilesystemHeader = 96 << 10;
    private const long VolumeHeader = 56 << 10;

    private readonly SortedDictionary<string, ZfsDataset> datasets = new(StringComparer.Ordinal);
    private int clones;

    internal ZfsPool(Node node, string name, long size, IReadOnlyList<ZfsVdev> vdevs)
    {
        (Node, Name, Size, Vdevs) = (node, name, size, vdevs);
        Root = Add(name, ZfsKind.Filesystem, null, ZfsBlocks.None.Add(0, FilesystemHeader));
        Guid = ZfsGuid.Of(name + "\0pool", 0, node.Clock.Now);
    }

    /// <summary>The node it is imported on.</summary>
    public Node Node { get; }

    /// <summary>Its name, <c>rpool</c>.</summary>
    public string Name { get; }

    /// <summary>Its number on disk.</summary>
    public ulong Guid { get; }

    /// <summary>Its devices.</summary>
    public IReadOnlyList<ZfsVdev> Vdevs { get; }

    /// <summary>Bytes its devices hold, copies and parity not counted (<c>zpool list</c> SIZE of a mirror).</summary>
    public long Size { get; internal set; }

    /// <summary>Bytes that datasets can take: a thirty-second is kept back, 128 MiB at least and 128 GiB at most (spa_get_slop_space).</summary>
    public long Usable => Size - Math.Max(Math.Min(Size >> 5, 128L << 30), Math.Min(Size >> 1, 128L << 20));

    /// <summary>Its own dataset, of the pool's name.</summary>
    public ZfsDataset Root { get; }

    /// <summary>All datasets by name.</summary>
    public IReadOnlyDictionary<string, ZfsDataset> Datasets => datasets;

    /// <summary>Bytes on its devices: datasets and snapshots, without what is only promised.</summary>
    public long Allocated => datasets.Values.Sum(d => d.Allocated);

    /// <summary>Its health.</summary>
    public ZfsPoolStatus Status { get; internal set; }

    /// <summary>Whether it is imported: its datasets can be seen.</summary>
    public bool IsImported => Status != ZfsPoolStatus.Unavail;

    /// <summary>Whether a write is done now; on a suspended pool it waits.</summary>
    public bool TakesWrites => Status is ZfsPoolStatus.Online or ZfsPoolStatus.Degraded && HoldsEverything;

    private bool HoldsEverything
    {
        get
        {
            for (var i = 0; i < Vdevs.Count; i++)
                if (!Vdevs[i].Holds) return false;
            return true;
        }
    }

    /// <summary>The number of the transaction group that is open; grows with every change of what there is.</summary>
    public long Transaction { get; private set; } = 1;

    /// <summary>That many transaction groups were opened while nobody looked.</summary>
    internal void Pass(long groups) => Transaction += groups;

    /// <summary>A disk it lies on that works; the first one when none does.</summary>
    public PhysicalDisk Disk => (Vdevs.SelectMany(v => v.Devices).FirstOrDefault(d => d.Works) ?? Vdevs[0].Devices[0]).Disk;

    /// <summary>Bytes that <c>zpool list</c> counts for each that can be used: of a raidz it counts the parity too.</summary>
    public long RawFactor => Vdevs[0] is { Layout: > ZfsLayout.Mirror } raidz ? raidz.Devices.Count / (raidz.Devices.Count - raidz.Spare) : 1;

    /// <summary>Brings every disk up to the present before its numbers are read.</summary>
    public void Settle()
    {
        foreach (var dataset in datasets.Values.ToList()) dataset.Image.Settle?.Invoke(dataset.Image);
    }

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="ZfsException">There is none.</exception>
    public ZfsDataset Open(string name) => datasets.GetValueOrDefault(name) ?? throw new ZfsException($"cannot open '{name}': dataset does not exist");

    /// <summary>The snapshot of that full name.</summary>
    /// <exception cref="ZfsException">There is none.</exception>
    public ZfsSnapshot OpenSnapshot(string name) =>
        datasets.GetValueOrDefault(name[..name.IndexOf('@', StringComparison.Ordinal)])?.Snapshot(name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..])
        ?? throw new ZfsException($"cannot open '{name}': dataset does not exist");

    /// <summary>Whether a running guest has the dataset open, or a stream is on its way into it.</summary>
    public bool IsBusy(ZfsDataset dataset) => dataset.Receiver is not null || Node.Guests.HaveOpen(dataset.Image);

    internal DiskImage? ImageOf(string name) => datasets.GetValueOrDefault(name)?.Image;

    private ZfsDataset Add(string name, ZfsKind kind, ZfsDataset? parent, ZfsBlocks blocks, ZfsSnapshot? origin = null)
    {
        var dataset = new ZfsDataset(this, name, kind, parent, Node.Clock.Now, Transaction++) { Origin = origin };
        datasets.Add(name, dataset);
        parent?.Add(dataset);
        dataset.Begin(blocks);
        if (origin is not null) clones++;
        return dataset;
    }

    private void Forget(ZfsDataset dataset)
    {
        datasets.Remove(dataset.Name);
        dataset.Parent!.Remove(dataset);
        dataset.Parent.Detached(dataset);
        if (dataset.Origin is not null) clones--;
    }

    private void Record(string what, string name)
    {
        var facts = Node.Datacenter.Facts;
        // A year of replication takes and removes a million snapshots: they are told, and not kept.
        var routine = name.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && Replication.ReplicationSnapshots.Is(name.AsSpan(at + 1));
        if (!routine) facts.Record(new ZfsChanged(Node.Clock.Now, Node.Name, what, name));
        else if (facts.HasListeners) facts.Pass(new ZfsChanged(Node.Clock.Now, Node.Name, what, name));
    }
}
