using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>
/// The lab network: one segment that machines and bridges with a port are plugged into, with a router and a DHCP server; a bridge
/// without ports is a segment of its own within its node, the place to start a restored copy safely.
/// </summary>
public sealed partial class Network(Datacenter datacenter)
{
    private readonly SortedDictionary<string, Segment> isolated = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<Bridge>> bridges = new(StringComparer.Ordinal);

    /// <summary>The world it belongs to.</summary>
    public Datacenter Datacenter { get; } = datacenter;

    /// <summary>The segment's addresses, as the world file gives them.</summary>
    public NetworkDefinition? Definition { get; private set; }

    /// <summary>The lab segment.</summary>
    public Segment Lab { get; private set; } = new("lab");

    /// <summary>Sets up the segment and its DHCP server; hosts are already known to the datacenter.</summary>
    /// <exception cref="WorldException">An address makes no sense.</exception>
    public void Configure(NetworkDefinition definition)
    {
        Definition = definition;
        if (!Ipv4Network.TryParse(definition.Subnet, out var subnet, out _)) throw new WorldException($"network: '{definition.Subnet}' is no subnet");
        Lab = new Segment("lab")
        {
            Subnet = subnet,
            Gateway = Address(definition.Gateway),
            Dhcp = new DhcpServer(Address(definition.DhcpFrom), Address(definition.DhcpTo)),
        };
        bridges.Clear();

        static Ipv4 Address(string text) => Ipv4.TryParse(text, out var address) ? address : throw new WorldException($"network: '{text}' is no IPv4 address");
    }

    /// <summary>A node's bridges, as its /etc/network/interfaces had them when it was last applied.</summary>
    public IReadOnlyList<Bridge> Bridges(Node node)
    {
        if (!bridges.ContainsKey(node.Name)) Apply(node);
        return bridges[node.Name];
    }

    /// <summary>Makes the node's /etc/network/interfaces true: at boot, and by <c>ifreload -a</c>.</summary>
    public void Apply(Node node)
    {
        var before = bridges.GetValueOrDefault(node.Name);
        bridges[node.Name] = node.Files.Find("/etc/network/interfaces") is Files.TextFile file ? [.. Read(node, file.Text)] : [new Bridge("vmbr0", Lab, null)];
        if (before is null) return;
        var names = (Old: string.Join(' ', before.Select(b => b.Name)), New: string.Join(' ', bridges[node.Name].Select(b => b.Name)));
        if (names.Old != names.New) Datacenter.Facts.StatusChanged($"bridges of {node.Name}", names.Old, names.New, nameof(Apply));
    }

    /// <summary>Who has that address as seen from a node; null when it cannot be reached.</summary>
    public Station? StationAt(Node from, Ipv4 address) => InterfacesOf(from).Where(i => i.Subnet.Contains(address))
        .SelectMany(i => Stations(i.Segment, from.Host))
        .FirstOrDefault(s => s.Address == address);

    /// <summary>Those of a segment that packets from a machine reach.</summary>
    public IEnumerable<Station> Stations(Segment segment, PhysicalHost from) =>
        Stations(segment).Where(s => s.Host == from || segment != Lab || (s.Host is { } host ? Datacenter.Links.Reach(from, host) : from.OnNetwork));

    /// <summary>The bridge of that name on a node, or null.</summary>
    public Bridge? BridgeOf(Node node, string name) => Bridges(node).FirstOrDefault(b => b.Name == name);

    /// <summary>Everybody who has power, a cable and an address on <paramref name="segment"/>.</summary>
    public IEnumerable<Station> Stations(Segment segment)
    {
        if (segment.Gateway is { } gateway) yield return new Station("gateway", gateway, "", null, null);
        foreach (var host in Datacenter.Hosts.Values)
        {
            var node = Datacenter.Nodes.GetValueOrDefault(host.Name);
            if (segment == Lab ? !host.OnNetwork : !host.Powered) continue;
            foreach (var address in AddressesOf(host, node, segment)) yield return new Station(host.Name, address, "", host, null);
            if (node is null) continue;
            foreach (var guest in node.Guests.Running.Where(g => g.Os.Networked))
                foreach (var nic in guest.Os.Nics)
                    if (nic.Segment == segment && nic.Address is { } address)
                        yield return new Station(NameOf(guest), address, nic.Mac, host, guest);
        }
    }

