using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage may not hold a content type, as somebody has set it in storage.cfg.</summary>
public sealed record StorageContent : StorageSettingFault
{
    /// <summary>The content type that is taken away.</summary>
    public string Missing { get; init; } = "backup";

    /// <summary>What it may hold instead, when nothing else is left (a storage always holds something).</summary>
    public string Instead { get; init; } = "iso";

    /// <inheritdoc />
    protected override string Property => "content";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (world.Storages.Find(Storage) is { } found && !found.Content.Contains(Missing))
            yield return new FaultProblem("missing", $"storage '{Storage}' does not have content '{Missing}' anyway", Missing, [.. found.Content]);
    }

    /// <inheritdoc />
    protected override string? Value(StorageDefinition storage) =>
        storage.Content.Remove(Missing) is { Count: > 0 } left ? string.Join(',', left) : Instead;
}
