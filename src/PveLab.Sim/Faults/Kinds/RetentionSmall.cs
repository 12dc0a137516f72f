using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage keeps so few backups that the good one is gone before anybody looked.</summary>
public sealed record RetentionSmall : StorageSettingFault
{
    /// <summary>The retention, as storage.cfg writes it.</summary>
    public string Prune { get; init; } = "keep-last=1";

    /// <inheritdoc />
    protected override string Property => "prune-backups";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (StorageProperties.All["prune-backups"].Check?.Invoke(Prune) is { } complaint) yield return new FaultProblem("prune", complaint);
    }

    /// <inheritdoc />
    protected override string? Value(StorageDefinition storage) => Prune;
}