    /// <summary>Another station with an address or a MAC of the guest, null when there is none.</summary>
    public static Station? Rival(Guest guest) =>
        (from nic in guest.Os.Nics
         where nic is { Segment: not null, Address: not null }
         from other in guest.Node.Datacenter.Network.Stations(nic.Segment!)
         where other.Guest != guest && (other.Address == nic.Address || other.Mac.Length > 0 && other.Mac == nic.Mac)
         select other).FirstOrDefault();

    /// <summary>How facts call a guest.</summary>
    internal static string NameOf(Guest guest) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"guest {guest.Vmid}");

    /// <summary>The interfaces a node sends from.</summary>
    internal IEnumerable<(Segment Segment, Ipv4Network Subnet, Ipv4 Address)> InterfacesOf(Node node)
    {
        if (!node.Host.Powered) yield break;
        var any = false;
        foreach (var bridge in Bridges(node))
            if (bridge.Address is { } cidr && Ipv4Network.TryParse(cidr, out var subnet, out var address))
            {
                any = true;
                yield return (bridge.Segment, subnet, address);
            }
        if (!any && Lab.Subnet is { } lab && Ipv4.TryParse(node.Host.Address, out var plain)) yield return (Lab, lab, plain);
    }

    /// <summary>The interfaces a guest sends from.</summary>
    internal static IEnumerable<(Segment Segment, Ipv4Network Subnet, Ipv4 Address)> InterfacesOf(Guest guest)
    {
        if (!guest.Os.Networked) yield break;
        foreach (var nic in guest.Os.Nics)
            if (nic is { Segment: { } segment, Address: { } address })
                yield return (segment, Ipv4Network.Of(address, nic.Prefix), address);
    }

    private IEnumerable<Ipv4> AddressesOf(PhysicalHost host, Node? node, Segment segment)
    {
        var any = false;
        foreach (var bridge in node is null ? [] : Bridges(node))
            if (bridge.Address is { } cidr && Ipv4Network.TryParse(cidr, out _, out var address))
            {
                any = true;
                if (bridge.Segment == segment) yield return address;
            }
        if (!any && segment == Lab && Ipv4.TryParse(host.Address, out var plain)) yield return plain;
    }

    private IEnumerable<Bridge> Read(Node node, string text)
    {
        foreach (var stanza in Stanza().Split(text))
        {
            if (BridgeName().Match(stanza) is not { Success: true } head) continue;
            var name = head.Groups[1].Value;
            var options = stanza.Split('\n').Skip(1)
                .Select(l => l.Split('#')[0].Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(p => p.Length == 2).GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);
            var ports = options.GetValueOrDefault("bridge-ports") ?? options.GetValueOrDefault("bridge_ports");
            if (ports is null && !name.StartsWith("vmbr", StringComparison.Ordinal)) continue;
            var address = options.GetValueOrDefault("address");
            if (address is not null && !address.Contains('/', StringComparison.Ordinal)) address += "/24";
            yield return new Bridge(name, ports is null or "none" ? Isolated(node, name) : Lab, address);
        }
    }

    private Segment Isolated(Node node, string bridge)
    {
        var name = $"{node.Name}/{bridge}";
        return isolated.TryGetValue(name, out var segment) ? segment : isolated[name] = new Segment(name);
    }

    [GeneratedRegex(@"^(?=\s*(?:iface|auto|allow-\w+|source\S*|mapping)\s)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Stanza();

    [GeneratedRegex(@"\A\s*iface\s+(\S+)\s+inet\s", RegexOptions.CultureInvariant)]
    private static partial Regex BridgeName();
}
