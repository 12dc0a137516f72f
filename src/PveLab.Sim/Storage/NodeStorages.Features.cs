using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage;

/// <summary>Snapshots and clones of volumes (pve-storage: PVE/Storage.pm volume_snapshot*, vdisk_clone, vdisk_create_base, rename_volume).</summary>
public sealed partial class NodeStorages
{
    /// <summary>Whether the volume's type can do something with it; no for what is no volume (volume_has_feature).</summary>
    /// <param name="feature">See <see cref="StorageType.HasFeature"/>.</param>
    /// <param name="volumeId">The volume.</param>
    /// <param name="snapshot">Ask about a snapshot of it.</param>
    /// <param name="targetFormats">The formats a clone may have; null for any.</param>
    public bool HasFeature(string feature, string volumeId, string? snapshot = null, IReadOnlyCollection<string>? targetFormats = null)
    {
        if (VolumeId.TryParse(volumeId) is null) return false;
        var (type, _, name) = Resolve(volumeId);
        return type.HasFeature(feature, type.Parse(name), snapshot, targetFormats);
    }

    /// <summary>Takes a snapshot of a volume.</summary>
    public void Snapshot(string volumeId, string snapshot, Action<string>? log = null)
    {
        var (type, view, name) = Resolve(volumeId);
        type.Snapshot(view, name, snapshot, log ?? Ignore);
    }

    /// <summary>The names of a volume's snapshots, oldest first.</summary>
    public IReadOnlyList<string> Snapshots(string volumeId)
    {
        var (type, view, name) = Resolve(volumeId);
        return type.Snapshots(view, name);
    }

    /// <summary>What a snapshot of a volume keeps, or null when there is none.</summary>
    public DiskImage? SnapshotImage(string volumeId, string snapshot)
    {
        var (type, view, name) = Resolve(volumeId);
        return type.SnapshotImage(view, name, snapshot);
    }

    /// <summary>Refuses a rollback that needs newer snapshots to go first; their names are added to <paramref name="blockers"/>.</summary>
    public void CheckRollback(string volumeId, string snapshot, ICollection<string> blockers)
    {
        var (type, view, name) = Resolve(volumeId);
        type.CheckRollback(view, name, snapshot, blockers);
    }

    /// <summary>Brings a volume back to a snapshot.</summary>
    public void Rollback(string volumeId, string snapshot, Action<string>? log = null)
    {
        var (type, view, name) = Resolve(volumeId);
        type.CheckRollback(view, name, snapshot, []);
        type.Rollback(view, name, snapshot, log ?? Ignore);
    }

    /// <summary>Removes a snapshot of a volume.</summary>
    public void DeleteSnapshot(string volumeId, string snapshot, Action<string>? log = null)
    {
        var (type, view, name) = Resolve(volumeId);
        type.DeleteSnapshot(view, name, snapshot, log ?? Ignore);
    }

    /// <summary>Makes a volume the base of linked clones and answers its new volume id.</summary>
    public string CreateBase(string volumeId, Action<string>? log = null)
    {
        var (type, view, name) = Resolve(volumeId);
        Activate(view.Id);
        return $"{view.Id}:{type.CreateBase(view, name, log ?? Ignore)}";
    }

    /// <summary>Makes a linked clone of a base volume or a snapshot and answers its volume id.</summary>
    public string Clone(string volumeId, int vmid, string? snapshot, Action<string>? log = null)
    {
        var (type, view, name) = Resolve(volumeId);
        Activate(view.Id);
        var made = $"{view.Id}:{type.Clone(view, name, vmid, snapshot, log ?? Ignore)}";
        Node.Datacenter.Facts.Record(new VolumeAllocated(Node.Clock.Now, Node.Name, made, Image(made)?.Size ?? 0));
        return made;
    }

    /// <summary>Gives a volume to another guest, or another name, and answers its new volume id.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="vmid">Its new owner.</param>
    /// <param name="name">Its new name, or null for the next free one.</param>
    /// <param name="log">Takes what the tools print.</param>
    public string Rename(string volumeId, int vmid, string? name = null, Action<string>? log = null)
    {
        var (type, view, old) = Resolve(volumeId);
        Activate(view.Id);
        return $"{view.Id}:{type.Rename(view, old, vmid, name, log ?? Ignore)}";
    }

    /// <summary>Whether a volume is the base of linked clones (volume_is_base_and_used).</summary>
    public bool IsBaseInUse(string volumeId)
    {
        if (VolumeId.TryParse(volumeId) is null) return false;
        var (type, view, name) = Resolve(volumeId);
        return type.Parse(name) is { IsBase: true } volume && IsInUse(type, view.Definition, volume);
    }

    private (StorageType Type, StorageView View, string Name) Resolve(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        return (StorageTypes.Get(storage.Type), View(storage), name);
    }
}
