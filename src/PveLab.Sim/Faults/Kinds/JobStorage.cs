using System.Collections.Immutable;
using PveLab.Sim.Backup;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A backup job names a storage that is no longer defined.</summary>
public sealed record JobStorage : JobFault
{
    /// <summary>The storage it names.</summary>
    public string Storage { get; init; } = "old-nas";

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job) => job.Properties.SetItem("storage", Storage);
}
