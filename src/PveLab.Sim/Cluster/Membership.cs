using System.Collections.Immutable;
using PveLab.Sim.Services;

namespace PveLab.Sim.Cluster;

/// <summary>One node's place in the cluster: whom its corosync sees, and whether they have quorum together.</summary>
public sealed class Membership
{
    internal Membership(Node node) => Node = node;

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>Where it stands.</summary>
    public MembershipStatus Status { get; internal set; }

    /// <summary>The nodes it sees, itself included, in the order of corosync's numbers; empty while it is down.</summary>
    public ImmutableArray<Node> Members { get; private set; } = [];

    /// <summary>The ring's sequence number, which grows with every new membership.</summary>
    public long Ring { get; private set; }

    /// <summary>Votes it expects in the whole cluster; <c>pvecm expected</c> changes it until corosync starts again.</summary>
    public int Expected { get; internal set; }

    /// <summary>Votes that are together.</summary>
    public int Votes => Members.Sum(m => Config.Find(m.Name)?.Votes ?? 0);

    /// <summary>Votes that are needed: more than half of those expected (votequorum(5)).</summary>
    public int Quorum => Expected / 2 + 1;

    /// <summary>Whether the votes that are together suffice.</summary>
    public bool HasEnough => Votes >= Quorum;

    private CorosyncConfig Config => Node.View.Corosync;

    internal void Start()
    {
        if (Status != MembershipStatus.Down) return;
        Members = [Node];
        Expected = Config.Votes;
        Ring = Node.Datacenter.Memberships.NextRing();
        Fire(MembershipTrigger.Start);
        Say("[MAIN  ] Corosync Cluster Engine starting up");
        SayMembership([Node], []);
    }

    internal void Stop()
    {
        if (Status == MembershipStatus.Down) return;
        Fire(MembershipTrigger.Stop);
        Members = [];
    }

    /// <summary>A new membership was formed.</summary>
    internal void Form(ImmutableArray<Node> members, long ring)
    {
        var (joined, left) = (members.Except(Members).ToList(), Members.Except(members).ToList());
        (Members, Ring) = (members, ring);
        SayMembership(joined, left);
    }

    /// <summary>The votes are counted.</summary>
    internal void Count()
    {
        switch (Status)
        {
            case MembershipStatus.Blocked when HasEnough:
                Fire(MembershipTrigger.GainQuorum);
                Say("[QUORUM] This node is within the primary component and will provide service.");
                Pmxcfs("[status] notice: node has quorum");
                break;
            case MembershipStatus.Quorate when !HasEnough:
                Fire(MembershipTrigger.LoseQuorum);
                Say("[QUORUM] This node is within the non-primary component and will NOT provide any services.");
                Pmxcfs("[status] notice: node lost quorum");
                break;
        }
    }

    /// <summary>The token does not come round any more.</summary>
    internal void LoseToken(IEnumerable<Node> lost)
    {
        foreach (var id in lost.Select(IdOf))
        {
            Say(FormattableString.Invariant($"[KNET  ] link: host: {id} link: 0 is down"));
            Say(FormattableString.Invariant($"[KNET  ] host: host: {id} has no active links"));
        }
        Say(FormattableString.Invariant($"[TOTEM ] A processor failed, forming new configuration: token timed out ({Config.Token}ms), waiting {Config.Consensus}ms for consensus."));
    }

    private void SayMembership(List<Node> joined, List<Node> left)
    {
        var change = (joined.Count > 0 ? " Members joined: " + Ids(joined) : "") + (left.Count > 0 ? " Members left: " + Ids(left) : "");
        Say(FormattableString.Invariant($"[TOTEM ] A new membership ({IdOf(Members[0]):x}.{Ring:x}) was formed.{change}"));
        Say(FormattableString.Invariant($"[QUORUM] Members[{Members.Length}]: {Ids(Members)}"));
        Say("[MAIN  ] Completed service synchronization, ready to provide service.");
        Pmxcfs("[dcdb] notice: members: " + string.Join(", ", Members.Select(m => FormattableString.Invariant($"{IdOf(m)}/{m.Services.Find("pve-cluster")?.Pid ?? 0}"))));
    }

    private string Ids(IEnumerable<Node> nodes) => string.Join(' ', nodes.Select(n => IdOf(n)).Order());

    /// <summary>A node's number in corosync.conf.</summary>
    internal int IdOf(Node node) => Config.Find(node.Name)?.Id ?? 0;

    private void Say(string text) => Write("corosync", "  " + text);

    private void Pmxcfs(string text) => Write("pve-cluster", text, "pmxcfs");

    private void Write(string service, string text, string? ident = null)
    {
        if (Node.Services.Find(service) is { IsActive: true } unit) Node.Journal.Write(ident ?? service, unit.Pid, text, Priority.Notice, unit.Unit.Id);
    }

    private void Fire(MembershipTrigger trigger) => Node.Datacenter.Lifecycles.Membership.Fire(this, trigger);
}
