using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Zfs;

/// <content>What makes and removes datasets and snapshots (openzfs: lib/libzfs/libzfs_dataset.c, cmd/zfs/zfs_main.c).</content>
public sealed partial class ZfsPool
{
    /// <summary>Block size of a volume that names none, in bytes.</summary>
    public const long VolumeBlock = 16 << 10;

    /// <summary>Makes a file system, and mounts it.</summary>
    /// <exception cref="ZfsException">The name is taken or wrong, or there is no room.</exception>
    public ZfsDataset CreateFilesystem(string name, IReadOnlyDictionary<string, string>? settings = null)
    {
        var parent = CheckNew(name, "create");
        if (parent.Room < FilesystemHeader) throw NoSpace(name);
        var dataset = Add(name, ZfsKind.Filesystem, parent, ZfsBlocks.None.Add(0, FilesystemHeader));
        Apply(dataset, settings);
        Record("create", name);
        Mount(dataset);
        return dataset;
    }

    /// <summary>Makes a volume of <paramref name="size"/> bytes; one that is not sparse has all of it promised.</summary>
    /// <exception cref="ZfsException">The name is taken or wrong, the size no multiple of the block, or there is no room.</exception>
    public ZfsDataset CreateVolume(string name, long size, bool sparse = false, long block = VolumeBlock, IReadOnlyDictionary<string, string>? settings = null)
    {
        var parent = CheckNew(name, "create");
        if (size == 0) throw Cannot("create", name, "volume size cannot be zero");
        if (size % block != 0) throw Cannot("create", name, "volume size must be a multiple of volume block size");
        var promised = sparse ? 0 : ReservationFor(size, block);
        if (parent.Room < Math.Max(promised, VolumeHeader)) throw NoSpace(name);
        var dataset = Add(name, ZfsKind.Volume, parent, ZfsBlocks.None.Add(0, VolumeHeader));
        (dataset.VolumeSize, dataset.Image.Size) = (size, size);
        dataset.Set("volblocksize", block.ToString(CultureInfo.InvariantCulture));
        dataset.PromiseOwn(promised);
        Apply(dataset, settings);
        BlockDevices.Add(Node, DevicePath(dataset), dataset.Image);
        Record("create", name);
        return dataset;
    }

    /// <summary>What a volume that is not sparse gets promised: its size and the tables for it (zvol_volsize_to_reservation).</summary>
    public static long ReservationFor(long size, long block)
    {
        const long pointers = 1024;
        const long table = 128 << 10;
        const long copiesOfTable = 2;
        var tables = 7L;
        for (var blocks = size / block; blocks > 1;)
        {
            blocks = (blocks + pointers - 1) / pointers;
            tables += blocks;
        }
        return size + tables * copiesOfTable * table;
    }

    /// <summary>Where a volume's block device is.</summary>
    public static string DevicePath(ZfsDataset dataset) => $"/dev/zvol/{dataset.Name}";

    /// <summary>Takes snapshots of one name, all at the same moment.</summary>
    /// <exception cref="ZfsException">One exists already, or a promised volume would no longer have its room.</exception>
    public IReadOnlyList<ZfsSnapshot> Snapshot(IReadOnlyList<ZfsDataset> of, string name)
    {
        CheckIo("create snapshots ");
        foreach (var dataset in of)
        {
            dataset.Image.Settle?.Invoke(dataset.Image);
            if (dataset.Snapshot(name) is not null) throw new ZfsException($"cannot create snapshot '{dataset.Name}@{name}': dataset already exists");
            // What is promised and written must be writable once more when a snapshot keeps it (dsl_dataset_snapshot_reserve_space).
            if (Math.Min(dataset.WrittenSinceSnapshot, dataset.RefReservation) > dataset.Room)
                throw new ZfsException($"cannot create snapshot '{dataset.Name}@{name}': out of space");
        }
        var transaction = Transaction++;
        var taken = of.Select(d => d.Take(name, transaction, Node.Clock.Now)).ToList();
        foreach (var snapshot in taken) Record("snapshot", snapshot.FullName);
        return taken;
    }

    /// <summary>Removes a snapshot.</summary>
    /// <exception cref="ZfsException">It is held, or a clone lives on it.</exception>
    public void Destroy(ZfsSnapshot snapshot)
    {
        if (!TakesWrites) CheckIo($"destroy snapshot {snapshot.FullName}");
        if (clones > 0 && snapshot.Clones.Any()) throw new ZfsException($"cannot destroy '{snapshot.FullName}': snapshot is cloned");
        if (snapshot.Holds.Count > 0) throw new ZfsException($"cannot destroy snapshot {snapshot.FullName}: dataset is busy");
        snapshot.Dataset.Drop(snapshot);
        Transaction++;
        Record("destroy", snapshot.FullName);
    }

    /// <summary>Removes a dataset that nothing depends on, with its snapshots.</summary>
    /// <exception cref="ZfsException">It is in use, or something depends on it.</exception>
    public void Destroy(ZfsDataset dataset)
    {
        CheckIo($"destroy '{dataset.Name}'");
        if (IsBusy(dataset)) throw Cannot("destroy", dataset.Name, "dataset is busy");
        foreach (var snapshot in dataset.Snapshots.ToList()) Destroy(snapshot);
        Unmount(dataset, forget: true);
        BlockDevices.Remove(Node, DevicePath(dataset));
        dataset.Image.Space = null;
        Forget(dataset);
        Transaction++;
        Record("destroy", dataset.Name);
    }

