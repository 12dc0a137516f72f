using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node's network is cut: its cable is out, or nothing passes between it and one other machine.</summary>
public sealed record LinkCut : NodeFault
{
    /// <summary>The machine it does not reach any more; every one if not given.</summary>
    public string? Peer { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(HostFault.Check(world, "peer", Peer));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (host, links) = (NodeOf(site.World).Host, site.World.Links);
        if (Peer is { } peer)
        {
            links.Cut(host.Name, peer);
            return () => links.Mend(host.Name, peer);
        }
        host.Disconnect();
        return host.Connect;
    }
}
