using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage;

/// <summary>What a storage type can do with a volume beside keeping it: snapshots, clones, templates (pve-storage: volume_has_feature and the verbs it gates).</summary>
public abstract partial class StorageType
{
    /// <summary>Whether the type can do something with a volume (volume_has_feature).</summary>
    /// <param name="feature"><c>snapshot</c>, <c>clone</c> (linked), <c>template</c>, <c>copy</c>, <c>sparseinit</c>, <c>rename</c>, <c>replicate</c>.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="snapshot">Ask about a snapshot of it.</param>
    /// <param name="targetFormats">The formats a clone may have; null for any.</param>
    public virtual bool HasFeature(string feature, VolumeName volume, string? snapshot = null, IReadOnlyCollection<string>? targetFormats = null) => false;

    /// <summary>Takes a snapshot (volume_snapshot).</summary>
    public virtual void Snapshot(StorageView storage, string volumeName, string snapshot, Action<string> log) => throw NoVerb("take snapshots");

    /// <summary>The names of a volume's snapshots, oldest first (volume_snapshot_info).</summary>
    public virtual IReadOnlyList<string> Snapshots(StorageView storage, string volumeName) => [];

    /// <summary>What a snapshot keeps, or null when there is none of that name.</summary>
    public virtual DiskImage? SnapshotImage(StorageView storage, string volumeName, string snapshot) => null;

    /// <summary>Refuses a rollback that would need newer snapshots to go; their names are added to <paramref name="blockers"/> (volume_rollback_is_possible).</summary>
    /// <exception cref="PveException">Not the newest, where the type demands that.</exception>
    public virtual void CheckRollback(StorageView storage, string volumeName, string snapshot, ICollection<string> blockers)
    {
    }

    /// <summary>Brings exactly back what a snapshot keeps (volume_snapshot_rollback).</summary>
    public virtual void Rollback(StorageView storage, string volumeName, string snapshot, Action<string> log) => throw NoVerb("roll back");

    /// <summary>Removes a snapshot (volume_snapshot_delete).</summary>
    public virtual void DeleteSnapshot(StorageView storage, string volumeName, string snapshot, Action<string> log) => throw NoVerb("delete snapshots");

    /// <summary>Makes a volume the base of linked clones and answers its new name (create_base).</summary>
    public virtual string CreateBase(StorageView storage, string volumeName, Action<string> log) => throw NoVerb("make base volumes");

    /// <summary>Makes a linked clone of a base volume, or of a snapshot, for another guest and answers its name (clone_image).</summary>
    public virtual string Clone(StorageView storage, string volumeName, int vmid, string? snapshot, Action<string> log) => throw NoVerb("clone volumes");

    /// <summary>Gives a volume to another guest, or another name, and answers its new volume name (rename_volume).</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="volumeName">The volume.</param>
    /// <param name="vmid">Its new owner.</param>
    /// <param name="name">Its new name, or null for the next free one of that owner.</param>
    /// <param name="log">Takes what the tools print.</param>
    public virtual string Rename(StorageView storage, string volumeName, int vmid, string? name, Action<string> log) => throw NoVerb("rename volumes");

    /// <summary>What the tools print about a volume that was given another size.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="volumeName">The volume.</param>
    /// <param name="before">Its size before, in bytes.</param>
    /// <param name="running">Whether a running guest uses it.</param>
    public virtual IReadOnlyList<string> ResizeLines(StorageView storage, string volumeName, long before, bool running) => [];

    /// <summary>
    /// The form in which a volume travels to a storage of another node, or comes from one: <c>zfs</c>, <c>raw+size</c>, <c>qcow2+size</c>,
    /// <c>tar+size</c>; null when it cannot (volume_export_formats, volume_import_formats).
    /// </summary>
    /// <param name="volume">The volume.</param>
    /// <param name="withSnapshots">Whether its snapshots go along.</param>
    public virtual string? TransferFormat(VolumeName volume, bool withSnapshots) => null;

    private PveException NoVerb(string verb) => new($"PveLab: that storage type '{Name}' can {verb} is not simulated");
}
