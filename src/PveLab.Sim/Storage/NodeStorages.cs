using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>A volume as a listing shows it.</summary>
/// <param name="VolumeId">Volume id, <c>nas:backup/vzdump-…</c>.</param>
/// <param name="Content">Content type.</param>
/// <param name="Format">raw, qcow2, vma.zst, iso, ….</param>
/// <param name="Size">Size in bytes.</param>
public sealed record VolumeInfo(string VolumeId, string Content, string Format, long Size)
{
    /// <summary>Owner, when it has one.</summary>
    public int? Vmid { get; init; }

    /// <summary>When it was made; a backup's comes from its name.</summary>
    public Instant? Created { get; init; }

    /// <summary>Notes of a backup.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether a backup is protected.</summary>
    public bool Protected { get; init; }

    /// <summary>qemu or lxc for a backup.</summary>
    public string? Subtype { get; init; }

    /// <summary>Bytes really used, where the type knows.</summary>
    public long? Used { get; init; }
}

/// <summary>A storage's numbers as <c>pvesm status</c> shows them.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Enabled">Not disabled and available on this node.</param>
/// <param name="Active">It answered.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="Used">Bytes used.</param>
/// <param name="Available">Bytes free.</param>
public sealed record StorageStatus(StorageDefinition Storage, bool Enabled, bool Active, long Total, long Used, long Available);

/// <summary>The storages as one node sees them (pve-storage: PVE/Storage.pm).</summary>
public sealed class NodeStorages(Node node)
{
    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>The storage, refusing one that is disabled or not available on this node (storage_check_enabled).</summary>
    public StorageDefinition Enabled(string id) => throw new NotImplementedException();

    /// <summary>Makes the storage ready: mounts an NFS export, creates the directories (activate_storage).</summary>
    /// <exception cref="PveException">Offline, no mount point, disabled, other node.</exception>
    public void Activate(string id) => throw new NotImplementedException();

    /// <summary>All storages with their numbers; <paramref name="warn"/> receives what real PVE prints to stderr (storage_info).</summary>
    public IReadOnlyList<StorageStatus> Status(Action<string> warn) => throw new NotImplementedException();

    /// <summary>Volumes of a storage, sorted by volume id (volume_list).</summary>
    public IReadOnlyList<VolumeInfo> List(string id, string? content = null, int? vmid = null) => throw new NotImplementedException();

    /// <summary>The path of a volume in the node's tree (path).</summary>
    public string PathOf(string volumeId) => throw new NotImplementedException();

    /// <summary>Allocates a disk image (vdisk_alloc).</summary>
    /// <param name="id">Storage.</param>
    /// <param name="vmid">Owner.</param>
    /// <param name="format">raw, qcow2, … or null for the storage's default.</param>
    /// <param name="name">Volume name or null for the next free <c>vm-VMID-disk-N</c>.</param>
    /// <param name="size">Bytes.</param>
    /// <returns>The new volume id.</returns>
    public string Allocate(string id, int vmid, string? format, string? name, long size) => throw new NotImplementedException();

    /// <summary>Frees a volume (vdisk_free); what the type prints goes to <paramref name="log"/>.</summary>
    public void Free(string volumeId, Action<string>? log = null) => throw new NotImplementedException();

    /// <summary>The disk image behind a volume, or null when it does not exist.</summary>
    public DiskImage? Image(string volumeId) => throw new NotImplementedException();

    /// <summary>The lanes that reading or writing this storage goes through: its disk, and its link when it is remote.</summary>
    public IReadOnlyList<Lane> Lanes(string id) => throw new NotImplementedException();

    /// <summary>The directory in which a storage keeps backups.</summary>
    public string DumpDirectory(string id) => throw new NotImplementedException();
}
