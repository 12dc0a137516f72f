using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>A fault of one node.</summary>
public abstract record NodeFault : Fault
{
    /// <summary>The node; the first if not given.</summary>
    public string? Node { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (Node is { } node && !world.Nodes.ContainsKey(node)) yield return new FaultProblem("node", $"no node is called '{node}'", node, [.. world.Nodes.Keys]);
    }

    /// <summary>The node that is meant.</summary>
    protected Node NodeOf(Datacenter world) => Node is { } name ? world.Node(name) : world.Nodes.Values.First();
}
