using System.Text.RegularExpressions;

namespace PveLab.Sim.Cluster;

/// <summary>The cluster's name in corosync.conf.</summary>
public static partial class ClusterName
{
    /// <summary>The name, or null for a node on its own.</summary>
    public static string? Of(Datacenter datacenter) =>
        datacenter.Cluster.Find("/corosync.conf") is Files.TextFile { Text: var text } && Line().Match(text) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    [GeneratedRegex(@"^\s*cluster_name:\s*(\S+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
