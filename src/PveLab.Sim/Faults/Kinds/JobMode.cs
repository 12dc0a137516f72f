using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A backup job works in another mode than was meant: <c>stop</c> shuts every guest down for its backup, <c>suspend</c> halts it.</summary>
public sealed record JobMode : JobFault
{
    private static readonly string[] Modes = ["snapshot", "stop", "suspend"];

    /// <summary>The mode.</summary>
    public string Mode { get; init; } = "stop";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!Modes.Contains(Mode)) yield return new FaultProblem("mode", $"no mode is called '{Mode}'", Mode, Modes);
    }

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job) => job.Properties.SetItem("mode", Mode);
}
