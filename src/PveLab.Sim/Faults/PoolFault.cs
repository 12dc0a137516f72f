using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Faults;

/// <summary>A fault of a node's ZFS pool.</summary>
public abstract record PoolFault : NodeFault
{
    /// <summary>The pool.</summary>
    public string Pool { get; init; } = "rpool";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Node is { } node && !world.Nodes.ContainsKey(node)) yield break;
        var there = NodeOf(world).Zpools;
        if (!there.ContainsKey(Pool)) yield return new FaultProblem("pool", $"the node has no pool '{Pool}'", Pool, [.. there.Keys]);
    }

    /// <summary>The pool that is meant.</summary>
    /// <exception cref="PveException">The node has it no more.</exception>
    protected ZfsPool PoolOf(Datacenter world) => NodeOf(world).Zpools.GetValueOrDefault(Pool) ?? throw new PveException($"no pool '{Pool}'");
}
