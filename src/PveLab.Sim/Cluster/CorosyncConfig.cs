using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Cluster;

/// <summary>A node in corosync.conf's nodelist.</summary>
/// <param name="Name">Its host name.</param>
/// <param name="Id">Its number.</param>
/// <param name="Votes">How many votes it has.</param>
/// <param name="Address">Its address on link 0.</param>
public sealed record CorosyncNode(string Name, int Id, int Votes, string Address);

/// <summary>What corosync.conf says (pve-cluster: PVE/Corosync.pm parse_conf).</summary>
/// <param name="Text">The text it was read from.</param>
/// <param name="ClusterName">The cluster's name; null for a node on its own.</param>
/// <param name="Version">The configuration's version.</param>
/// <param name="Nodes">The nodes by number.</param>
/// <param name="Totem">The plain settings of the totem section.</param>
public sealed record CorosyncConfig(
    string Text, string? ClusterName, int Version, ImmutableArray<CorosyncNode> Nodes, ImmutableSortedDictionary<string, string> Totem)
{
    private static readonly ImmutableSortedDictionary<string, string> NoSettings = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A node on its own.</summary>
    public static CorosyncConfig None { get; } = new("", null, 0, [], NoSettings);

    /// <summary>Milliseconds without the token until it counts as lost: 3000, and 650 more for every node beyond two (corosync.conf(5)).</summary>
    public int Token => Number(Totem, "token", 3000) + Math.Max(0, Nodes.Length - 2) * Number(Totem, "token_coefficient", 650);

    /// <summary>Milliseconds to agree on who is left.</summary>
    public int Consensus => Token * 12 / 10;

    /// <summary>Every node's votes together.</summary>
    public int Votes => Nodes.Sum(n => n.Votes);

    /// <summary>The node of that name, if it is in the list.</summary>
    public CorosyncNode? Find(string name) => Nodes.FirstOrDefault(n => n.Name == name);

    /// <summary>Reads the text; what is no setting is passed over.</summary>
    public static CorosyncConfig Parse(string text)
    {
        if (text.Length == 0) return None;
        var path = new Stack<string>();
        var totem = NoSettings;
        var nodes = ImmutableArray.CreateBuilder<CorosyncNode>();
        var node = NoSettings;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Split('#')[0].Trim();
            if (line.EndsWith('{')) path.Push(line[..^1].Trim());
            else if (line == "}" && path.TryPop(out var left) && left == "node")
            {
                nodes.Add(NodeOf(node));
                node = NoSettings;
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && path.TryPeek(out var section))
            {
                var (key, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
                if (section == "totem") totem = totem.SetItem(key, value);
                else if (section == "node") node = node.SetItem(key, value);
            }
        }
        return new CorosyncConfig(text, totem.GetValueOrDefault("cluster_name"), Number(totem, "config_version", 1), [.. nodes.OrderBy(n => n.Id)], totem);
    }

    private static CorosyncNode NodeOf(ImmutableSortedDictionary<string, string> settings) => new(
        settings.GetValueOrDefault("name") ?? settings.GetValueOrDefault("ring0_addr") ?? "",
        Number(settings, "nodeid", 0), Number(settings, "quorum_votes", 1), settings.GetValueOrDefault("ring0_addr") ?? "");

    private static int Number(ImmutableSortedDictionary<string, string> settings, string key, int otherwise) =>
        int.TryParse(settings.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
