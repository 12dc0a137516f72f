using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Sim.Storage.Types;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Replication;

/// <summary>The replicable volumes of a node: datasets of its ZFS pools (pve-storage: PVE/Storage.pm volume_snapshot_info, PVE/Storage/ZFSPoolPlugin.pm).</summary>
internal sealed class NodeReplicationVolumes(Node node) : IReplicationVolumes
{
    private readonly Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IReadOnlyList<SnapshotInfo> Snapshots(string volume)
    {
        if (Locate(volume) is not { } place) throw Unknown(volume);
        if (place.Dataset is not { } dataset) throw new PveException($"zfs error: cannot open '{place.Path}': dataset does not exist");
        var snapshots = dataset.Snapshots;
        if (snapshots.Count == 0) return [];
        var list = new SnapshotInfo[snapshots.Count];
        for (var i = 0; i < list.Length; i++) list[i] = new SnapshotInfo(snapshots[i].Name, snapshots[i].Guid, snapshots[i].Created.UnixSeconds);
        return list;
    }

    /// <inheritdoc />
    public void Snapshot(string volume, string name)
    {
        // A virtual machine's disk is a volume and nothing else: the short way for the many.
        if (Locate(volume) is { Pool: { } pool, Dataset: { Kind: ZfsKind.Volume } dataset }) Request(() => pool.Snapshot([dataset], name));
        else node.Storages.Snapshot(volume, name);
    }

    /// <inheritdoc />
    public void DeleteSnapshot(string volume, string name)
    {
        if (Locate(volume) is { Pool: { } pool, Dataset: { Kind: ZfsKind.Volume } dataset } && dataset.Snapshot(name) is { } snapshot) Request(() => pool.Destroy(snapshot));
        else node.Storages.DeleteSnapshot(volume, name);
    }

    private static void Request(Action act)
    {
        try
        {
            act();
        }
        catch (ZfsException error)
        {
            throw new PveException($"zfs error: {error.Message[(error.Message.LastIndexOf('\n') + 1)..]}");
        }
    }

    /// <summary>Where a volume is, or would be; null when its storage is no ZFS pool.</summary>
    internal Place? Locate(string volume)
    {
        var storages = node.View.Storages;
        if (!known.TryGetValue(volume, out var entry) || !ReferenceEquals(entry.Storages, storages))
        {
            if (known.Count > 1000) known.Clear();
            known[volume] = entry = Parse(volume, storages);
        }
        if (entry.Path is not { } path) return null;
        var pool = node.Zpools.GetValueOrDefault(entry.Pool) is { IsImported: true } imported ? imported : null;
        return new Place(path, pool, pool?.Datasets.GetValueOrDefault(path));
    }

    private static Known Parse(string volume, StorageConfig storages)
    {
        var id = VolumeId.Parse(volume);
        if (storages.Get(id.Storage) is not { Type: "zfspool" } storage) return new Known(storages, null, "");
        var parent = storage["pool"]!;
        return new Known(storages, $"{parent}/{ZfsPoolStorage.ParseName(id.Name).Name}", parent.Split('/')[0]);
    }

    private static PveException Unknown(string volume) => new($"storage '{VolumeId.Parse(volume).Storage}' is not replicatable");

    /// <summary>A volume's place.</summary>
    /// <param name="Path">Its dataset's name.</param>
    /// <param name="Pool">The pool; null when it is not imported.</param>
    /// <param name="Dataset">The dataset; null when there is none.</param>
    internal readonly record struct Place(string Path, ZfsPool? Pool, ZfsDataset? Dataset);

    private sealed record Known(StorageConfig Storages, string? Path, string Pool);
}
