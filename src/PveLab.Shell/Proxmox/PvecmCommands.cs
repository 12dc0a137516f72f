using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Proxmox;

/// <summary><c>pvecm</c>: what corosync knows (pve-cluster: PVE/CLI/pvecm.pm, which runs corosync-quorumtool).</summary>
internal static class PvecmCommands
{
    private const string Class = "PVE::CLI::pvecm";
    private const string NotRunning = "Cannot initialize CMAP service";

    /// <summary>The commands.</summary>
    internal static IEnumerable<CommandBinding> Bindings() =>
    [
        CommandBinding.Own("pvecm status", Class, Verb.Get, "Displays the local view of the cluster status.", ObjectSchema.Empty, Status) with { Printer = Text },
        CommandBinding.Own("pvecm nodes", Class, Verb.Get, "Displays the local view of the cluster nodes.", ObjectSchema.Empty, Nodes) with { Printer = Text },
        CommandBinding.Own("pvecm expected", Class, Verb.Set, "Tells corosync a new value of expected votes.",
            SchemaOf.Object(("expected", SchemaOf.Integer("Expected votes", 1))), Expected, "expected"),
    ];

    private static string Text(JsonNode? result, ApiMethod method, OutputOptions options) => result is JsonValue text ? PerlText.Of(text) : "";

    private static Node Checked(ApiCall call)
    {
        var node = call.Datacenter.Node(call.LocalNode);
        if (node.View.Corosync.ClusterName is null)
            throw new PveException("Error: Corosync config '/etc/pve/corosync.conf' does not exist - is this node part of a cluster?");
        return node;
    }

    private static JsonNode Status(ApiCall call)
    {
        var node = Checked(call);
        var config = node.View.Corosync;
        var text = new StringBuilder();
        text.Append("Cluster information\n-------------------\n");
        foreach (var (label, value) in ((string, string)[])
            [
                ("Name", config.ClusterName!), ("Config Version", Number(config.Version)), ("Transport", config.Totem.GetValueOrDefault("transport", "knet")),
                ("Secure auth", config.Totem.GetValueOrDefault("secauth", "off")),
            ])
            Row(text, label, value, 17);
        text.Append('\n');
        if (node.Membership.Status == MembershipStatus.Down)
        {
            call.Print(text.ToString().TrimEnd('\n') + "\n");
            throw new PveException(NotRunning);
        }
        QuorumTool(text, node, config);
        return text.ToString();
    }

    /// <summary>corosync-quorumtool -siH: nodes by number, ids in hexadecimal, addresses instead of names.</summary>
    private static void QuorumTool(StringBuilder text, Node node, CorosyncConfig config)
    {
        var membership = node.Membership;
        var self = config.Find(node.Name);
        text.Append("Quorum information\n------------------\n");
        Row(text, "Date", Date(node), 17);
        Row(text, "Quorum provider", "corosync_votequorum", 17);
        Row(text, "Nodes", Number(membership.Members.Length), 17);
        Row(text, "Node ID", Hex(self?.Id ?? 0), 17);
        var leader = membership.Members.Select(m => config.Find(m.Name)?.Id ?? 0).Min();
        Row(text, "Ring ID", FormattableString.Invariant($"{leader:x}.{membership.Ring:x}"), 17);
        Row(text, "Quorate", membership.Status == MembershipStatus.Quorate ? "Yes" : "No", 17);
        text.Append("\nVotequorum information\n----------------------\n");
        Row(text, "Expected votes", Number(membership.Expected), 17);
        Row(text, "Highest expected", Number(membership.Expected), 17);
        Row(text, "Total votes", Number(membership.Votes), 17);
        Row(text, "Quorum", Number(membership.Quorum) + (membership.HasEnough ? "  " : " Activity blocked"), 17);
        Row(text, "Flags", membership.HasEnough ? "Quorate " : "", 17);
        text.Append("\nMembership information\n----------------------\n    Nodeid      Votes Name\n");
        foreach (var member in Listed(node, config))
            text.Append(CultureInfo.InvariantCulture, $"{Hex(member.Id)} {member.Votes,10} {member.Address}{(member == self ? " (local)" : "")}\n");
    }

    private static JsonNode Nodes(ApiCall call)
    {
        var node = Checked(call);
        if (node.Membership.Status == MembershipStatus.Down) throw new PveException(NotRunning);
        var config = node.View.Corosync;
        var text = new StringBuilder("\nMembership information\n----------------------\n    Nodeid      Votes Name\n");
        foreach (var member in Listed(node, config))
            text.Append(CultureInfo.InvariantCulture, $"{member.Id,10} {member.Votes,10} {member.Name}{(member.Name == node.Name ? " (local)" : "")}\n");
        return text.ToString();
    }

    private static JsonNode? Expected(ApiCall call)
    {
        var node = Checked(call);
        if (node.Membership.Status == MembershipStatus.Down) throw new PveException(NotRunning);
        if (!node.Datacenter.Memberships.Expect(node, call.Int("expected"))) throw new PveException("Unable to set expected votes: CS_ERR_INVALID_PARAM");
        return null;
    }

    private static IEnumerable<CorosyncNode> Listed(Node node, CorosyncConfig config) =>
        node.Membership.Members.Select(m => config.Find(m.Name)).OfType<CorosyncNode>().OrderBy(m => m.Id);

    private static string Date(Node node) => node.Datacenter.Zone.ToLocal(node.Clock.Now.UnixSeconds).ToCTime();

    private static string Hex(int id) => FormattableString.Invariant($"0x{id:x8}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, string label, string value, int width) => text.Append((label + ":").PadRight(width)).Append(' ').Append(value).Append('\n');
}
