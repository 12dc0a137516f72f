using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>A container's network lines (pve-container: PVE/LXC/Config.pm parse_lxc_network) and what becomes of them when it boots.</summary>
public static class ContainerNic
{
    private const int MaxNics = 32;

    /// <summary>The network keys of a configuration, in order.</summary>
    internal static IEnumerable<string> Keys(GuestConfig config) =>
        Enumerable.Range(0, MaxNics).Select(i => "net" + i.ToString(CultureInfo.InvariantCulture)).Where(k => config[k] is not null);

    /// <summary>The bridges a configuration plugs interfaces into.</summary>
    internal static IEnumerable<string> Bridges(GuestConfig config) =>
        Keys(config).Select(k => Parse(config[k]!).GetValueOrDefault("bridge")).OfType<string>();

    /// <summary>A line's options: <c>name</c>, <c>bridge</c>, <c>hwaddr</c>, <c>ip</c>, <c>gw</c>, ….</summary>
    public static ImmutableSortedDictionary<string, string> Parse(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
        .Select(p => KeyValuePair.Create(p[0], p[0] == "hwaddr" ? p[1].ToUpperInvariant() : p[1]))
        .Aggregate(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), (all, p) => all.SetItem(p.Key, p.Value));

    /// <summary>The line of those options: the name first, the rest in alphabetical order (print_lxc_network).</summary>
    public static string Print(ImmutableSortedDictionary<string, string> options) =>
        string.Join(',', options.Where(o => o.Key != "name").Prepend(KeyValuePair.Create("name", options.GetValueOrDefault("name", "eth0"))).Select(o => $"{o.Key}={o.Value}"));

    /// <summary>Whether <paramref name="key"/> is one of them.</summary>
    public static bool IsKey(string key) =>
        key.StartsWith("net", StringComparison.Ordinal) && int.TryParse(key.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < MaxNics;

    /// <summary>A random address below the datacenter's prefix (pve-common: PVE/Tools.pm random_ether_addr).</summary>
    public static string NewMac(Cluster.Node node)
    {
        var mac = node.Datacenter.Chance["mac"];
        return string.Create(CultureInfo.InvariantCulture, $"BC:24:11:{mac.Below(256):X2}:{mac.Below(256):X2}:{mac.Below(256):X2}");
    }

    /// <summary>Brings the interfaces up: <c>ip=dhcp</c> asks, an address in CIDR form stands, anything else has none.</summary>
    internal static IEnumerable<GuestNic> Connect(Container container, GuestConfig config)
    {
        foreach (var key in Keys(config))
        {
            var options = Parse(config[key]!);
            var mac = options.GetValueOrDefault("hwaddr", "");
            var segment = options.GetValueOrDefault("link_down") is "1" ? null
                : options.TryGetValue("bridge", out var bridge) ? container.Node.Datacenter.Network.BridgeOf(container.Node, bridge)?.Segment : null;
            var nic = new GuestNic(key, mac, segment, null, 0, false) { Device = options.GetValueOrDefault("name", "eth0") };
            yield return options.GetValueOrDefault("ip") switch
            {
                "dhcp" => segment?.Dhcp?.Lease(mac) is { } leased
                    ? nic with { Address = leased, Prefix = segment.Subnet!.Value.Prefix, Dynamic = true }
                    : nic with { Dynamic = true },
                { } cidr when Ipv4Network.TryParse(cidr, out var network, out var address) => nic with { Address = address, Prefix = network.Prefix },
                _ => nic,
            };
        }
    }
}
