using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools;

/// <summary>Turns names into addresses as a node does: /etc/hosts, then the lab's own name service, which knows the machines.</summary>
internal static class HostNames
{
    /// <summary>The address of a name, or null.</summary>
    public static Ipv4? Resolve(Node node, string name)
    {
        var hosts = node.Files.Exists("/etc/hosts") ? node.Files.ReadText("/etc/hosts") : "";
        foreach (var line in hosts.Split('\n'))
        {
            var words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase) && Ipv4.TryParse(words[0], out var listed)) return listed;
        }
        if (name == "localhost") return new Ipv4(0x7f000001);
        return node.Datacenter.Hosts.TryGetValue(name, out var host) && Ipv4.TryParse(host.Address, out var known) ? known : null;
    }
}
