using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Somebody tidied up on a node and destroyed the snapshots that a guest's replication stands on: an increment finds no base there any more. The copy itself is
/// still good; it has to be made anew, or the replication finds another common snapshot.
/// </summary>
public sealed record ReplicationSnapshotMissing : GuestFault
{
    /// <summary>The node on which they are destroyed: source or target.</summary>
    public required string Node { get; init; }

    /// <summary>What the snapshots' names begin with.</summary>
    public string Prefix { get; init; } = "__replicate_";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (!world.Nodes.ContainsKey(Node)) yield return new FaultProblem("node", $"no node is called '{Node}'", Node, [.. world.Nodes.Keys]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var found = site.World.Node(Node).Zpools.Values.SelectMany(p => p.Datasets.Values).Where(IsOfGuest)
            .SelectMany(d => d.Snapshots).Where(s => s.Name.StartsWith(Prefix, StringComparison.Ordinal) && s.Holds.Count == 0 && !s.Clones.Any()).ToList();
        if (found.Count == 0) throw new PveException($"no snapshot of {Prefix} on {Node}");
        foreach (var snapshot in found) snapshot.Dataset.Pool.Destroy(snapshot);
        return null;
    }

    private bool IsOfGuest(ZfsDataset dataset)
    {
        var parts = dataset.ShortName.Split('-');
        return parts.Length > 2 && parts[1] == Guest.ToString(CultureInfo.InvariantCulture);
    }
}
