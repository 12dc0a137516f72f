using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage.Types;

/// <summary>Snapshots and clones of thin volumes: each is a logical volume of its own that shares blocks.</summary>
public sealed partial class LvmThinStorage
{
    /// <inheritdoc />
    public override bool HasFeature(string feature, VolumeName volume, string? snapshot = null, IReadOnlyCollection<string>? targetFormats = null) =>
        (feature, State: snapshot is not null ? "snap" : volume.IsBase ? "base" : "current") switch
        {
            ("snapshot" or "template" or "rename", "current") => true,
            ("clone", "base" or "snap") => true,
            ("copy", _) => true,
            ("sparseinit", "base" or "current") => true,
            _ => false,
        };

    /// <inheritdoc />
    public override void Snapshot(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (pool, made) = (Pool(storage)!, SnapshotName(volumeName, snapshot));
        if (pool.Volumes.ContainsKey(made))
            throw Lvm($"lvcreate snapshot '{pool.VolumeGroup}/{made}' error", $"Logical Volume \"{made}\" already exists in volume group \"{pool.VolumeGroup}\"");
        Require(pool, volumeName, $"lvcreate snapshot '{pool.VolumeGroup}/{made}' error");
        CheckThreshold(pool, $"lvcreate snapshot '{pool.VolumeGroup}/{made}' error", log);
        Fork(storage, pool, volumeName, made);
        foreach (var line in LvmSize.Created(pool, made, changed: false)) log(line);
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Snapshots(StorageView storage, string volumeName)
    {
        var prefix = SnapshotName(volumeName, "");
        return Pool(storage) is not { } pool ? []
            : [.. from name in pool.Volumes.Keys where name.StartsWith(prefix, StringComparison.Ordinal) orderby pool.CreatedAt(name), name select name[prefix.Length..]];
    }

    /// <inheritdoc />
    public override DiskImage? SnapshotImage(StorageView storage, string volumeName, string snapshot) =>
        Pool(storage)?.Volumes.GetValueOrDefault(SnapshotName(volumeName, snapshot));

    /// <inheritdoc />
    public override void Rollback(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (pool, source) = (Pool(storage)!, SnapshotName(volumeName, snapshot));
        // The real code removes the volume before it looks for the snapshot; losing the disk to a typing error teaches nothing here.
        Require(pool, source, $"lvm rollback '{pool.VolumeGroup}/{source}' error");
        if (pool.Volumes.ContainsKey(volumeName)) Remove(storage, pool, volumeName, log);
        Fork(storage, pool, source, volumeName);
        foreach (var line in LvmSize.Created(pool, volumeName)) log(line);
    }

    /// <inheritdoc />
    public override void DeleteSnapshot(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (pool, gone) = (Pool(storage)!, SnapshotName(volumeName, snapshot));
        Require(pool, gone, $"lvremove snapshot '{pool.VolumeGroup}/{gone}' error");
        Remove(storage, pool, gone, log);
    }

    /// <inheritdoc />
    public override string CreateBase(StorageView storage, string volumeName, Action<string> log)
    {
        if (Parse(volumeName).IsBase) throw new PveException("create_base not possible with base image");
        var pool = Pool(storage)!;
        if (Snapshots(storage, volumeName) is [var found, ..])
            throw new PveException($"unable to create base volume - found snaphost '{SnapshotName(volumeName, found)}'");
        var name = "base-" + volumeName["vm-".Length..];
        Rename(storage, pool, volumeName, name, log);
        log($"  Logical volume {pool.VolumeGroup}/{name} changed.");
        return name;
    }

    /// <inheritdoc />
    public override string Clone(StorageView storage, string volumeName, int vmid, string? snapshot, Action<string> log)
    {
        if (snapshot is null && !Parse(volumeName).IsBase) throw new PveException("clone_image only works on base images");
        var (pool, source) = (Pool(storage)!, snapshot is null ? volumeName : SnapshotName(volumeName, snapshot));
        Require(pool, source, $"clone image '{pool.VolumeGroup}/{source}' error");
        var name = VolumeNumbers.Free(pool.Volumes.Keys, "vm", vmid, "", storage.Id);
        CheckThreshold(pool, $"clone image '{pool.VolumeGroup}/{source}' error", log);
        Fork(storage, pool, source, name);
        foreach (var line in LvmSize.Created(pool, name)) log(line);
        return name;
    }

    /// <inheritdoc />
    public override string? TransferFormat(VolumeName volume, bool withSnapshots) => withSnapshots ? null : "raw+size";

    /// <inheritdoc />
    public override string Rename(StorageView storage, string volumeName, int vmid, string? name, Action<string> log)
    {
        var pool = Pool(storage)!;
        name ??= VolumeNumbers.Free(pool.Volumes.Keys, "vm", vmid, "", storage.Id);
        if (pool.Volumes.ContainsKey(name)) throw new PveException($"target volume '{name}' already exists");
        Rename(storage, pool, volumeName, name, log);
        return name;
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> ResizeLines(StorageView storage, string volumeName, long before, bool running)
    {
        var (pool, after) = (Pool(storage)!, Image(storage, volumeName)!.Size);
        var lv = $"{pool.VolumeGroup}/{volumeName}";
        string Extents(long size) => string.Create(CultureInfo.InvariantCulture, $"{LvmSize.Show(size)} ({size / ThinPool.Extent} extents)");
        return [$"  Size of logical volume {lv} changed from {Extents(before)} to {Extents(after)}.", $"  Logical volume {lv} successfully resized."];
    }

    private static string SnapshotName(string volumeName, string snapshot) => $"snap_{volumeName}_{snapshot}";

    private static void Require(ThinPool pool, string volume, string what)
    {
        if (!pool.Volumes.ContainsKey(volume)) throw Lvm(what, $"Failed to find logical volume \"{pool.VolumeGroup}/{volume}\"");
    }

    /// <summary>Refuses another volume in a pool that is full, as lvcreate does.</summary>
    private static void CheckThreshold(ThinPool pool, string what, Action<string> log)
    {
        if (!pool.IsOverThreshold) return;
        if (pool.IsMetadataLow)
        {
            log($"  WARNING: Remaining free space in metadata of thin pool {pool.Name} is too low ({LvmSize.Percent(pool.MetadataUsed, pool.MetadataSize)}% >= "
                + $"{LvmSize.Percent(pool.MetadataSize - (4L << 20), pool.MetadataSize)}%). Resize is recommended.");
        }
        throw Lvm(what, $"Cannot create new thin volume, free space in thin pool {pool.Name} reached threshold.");
    }

    private static PveException Lvm(string what, string complaint) => new($"{what}:   {complaint}");

    private static void Fork(StorageView storage, ThinPool pool, string source, string made)
    {
        pool.Fork(source, made, storage.Node.Clock.Now);
        BlockDevices.Add(storage.Node, DevicePath(pool, made), pool.Volumes[made]);
    }

    private static void Remove(StorageView storage, ThinPool pool, string volume, Action<string> log)
    {
        if (storage.Node.Guests.HaveOpen(pool.Volumes[volume]))
            throw Lvm($"lvremove '{pool.VolumeGroup}/{volume}' error", $"Logical volume {pool.VolumeGroup}/{volume} in use.");
        pool.Remove(volume);
        BlockDevices.Remove(storage.Node, DevicePath(pool, volume));
        log($"  Logical volume \"{volume}\" successfully removed.");
    }

    private static void Rename(StorageView storage, ThinPool pool, string from, string to, Action<string> log)
    {
        Require(pool, from, $"lvrename '{pool.VolumeGroup}/{from}' => '{pool.VolumeGroup}/{to}' error");
        BlockDevices.Remove(storage.Node, DevicePath(pool, from));
        pool.Rename(from, to);
        BlockDevices.Add(storage.Node, DevicePath(pool, to), pool.Volumes[to]);
        log($"  Renamed \"{from}\" to \"{to}\" in volume group \"{pool.VolumeGroup}\"");
    }
}
