using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Storage;

/// <summary>NFS servers as a node reaches them.</summary>
public static class NfsServers
{
    /// <summary>Whether the server answers <c>showmount</c> from the node (pve-storage: PVE/Storage/NFSPlugin.pm check_connection).</summary>
    public static bool Answers(Node node, string server) => HostOf(node.Datacenter, server) is { } host && node.Datacenter.Links.Reach(node.Host, host)
        && !node.Datacenter.Exports.Any(e => e.Host == host && e.FileSystem.State == FileSystemState.Hanging);

    /// <summary>What the server offers at <paramref name="path"/>, or null when it offers nothing there.</summary>
    public static Export? Find(Datacenter datacenter, string server, string path) => datacenter.Exports.FirstOrDefault(e =>
        e.Offered && IsNamed(e.Host, server) && e.Path.TrimEnd('/') == path.TrimEnd('/'));

    /// <summary>The paths a server offers, in the order the world names them.</summary>
    public static IEnumerable<string> Offered(Node node, string server) =>
        node.Datacenter.Exports.Where(e => e.Offered && IsNamed(e.Host, server)).Select(e => e.Path);

    private static PhysicalHost? HostOf(Datacenter datacenter, string server) =>
        datacenter.Exports.FirstOrDefault(e => IsNamed(e.Host, server))?.Host;

    private static bool IsNamed(PhysicalHost host, string server) =>
        host.Address == server || string.Equals(host.Name, server, StringComparison.OrdinalIgnoreCase);
}
