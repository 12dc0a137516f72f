using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary>
/// <c>/cluster/log</c> (pve-manager: PVE/API2/Cluster.pm; pve-cluster: PVE/Cluster.pm log_msg, src/pmxcfs/logger.c). What a program tells the cluster
/// it writes to its node's journal in the same breath, behind the name of whom it works for: that is where it is read.
/// </summary>
public static class ClusterLogMethods
{
    private const int Default = 50;

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/log", Verb = Verb.Get, Description = "Read cluster log",
            Parameters = Object(("max", Optional(Integer("Maximum number of entries.", 1)))), Returns = Array(Object()), Handler = Log,
        },
    ];

    private static JsonArray Log(ApiCall call)
    {
        var most = call.OptionalInt("max") ?? Default;
        var newest = call.Datacenter.Nodes.Values.SelectMany(node => Told(node).Take(most))
            .OrderByDescending(e => e.Entry.At.Milliseconds).ThenByDescending(e => e.Number).ThenBy(e => e.Node, StringComparer.Ordinal).Take(most);
        return new JsonArray([.. newest.Select(Describe)]);
    }

    /// <summary>What a node's programs told the cluster, the newest first, numbered as they wrote.</summary>
    private static IEnumerable<(string Node, long Number, JournalEntry Entry)> Told(Node node)
    {
        var number = node.Journal.Written;
        foreach (var entry in node.Journal.Entries.Reverse())
        {
            if (UserOf(entry.Text) is not null) yield return (node.Name, number, entry);
            number--;
        }
    }

    private static JsonObject Describe((string Node, long Number, JournalEntry Entry) told)
    {
        var (node, number, entry) = told;
        var user = UserOf(entry.Text)!;
        return new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{number}:{node}"),
            ["msg"] = entry.Text[(user.Length + 3)..],
            ["node"] = node,
            ["pid"] = entry.Pid,
            ["pri"] = (int)entry.Priority,
            ["tag"] = entry.Ident,
            ["time"] = entry.At.UnixSeconds,
            ["uid"] = number,
            ["user"] = user,
        };
    }

    /// <summary>The user in front of a line, <c>&lt;root@pam&gt; starting task …</c>; null for a line that only the journal has.</summary>
    private static string? UserOf(string text) =>
        text.StartsWith('<') && text.IndexOf("> ", StringComparison.Ordinal) is > 1 and var end && text.AsSpan(1, end - 1).IndexOfAny(' ', '<') < 0 ? text[1..end] : null;
}