    /// <summary>Makes a dataset what it was at its newest snapshot.</summary>
    /// <exception cref="ZfsException">There are newer snapshots, or it is in use.</exception>
    public void Rollback(ZfsSnapshot snapshot)
    {
        var dataset = snapshot.Dataset;
        CheckIo($"rollback '{dataset.Name}'");
        if (dataset.Snapshots[^1] != snapshot)
            throw Cannot("rollback", dataset.Name, $"there is a snapshot or bookmark more recent than '{snapshot.FullName}'");
        if (IsBusy(dataset)) throw Cannot("rollback", dataset.Name, "dataset is busy");
        var promised = dataset.RefReservation;
        var follows = promised > 0 && promised == ReservationFor(dataset.VolumeSize, BlockOf(dataset));
        dataset.Return(snapshot);
        if (follows && dataset.Kind == ZfsKind.Volume) dataset.PromiseOwn(ReservationFor(dataset.VolumeSize, BlockOf(dataset)));
        Transaction++;
        Record("rollback", snapshot.FullName);
    }

    /// <summary>Makes a dataset that begins as the snapshot and shares its blocks.</summary>
    /// <exception cref="ZfsException">The name is taken or wrong.</exception>
    public ZfsDataset Clone(ZfsSnapshot snapshot, string name, IReadOnlyDictionary<string, string>? settings = null)
    {
        var parent = CheckNew(name, "create");
        var source = snapshot.Dataset;
        var dataset = Add(name, source.Kind, parent, snapshot.Blocks.AsInherited(), snapshot);
        dataset.VolumeSize = snapshot.VolumeSize;
        dataset.Fill(snapshot.Content);
        if (source.Settings.GetValueOrDefault("volblocksize") is { } block) dataset.Set("volblocksize", block);
        Apply(dataset, settings);
        Record("clone", name);
        if (dataset.Kind == ZfsKind.Filesystem) Mount(dataset);
        else BlockDevices.Add(Node, DevicePath(dataset), dataset.Image);
        return dataset;
    }

    /// <summary>Gives a dataset, and with it all below it, another name; it may hang elsewhere then.</summary>
    /// <exception cref="ZfsException">The name is taken or wrong, or it is in use.</exception>
    public void Rename(ZfsDataset dataset, string name)
    {
        if (dataset.Name == name) return;
        if (name == Name || !name.StartsWith(Name + "/", StringComparison.Ordinal))
            throw Cannot("rename to", name, name.Contains('/', StringComparison.Ordinal) ? "datasets must be within same pool" : "missing dataset name");
        if (name.StartsWith(dataset.Name + "/", StringComparison.Ordinal))
            throw Cannot("rename to", name, "New dataset name cannot be a descendant of current dataset name");
        var parent = Parent(name, "create");
        if (datasets.ContainsKey(name)) throw Cannot("rename", dataset.Name, "dataset already exists");
        if (dataset.Tree().Any(IsBusy)) throw Cannot("rename", dataset.Name, "dataset is busy");
        var moved = dataset.Tree().ToList();
        foreach (var one in Enumerable.Reverse(moved)) Unmount(one, forget: true);
        dataset.Parent!.Remove(dataset);
        dataset.Parent.Detached(dataset);
        var old = dataset.Name;
        foreach (var one in moved)
        {
            BlockDevices.Remove(Node, DevicePath(one));
            datasets.Remove(one.Name);
            one.Parent?.Remove(one);
            one.Name = name + one.Name[old.Length..];
            datasets.Add(one.Name, one);
            if (one != dataset) one.Parent!.Add(one);
        }
        dataset.Parent = parent;
        parent.Add(dataset);
        parent.Attached(dataset);
        foreach (var one in moved)
        {
            if (one.Kind == ZfsKind.Filesystem) Mount(one);
            else BlockDevices.Add(Node, DevicePath(one), one.Image);
        }
        Record("rename", name);
    }

    /// <summary>Gives a snapshot another name.</summary>
    /// <exception cref="ZfsException">There is one of that name.</exception>
    public void Rename(ZfsSnapshot snapshot, string name)
    {
        if (snapshot.Name == name) return;
        if (snapshot.Dataset.Snapshot(name) is not null) throw Cannot("rename", snapshot.FullName, "dataset already exists");
        snapshot.Name = name;
        Record("rename", snapshot.FullName);
    }

    internal static ZfsException Cannot(string action, string name, string why) => new($"cannot {action} '{name}': {why}");

    private static long BlockOf(ZfsDataset dataset) =>
        dataset.Settings.TryGetValue("volblocksize", out var block) ? long.Parse(block, CultureInfo.InvariantCulture) : VolumeBlock;

    private static ZfsException NoSpace(string name) => Cannot("create", name, "out of space");

    private static void Apply(ZfsDataset dataset, IReadOnlyDictionary<string, string>? settings)
    {
        foreach (var (property, value) in settings ?? new Dictionary<string, string>()) ZfsProperties.Set(dataset, property, value);
    }

    private void CheckIo(string action)
    {
        if (!TakesWrites) throw new ZfsException($"cannot {action}: pool I/O is currently suspended");
    }

    private ZfsDataset CheckNew(string name, string action)
    {
        if (ZfsName.Complaint(name) is { } complaint) throw Cannot(action, name, complaint);
        var parent = Parent(name, action);
        if (datasets.ContainsKey(name)) throw Cannot(action, name, "dataset already exists");
        CheckIo($"{action} '{name}'");
        return parent;
    }

    private ZfsDataset Parent(string name, string action)
    {
        var slash = name.LastIndexOf('/');
        if (slash < 0) throw Cannot(action, name, "missing dataset name");
        var parent = datasets.GetValueOrDefault(name[..slash]) ?? throw Cannot(action, name, "parent does not exist");
        return parent.Kind == ZfsKind.Filesystem ? parent : throw Cannot(action, name, "parent is not a filesystem");
    }
}
