using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Migration;

/// <summary>The way by ssh from one node to another: its command line as messages show it, and whether it works (pve-cluster: PVE/SSHInfo.pm).</summary>
/// <param name="From">The node that connects.</param>
/// <param name="To">The node it connects to.</param>
public sealed record NodeTunnel(Node From, Node To)
{
    /// <summary>How long ssh takes until a command runs.</summary>
    public static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(320);

    /// <summary>How long the kernel looks for a machine of its own network before it gives up (three ARP requests).</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(3);

    /// <summary>How long an open connection may get no answer until it is given up (net.ipv4.tcp_retries2).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(924);

    /// <summary>Whether packets pass and somebody listens.</summary>
    public bool IsOpen => From.Datacenter.CanReach(From, To);

    /// <summary>The address it connects to.</summary>
    public string Address => To.Host.Address;

    /// <summary>What ssh says when nobody answers.</summary>
    public string NoRoute => $"ssh: connect to host {Address} port 22: No route to host";

    /// <summary>The command line of a remote command (ssh_info_to_command, cmd2string).</summary>
    public string Command(string remote)
    {
        var hosts = $"/etc/pve/nodes/{To.Name}/ssh_known_hosts";
        var known = From.Files.Find(hosts) is FileEntry ? $" -o 'UserKnownHostsFile={hosts}' -o 'GlobalKnownHostsFile=none'" : "";
        return $"/usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias={To.Name}'{known} root@{Address} {remote}";
    }

    /// <summary>The command line of a pipe into a remote command.</summary>
    public string Pipe(string local, string remote) => $"set -o pipefail && {local} | {Command("-- " + remote)}";

    /// <summary>Words as a command line shows them.</summary>
    public static string Words(params IEnumerable<string> words) => string.Join(' ', words.Select(BackupText.ShellQuote));

    /// <summary>The lanes between the two machines.</summary>
    public IEnumerable<Lane> Lanes => ((Lane?[])[From.Host.Link, To.Host.Link]).OfType<Lane>();
}
