using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node's network cable is out, or only the path between it and another machine is cut: it goes on, and nobody hears of it.</summary>
public sealed record LinkCut : NodeFault
{
    /// <summary>The machine that it does not reach any more; null for all of them.</summary>
    public string? From { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (From is { } from && !world.Hosts.ContainsKey(from)) yield return new FaultProblem("from", $"no machine is called '{from}'", from, [.. world.Hosts.Keys]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (host, links) = (NodeOf(site.World).Host, site.World.Links);
        if (From is not { } from)
        {
            host.Disconnect();
            return host.Connect;
        }
        links.Cut(host.Name, from);
        return () => links.Mend(host.Name, from);
    }
}
