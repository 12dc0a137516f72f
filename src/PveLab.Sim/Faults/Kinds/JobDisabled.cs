using System.Collections.Immutable;
using PveLab.Sim.Backup;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A backup job is disabled.</summary>
public sealed record JobDisabled : JobFault
{
    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job) => job.Properties.SetItem("enabled", "0");
}
