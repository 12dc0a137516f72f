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
    private const int NoConnection = 595;

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

    /// <summary>
    /// Where a call of the web interface is made: pveproxy of the node it talks to answers, or asks that of the node in the path; what changes
    /// something is done by pvedaemon there.
    /// </summary>
    /// <param name="datacenter">The world.</param>
    /// <param name="local">The node whose web interface is used.</param>
    /// <param name="node">The node in the path; null for none.</param>
    /// <param name="verb">What is done.</param>
    /// <exception cref="ConnectionException">No pveproxy answers the browser.</exception>
    /// <exception cref="PveException"><c>595 No route to host</c>, <c>595 Connection refused</c>.</exception>
    public static Node ThroughServer(Datacenter datacenter, string local, string? node, Verb verb)
    {
        var (from, to) = (datacenter.Node(local), datacenter.Node(node ?? local));
        if (!from.Services.IsActive("pveproxy")) throw new ConnectionException();
        if (!from.Reaches(to)) throw new PveException("No route to host", NoConnection);
        if (!to.Services.IsActive("pveproxy") || (verb != Verb.Get && !to.Services.IsActive("pvedaemon"))) throw new PveException("Connection refused", NoConnection);
        return to;
    }
}

/// <summary>Nobody answers the browser; it says so in the web interface's words (proxmox-widget-toolkit: src/Utils.js getResponseErrorMessage).</summary>
public sealed class ConnectionException() : PveException("Connection error");
