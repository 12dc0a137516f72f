using System.Globalization;
using PveLab.Sim.Guests;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Storage.Types;

/// <content>Snapshots, clones and base volumes (pve-storage: PVE/Storage/ZFSPoolPlugin.pm volume_snapshot, clone_image, create_base, rename_volume).</content>
public sealed partial class ZfsPoolStorage
{
    private const string BaseSnapshot = "__base__";
    private const string QuotaOfSnapshot = "pve-storage:refquota";

    /// <inheritdoc />
    public override bool HasFeature(string feature, VolumeName volume, string? snapshot = null, IReadOnlyCollection<string>? targetFormats = null) => feature switch
    {
        "snapshot" => snapshot is not null || !volume.IsBase,
        "clone" => snapshot is null && volume.IsBase,
        "template" or "rename" => snapshot is null && !volume.IsBase,
        "copy" or "sparseinit" or "replicate" => snapshot is null,
        _ => false,
    };

    /// <inheritdoc />
    public override void Snapshot(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var (volume, full) = (Parse(volumeName), $"{Dataset(storage)}/{Parse(volumeName).Name}@{snapshot}");
        Request(() =>
        {
            var dataset = Find(storage, volume.Name) ?? throw new ZfsException($"cannot open '{full[..full.IndexOf('@', StringComparison.Ordinal)]}': dataset does not exist");
            var taken = dataset.Pool.Snapshot([dataset], snapshot)[0];
            if (volume.Format == "subvol") taken.Set(QuotaOfSnapshot, dataset.RefQuota.ToString(CultureInfo.InvariantCulture));
        });
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Snapshots(StorageView storage, string volumeName) => [.. Require(storage, Parse(volumeName).Name).Snapshots.Select(s => s.Name)];

    /// <inheritdoc />
    public override DiskImage? SnapshotImage(StorageView storage, string volumeName, string snapshot) =>
        Find(storage, Parse(volumeName).Name)?.Snapshot(snapshot)?.Content is { } content
            ? new DiskImage { Size = content.Size, Written = content.Written, System = content.System } : null;

    /// <inheritdoc />
    public override void CheckRollback(StorageView storage, string volumeName, string snapshot, ICollection<string> blockers)
    {
        var snapshots = Snapshots(storage, volumeName).ToList();
        var found = snapshots.IndexOf(snapshot);
        if (found < 0) throw new PveException($"can't rollback, snapshot '{snapshot}' does not exist on '{storage.Id}:{volumeName}'");
        foreach (var newer in snapshots.Skip(found + 1)) blockers.Add(newer);
        if (found < snapshots.Count - 1) throw new PveException($"can't rollback, '{snapshot}' is not most recent snapshot on '{storage.Id}:{volumeName}'");
    }

    /// <inheritdoc />
    public override void Rollback(StorageView storage, string volumeName, string snapshot, Action<string> log)
    {
        var volume = Parse(volumeName);
        var kept = Require(storage, volume.Name).Snapshot(snapshot)!;
        Request(() => kept.Dataset.Pool.Rollback(kept));
        if (volume.Format != "subvol") return;
        if (kept.Settings.GetValueOrDefault(QuotaOfSnapshot) is { } quota) Request(() => ZfsProperties.Set(kept.Dataset, "refquota", quota));
        kept.Dataset.Pool.Unmount(kept.Dataset);
    }

    /// <inheritdoc />
    public override void DeleteSnapshot(StorageView storage, string volumeName, string snapshot, Action<string> log) => Request(() =>
    {
        var dataset = Require(storage, Parse(volumeName).Name);
        dataset.Pool.Destroy(dataset.Snapshot(snapshot) ?? throw new ZfsException("could not find any snapshots to destroy; check snapshot names."));
    });

    /// <inheritdoc />
    public override string CreateBase(StorageView storage, string volumeName, Action<string> log)
    {
        var volume = Parse(volumeName);
        if (volume.IsBase) throw new PveException("create_base not possible with base image");
        var dataset = Require(storage, volume.Name);
        var name = volume.Format == "subvol" ? "basevol-" + volume.Name["subvol-".Length..] : "base-" + volume.Name["vm-".Length..];
        Request(() => dataset.Pool.Rename(dataset, $"{Dataset(storage)}/{name}"));
        Snapshot(storage, name, BaseSnapshot, log);
        return volume.Base is { } origin ? $"{origin.Name}/{name}" : name;
    }

    /// <inheritdoc />
    public override string Clone(StorageView storage, string volumeName, int vmid, string? snapshot, Action<string> log)
    {
        var volume = Parse(volumeName);
        if (!volume.IsBase) throw new PveException("clone_image only works on base images");
        var source = Require(storage, volume.Name);
        var name = VolumeNumbers.Free(Children(storage), volume.Format == "subvol" ? "subvol" : "vm", vmid, "", storage.Id);
        Request(() =>
        {
            var from = source.Snapshot(snapshot ?? BaseSnapshot) ?? throw new ZfsException($"cannot open '{source.Name}@{snapshot ?? BaseSnapshot}': dataset does not exist");
            var settings = new Dictionary<string, string>();
            if (volume.Format == "subvol") settings["refquota"] = source.RefQuota.ToString(CultureInfo.InvariantCulture);
            source.Pool.Clone(from, $"{Dataset(storage)}/{name}", settings);
        });
        return $"{volume.Name}/{name}";
    }

    /// <inheritdoc />
    public override string TransferFormat(VolumeName volume, bool withSnapshots) => "zfs";

    /// <inheritdoc />
    public override string Rename(StorageView storage, string volumeName, int vmid, string? name, Action<string> log)
    {
        var volume = Parse(volumeName);
        var dataset = Require(storage, volume.Name);
        name ??= VolumeNumbers.Free(Children(storage), volume.Format == "subvol" ? "subvol" : "vm", vmid, "", storage.Id);
        if (Find(storage, name) is not null) throw new PveException($"target volume '{name}' already exists");
        Request(() => dataset.Pool.Rename(dataset, $"{Dataset(storage)}/{name}"));
        return volume.Base is { } origin ? $"{origin.Name}/{name}" : name;
    }
}
