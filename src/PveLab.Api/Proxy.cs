using System.Globalization;
using PveLab.Sim;
using PveLab.Sim.Cluster;

namespace PveLab.Api;

/// <summary>
/// Calls about another node are made there: pvesh goes through ssh (pve-manager: PVE/CLI/pvesh.pm proxy_handler), the web interface's server
/// through a connection of its own (pve-http-server: PVE/APIServer/AnyEvent.pm proxy_request).
/// </summary>
public static class Proxy
{
    private const int NoRoute = 595;

    /// <summary>Where a call is made whose path names <paramref name="node"/>; pvesh's way.</summary>
    /// <param name="call">The call, as made on its local node.</param>
    /// <param name="node">The node in the path.</param>
    /// <param name="word">pvesh's word: <c>get</c>, <c>create</c>, ….</param>
    /// <param name="path">The path.</param>
    /// <exception cref="PveException">There is no way to that node: ssh says so itself, pvesh tells that it failed.</exception>
    public static Node ThroughSsh(ApiCall call, string node, string word, string path)
    {
        var (from, to) = (call.Datacenter.Node(call.LocalNode), call.Datacenter.Node(node));
        if (from.Reaches(to)) return to;
        call.Warn($"ssh: connect to host {to.Host.Address} port 22: No route to host");
        var known = $"/nodes/{to.Name}/ssh_known_hosts";
        var hosts = from.Cluster.Exists(known) ? $" -o 'UserKnownHostsFile=/etc/pve{known}' -o 'GlobalKnownHostsFile=none'" : "";
        throw new PveException($"proxy handler failed: command '/usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias={to.Name}'{hosts} root@{to.Host.Address}"
            + string.Create(CultureInfo.InvariantCulture, $" -- pvesh --noproxy {word} {path} --output-format json' failed: exit code 255"));
    }

    /// <summary>Where a call is made whose path names <paramref name="node"/>; the web interface's way.</summary>
    /// <exception cref="PveException"><c>595 No route to host</c>.</exception>
    public static Node ThroughServer(Datacenter datacenter, string local, string node)
    {
        var (from, to) = (datacenter.Node(local), datacenter.Node(node));
        return from.Reaches(to) ? to : throw new PveException("No route to host", NoRoute);
    }
}
