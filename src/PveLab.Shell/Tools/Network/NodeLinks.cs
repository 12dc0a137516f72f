using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools.Network;

/// <summary>A network interface of a node's kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mac">Its hardware address, lower case.</param>
internal sealed record NodeLink(string Name, string Mac)
{
    /// <summary>Its number.</summary>
    public int Index { get; init; }

    /// <summary>The other end of a veth pair, or null.</summary>
    public string? Peer { get; init; }

    /// <summary>The bridge it is a port of, or null.</summary>
    public string? Master { get; init; }

    /// <summary>Its own address in CIDR form, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it carries a signal.</summary>
    public bool Carrier { get; init; } = true;

    /// <summary>Flags as ip shows them.</summary>
    public string Flags { get; init; } = "BROADCAST,MULTICAST,UP,LOWER_UP";

    /// <summary>Queueing discipline.</summary>
    public string Queue { get; init; } = "noqueue";

    /// <summary>UP, DOWN or UNKNOWN.</summary>
    public string State { get; init; } = "UP";

    /// <summary>Name with its peer, as ip shows it.</summary>
    public string Shown => Peer is null ? Name : $"{Name}@{Peer}";
}

/// <summary>The interfaces of a node: loopback, its network card, its bridges, and what running guests add.</summary>
internal static class NodeLinks
{
    /// <summary>All, by number.</summary>
    public static IReadOnlyList<NodeLink> Of(Node node)
    {
        var network = node.Datacenter.Network;
        var bridges = network.Bridges(node);
        var links = new List<NodeLink>
        {
            new("lo", "00:00:00:00:00:00") { Flags = "LOOPBACK,UP,LOWER_UP", State = "UNKNOWN", Address = "127.0.0.1/8" },
        };
        var on = node.Host.Connected;
        var uplink = bridges.FirstOrDefault(b => b.Segment == network.Lab)?.Name;
        links.Add(new NodeLink("nic0", Mac(node.Host.Name + " nic0"))
        {
            Queue = "mq",
            Master = uplink,
            Carrier = on,
            State = on ? "UP" : "DOWN",
            Flags = on ? "BROADCAST,MULTICAST,UP,LOWER_UP" : "NO-CARRIER,BROADCAST,MULTICAST,UP",
        });
        foreach (var bridge in bridges)
        {
            var up = bridge.Segment == network.Lab ? on : node.Guests.Running.Any(g => Ports(g).Any(p => p.Bridge == bridge.Name));
            links.Add(new NodeLink(bridge.Name, bridge.Segment == network.Lab ? Mac(node.Host.Name + " nic0") : Mac($"{node.Name} {bridge.Name}"))
            {
                Address = bridge.Address ?? (bridges.Count == 1 ? node.Host.Address + "/24" : null),
                Carrier = up,
                State = up ? "UP" : "DOWN",
                Flags = up ? "BROADCAST,MULTICAST,UP,LOWER_UP" : "NO-CARRIER,BROADCAST,MULTICAST,UP",
            });
        }
        foreach (var guest in node.Guests.Running)
            foreach (var (key, bridge, firewall) in Ports(guest)) Add(links, guest, key[3..], bridge, firewall);
        return [.. links.Select((l, i) => l with { Index = i + 1 })];
    }

    /// <summary>A hardware address that is always the same for the same name, from Proxmox's range.</summary>
    public static string Mac(string name)
    {
        var digest = Sums.Digest("md5sum", name);
        return $"bc:24:11:{digest[..2]}:{digest[2..4]}:{digest[4..6]}";
    }

    private static IEnumerable<(string Key, string Bridge, bool Firewall)> Ports(Sim.Guests.Guest guest)
    {
        var config = guest.Running ?? guest.Config;
        for (var i = 0; i < 32; i++)
        {
            var key = "net" + i.ToString(CultureInfo.InvariantCulture);
            if (config[key] is not { } text) continue;
            var options = GuestNic.Parse(text);
            if (options.TryGetValue("bridge", out var bridge)) yield return (key, bridge, options.GetValueOrDefault("firewall") == "1");
        }
    }

    private static void Add(List<NodeLink> links, Sim.Guests.Guest guest, string number, string bridge, bool firewall)
    {
        var id = Sizes.Text(guest.Vmid) + "i" + number;
        var inner = firewall ? "fwbr" + id : bridge;
        links.Add(guest is VirtualMachine
            ? new NodeLink("tap" + id, Mac("tap" + id)) { Queue = "fq_codel", Master = inner, State = "UNKNOWN", Flags = "BROADCAST,MULTICAST,PROMISC,UP,LOWER_UP" }
            : new NodeLink("veth" + id, "fe" + Mac("veth" + id)[2..]) { Peer = "if2", Master = inner });
        if (!firewall) return;
        var pair = $"fwpr{Sizes.Text(guest.Vmid)}p{number}";
        links.Add(new NodeLink(inner, Mac(inner)));
        links.Add(new NodeLink(pair, Mac(pair)) { Peer = "fwln" + id, Master = bridge });
        links.Add(new NodeLink("fwln" + id, Mac("fwln" + id)) { Peer = pair, Master = inner });
    }
}
