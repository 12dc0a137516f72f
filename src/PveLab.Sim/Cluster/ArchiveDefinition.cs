using PveLab.Sim.Backup;

namespace PveLab.Sim.Cluster;

/// <summary>
/// A backup archive that lies on a node's storage already. Its kind, guest and time follow from its name; the configuration's
/// <c>#qmdump#map</c> lines say which disks of a virtual machine are in it.
/// </summary>
public sealed record ArchiveDefinition
{
    /// <summary>The node that sees the path; the first one when absent.</summary>
    public string? Node { get; init; }

    /// <summary>Where it lies, for example <c>/mnt/backup/dump/vzdump-qemu-100-2026_01_04-03_04_05.vma.zst</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The stored configuration's text; an archive without one was not made by vzdump.</summary>
    public string? Config { get; init; }

    /// <summary>What its disks hold, by drive key; a disk that is not listed is empty.</summary>
    public Dictionary<string, ArchivedDiskDefinition> Disks { get; init; } = [];

    /// <summary>Bytes of the complete file.</summary>
    public required string Size { get; init; }

    /// <summary>Bytes that are left of it when its copy was cut short.</summary>
    public string? Left { get; init; }

    /// <summary>What happened to its bytes since.</summary>
    public ArchiveDamage Damage { get; init; }

    /// <summary>When the file last changed, ISO 8601; when the backup began if absent.</summary>
    public string? Modified { get; init; }

    /// <summary>Notes beside it.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether it is marked as protected.</summary>
    public bool Protected { get; init; }
}

/// <summary>A disk in an archive.</summary>
public sealed record ArchivedDiskDefinition
{
    /// <summary>Its size; the configuration's when absent.</summary>
    public string? Size { get; init; }

    /// <summary>Bytes written.</summary>
    public string Written { get; init; } = "0";

    /// <summary>The system installed on it, if any.</summary>
    public SystemDefinition? System { get; init; }
}
