using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>A property of a backup job in jobs.cfg is not what it should be.</summary>
public abstract record JobFault : Fault
{
    /// <summary>The job's id in jobs.cfg.</summary>
    public required string Job { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (world.Jobs.Find(Job) is null) yield return new FaultProblem("job", $"no backup job is called '{Job}'", Job, [.. world.Jobs.Jobs.Select(j => j.Id)]);
    }

    /// <summary>The job's properties as they are now wrong.</summary>
    protected abstract ImmutableSortedDictionary<string, string> Change(JobDefinition job);

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var world = site.World;
        var before = Definition(world);
        Write(world, before with { Properties = Change(before) });
        return () => Write(world, Definition(world) with { Properties = before.Properties });
    }

    private JobDefinition Definition(Datacenter world) => world.Jobs.Find(Job) ?? throw new PveException($"no such job '{Job}'");

    private static void Write(Datacenter world, JobDefinition job) => world.Cluster.WriteText("/jobs.cfg", world.Jobs.With(job).Write());
}
