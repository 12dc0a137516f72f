using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage is restricted to other nodes in storage.cfg.</summary>
public sealed record StorageRestricted : StorageSettingFault
{
    /// <summary>The nodes it is restricted to, joined by commas; they need not exist.</summary>
    public string Nodes { get; init; } = "pve2";

    /// <inheritdoc />
    protected override string Property => "nodes";

    /// <inheritdoc />
    protected override string? Value(StorageDefinition storage) => Nodes;
}
