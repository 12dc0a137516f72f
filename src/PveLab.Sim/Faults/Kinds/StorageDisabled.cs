using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage is disabled in storage.cfg.</summary>
public sealed record StorageDisabled : StorageSettingFault
{
    /// <inheritdoc />
    protected override string Property => "disable";

    /// <inheritdoc />
    protected override string? Value(StorageDefinition storage) => "1";
}
