namespace PveLab.Sim.Migration;

/// <summary>A volume that only the source node has, and what is to become of it.</summary>
/// <param name="Volume">Its volume id.</param>
/// <param name="TargetStorage">Where it goes.</param>
internal sealed record LocalVolume(string Volume, string TargetStorage)
{
    /// <summary>Where it was found: <c>attached</c>, <c>unused</c>, <c>pending</c>, <c>snapshot</c>, <c>generated</c>.</summary>
    public string? Reference { get; set; }

    /// <summary>Its drive key, when it is attached.</summary>
    public string? Key { get; init; }

    /// <summary>KiB/s; null for no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Its size in bytes, as the storage has it.</summary>
    public long Size { get; init; }

    /// <summary>Its snapshots go along.</summary>
    public bool Snapshots { get; set; }

    /// <summary>It holds a saved memory.</summary>
    public bool IsState { get; init; }

    /// <summary>A replication job copies it to the target.</summary>
    public bool Replicated { get; init; }

    /// <summary>It is mirrored while the guest writes to it.</summary>
    public bool Online { get; set; }

    /// <summary>How the log calls it.</summary>
    public string Found => (Reference, Replicated) switch
    {
        ("generated", _) => $"found generated disk '{Volume}' (in current VM config)",
        ("snapshot", _) => $"found {Kind} disk '{Volume}' (referenced by snapshot(s))",
        ("pending", _) => $"found {Kind} disk '{Volume}' (pending change)",
        ("attached" or "unused", _) => $"found {Kind} disk '{Volume}' ({Reference})",
        _ => $"found {Kind} disk '{Volume}'",
    };

    private string Kind => Replicated ? "local, replicated" : "local";
}
