using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A replication job is disabled: the copy is there, and grows older.</summary>
public sealed record ReplicationDisabled : Fault
{
    /// <summary>The job's id, for example <c>100-0</c>.</summary>
    public required string Job { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (world.Replication.Find(Job) is null)
            yield return new FaultProblem("job", $"no replication job is called '{Job}'", Job, [.. world.Replication.Jobs.Select(j => j.Id)]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        Switch(site.World, disabled: true);
        return () => Switch(site.World, disabled: false);
    }

    private void Switch(Datacenter world, bool disabled)
    {
        var config = world.Replication;
        if (config.Find(Job) is not { } job) throw new PveException($"no such job '{Job}'");
        config.With(disabled ? job.With("disable", "1") : job with { Properties = job.Properties.Remove("disable") }).Save(world.Cluster);
    }
}
