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

    /// <summary>First line of a backup's notes.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether a backup is protected.</summary>
    public bool Protected { get; init; }

    /// <summary>qemu, lxc, openvz or unknown for a backup.</summary>
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
