using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node's network link is slow: a bad cable, a port that negotiated 100 Mbit/s.</summary>
public sealed record NodeLinkSlow : NodeFault
{
    /// <summary>Bytes per second, as a size.</summary>
    public string Rate { get; init; } = "11M";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("rate", Rate));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var node = NodeOf(site.World);
        var lane = node.Host.Link ?? throw new PveException($"node '{node.Name}' has no link");
        var before = lane.BytesPerSecond;
        site.World.Bandwidth.Change(lane, FaultSizes.Bytes(Rate));
        return () => site.World.Bandwidth.Change(lane, before);
    }
}
