using System.Collections.Immutable;
using System.Numerics;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>
/// Corosync of all nodes: who sees whom, when they notice, and who shares /etc/pve. Losing somebody takes the token timeout and the
/// consensus timeout, finding somebody about two seconds. A part of the cluster whose nodes all reach each other forms one membership.
/// </summary>
public sealed class Memberships
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Finding = TimeSpan.FromSeconds(2);

    private readonly Datacenter datacenter;
    private Appointment? settling;
    private long ring = 4;
    private bool begun;

    internal Memberships(Datacenter datacenter)
    {
        this.datacenter = datacenter;
        datacenter.Links.Changed += Look;
    }

    /// <summary>Whether the nodes form a cluster at all.</summary>
    public bool IsCluster => begun;

    /// <summary>The members of a cluster find each other when the world is switched on.</summary>
    internal void Begin()
    {
        if (datacenter.View.Corosync.ClusterName is null) return;
        begun = true;
        foreach (var node in datacenter.Nodes.Values)
        {
            node.Services.Changed += service => Hear(node, service);
            if (Runs(node)) node.Membership.Start();
        }
        Settle();
    }

    internal long NextRing() => ring += 4;

    /// <summary>Sets how many votes the node's part of the cluster expects (<c>pvecm expected</c>).</summary>
    /// <returns>False when corosync refuses the number: more votes than there are, or a quorum of less than half of those present.</returns>
    public bool Expect(Node node, int votes)
    {
        var (present, quorum) = (node.Membership.Votes, votes / 2 + 1);
        if (quorum < present / 2 || quorum > present) return false;
        foreach (var member in node.Membership.Members) member.Membership.Expected = votes;
        Apply();
        return true;
    }

    private void Hear(Node node, Service service)
    {
        if (service.Unit.Name != "corosync") return;
        if (Runs(node))
        {
            node.Membership.Start();
            Apply();
        }
        else
        {
            Leave(node);
            if (service.Status == ServiceStatus.Inactive && node.Host.Powered) SettleSoon();
        }
        Look();
    }

    /// <summary>Corosync that stops in order says goodbye: nobody waits for the token.</summary>
    private void SettleSoon()
    {
        settling?.Cancel();
        settling = datacenter.Clock.After(Goodbye, Settle);
    }

    internal void Leave(Node node)
    {
        node.Membership.Stop();
        if (begun) node.Show(node.Host.Powered ? Apart([node]) : datacenter.View);
    }

    private static bool Runs(Node node) => node.Services.IsActive("corosync");

    /// <summary>Something changed that corosync may notice.</summary>
    internal void Look()
    {
        if (!begun || settling is { Cancelled: false }) return;
        var config = datacenter.View.Corosync;
        var changes = Changes(Parts()).ToList();
        if (changes.Count == 0) return;
        if (changes.TrueForAll(c => c.Lost.Count == 0))
        {
            settling = datacenter.Clock.After(Finding, Settle);
            return;
        }
        settling = datacenter.Clock.After(TimeSpan.FromMilliseconds(config.Token), () =>
        {
            foreach (var (node, lost) in Changes(Parts()).Where(c => c.Lost.Count > 0).ToList()) node.Membership.LoseToken(lost);
            settling = datacenter.Clock.After(TimeSpan.FromMilliseconds(config.Consensus), Settle);
        });
    }

    private void Settle()
    {
        settling = null;
        foreach (var part in Parts())
        {
            if (part.All(n => n.Membership.Members.SequenceEqual(part))) continue;
            var number = NextRing();
            var expected = part.Max(n => n.Membership.Expected);
            foreach (var node in part)
            {
                node.Membership.Expected = expected;
                node.Membership.Form(part, number);
            }
        }
        Apply();
        Look();
    }

    /// <summary>Counts votes, and gives each part of the cluster its view of /etc/pve.</summary>
    private void Apply()
    {
        var parts = datacenter.Nodes.Values.Where(n => n.Membership.Status != MembershipStatus.Down)
            .GroupBy(n => n.Membership.Ring).Select(g => g.ToList()).ToList();
        var primary = parts.Where(p => p[0].Membership.HasEnough)
            .OrderByDescending(p => p.Exists(n => n.View == datacenter.View && n.HasQuorum)).FirstOrDefault();
        foreach (var part in parts)
        {
            var view = part == primary ? datacenter.View : Apart(part);
            foreach (var node in part)
            {
                node.Membership.Count();
                node.Show(view);
            }
        }
    }

    /// <summary>What a part keeps that does not belong to the quorate one: the copy it has, or a copy of what everybody had until now.</summary>
    private ClusterView Apart(List<Node> part)
    {
        var view = part.Select(n => n.View).FirstOrDefault(v => v != datacenter.View) ?? datacenter.View.Copy(datacenter.Facts);
        view.Files.WriteGuard = part[0].Membership.HasEnough ? null : _ => Files.Errno.Access;
        return view;
    }

    private static IEnumerable<(Node Node, List<Node> Lost)> Changes(List<ImmutableArray<Node>> parts)
    {
        foreach (var part in parts)
            foreach (var node in part)
                if (!node.Membership.Members.SequenceEqual(part)) yield return (node, node.Membership.Members.Except(part).ToList());
    }

    /// <summary>The parts whose nodes all reach each other, the largest first, of equal ones that with the lowest numbers.</summary>
    private List<ImmutableArray<Node>> Parts()
    {
        var config = datacenter.View.Corosync;
        var left = config.Nodes.Select(n => datacenter.Nodes.GetValueOrDefault(n.Name)).OfType<Node>()
            .Where(n => n.Membership.Status != MembershipStatus.Down).ToList();
        var parts = new List<ImmutableArray<Node>>();
        while (left.Count > 0)
        {
            var part = Largest(left);
            parts.Add(part);
            left.RemoveAll(part.Contains);
        }
        return parts;
    }

    private ImmutableArray<Node> Largest(List<Node> nodes)
    {
        ImmutableArray<Node> best = [];
        for (var mask = 1; mask < 1 << nodes.Count; mask++)
        {
            if (BitOperations.PopCount((uint)mask) < best.Length) continue;
            ImmutableArray<Node> part = [.. nodes.Where((_, i) => (mask & (1 << i)) != 0)];
            if (!part.All(a => part.All(b => datacenter.CanReach(a, b)))) continue;
            if (part.Length > best.Length || Before(nodes, part, best)) best = part;
        }
        return best;
    }

    private static bool Before(List<Node> nodes, ImmutableArray<Node> one, ImmutableArray<Node> other)
    {
        for (var i = 0; i < one.Length; i++)
            if (one[i] != other[i]) return nodes.IndexOf(one[i]) < nodes.IndexOf(other[i]);
        return false;
    }
}
