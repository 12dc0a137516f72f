using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Two jobs fire at once: a second one with the first one's schedule and guests. Only one vzdump works on a node at a time, the other waits for the
/// global lock, and gives up after the minutes of <c>lockwait</c> in /etc/vzdump.conf.
/// </summary>
public sealed record JobOverlap : JobFault
{
    private const string Defaults = "/etc/vzdump.conf";

    /// <summary>Id of the second job.</summary>
    public string Second { get; init; } = "nightly-copy";

    /// <summary>Minutes a vzdump waits for the lock, written to every node's /etc/vzdump.conf; null leaves the usual three hours.</summary>
    public int? LockWait { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (world.Jobs.Find(Second) is not null) yield return new FaultProblem("second", $"there is a job '{Second}' already");
        if (LockWait < 0) yield return new FaultProblem("lockWait", "lockWait: 0 or more minutes");
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var world = site.World;
        var first = world.Jobs.Find(Job) ?? throw new PveException($"no such job '{Job}'");
        if (LockWait is { } minutes) foreach (var node in world.Nodes.Values) Append(node.Files, FormattableString.Invariant($"lockwait: {minutes}\n"));
        world.Cluster.WriteText("/jobs.cfg", world.Jobs.With(first with { Id = Second, Properties = Change(first) }).Write());
        return () =>
        {
            if (world.Jobs.Find(Second) is not null) world.Cluster.WriteText("/jobs.cfg", world.Jobs.Without(Second).Write());
        };
    }

    /// <inheritdoc />
    protected override ImmutableSortedDictionary<string, string> Change(JobDefinition job) => job.Properties.Remove("comment").Remove("id");

    private static void Append(FileTree files, string line) =>
        files.WriteText(Defaults, (files.Exists(Defaults) ? files.ReadText(Defaults) : "") + line);
}
