using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>A network interface of a running guest.</summary>
/// <param name="Key">Its configuration key, <c>net0</c>.</param>
/// <param name="Mac">Its hardware address, upper case.</param>
/// <param name="Segment">The segment its bridge is on; null when it is unplugged.</param>
/// <param name="Address">Its IPv4 address; null when it got none.</param>
/// <param name="Prefix">Length of its network prefix.</param>
/// <param name="Dynamic">Whether the address came from DHCP.</param>
public sealed record GuestNic(string Key, string Mac, Segment? Segment, Ipv4? Address, int Prefix, bool Dynamic)
{
    private const int MaxNics = 32;

    private static readonly string[] Models =
        ["e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "i82551", "i82557b", "i82559er", "ne2k_isa", "ne2k_pci", "pcnet", "rtl8139", "virtio", "vmxnet3"];

    /// <summary>The name Linux gives it.</summary>
    public string Device { get; init; } = "ens" + (18 + int.Parse(Key.AsSpan(3), CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The network keys of a configuration, in order.</summary>
    internal static IEnumerable<string> Keys(GuestConfig config) =>
        Enumerable.Range(0, MaxNics).Select(i => "net" + i.ToString(CultureInfo.InvariantCulture)).Where(k => config[k] is not null);

    /// <summary>A network line's options: <c>model</c>, <c>macaddr</c>, <c>bridge</c>, <c>link_down</c>, … (qemu-server: PVE/QemuServer/Network.pm parse_net).</summary>
    public static ImmutableSortedDictionary<string, string> Parse(string value)
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, text) = part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (part[..at], part[(at + 1)..]) : (part, "");
            if (Models.Contains(key))
            {
                options["model"] = key;
                if (text.Length > 0) options["macaddr"] = text.ToUpperInvariant();
            }
            else if (text.Length == 0)
            {
                options["model"] = key;
            }
            else
            {
                options[key] = key == "macaddr" ? text.ToUpperInvariant() : text;
            }
        }
        return options.ToImmutable();
    }

    /// <summary>The line of those options: the model with its MAC first, the rest by name (print_net).</summary>
    public static string Print(ImmutableSortedDictionary<string, string> options)
    {
        var model = options.GetValueOrDefault("model", "virtio");
        var head = options.TryGetValue("macaddr", out var mac) ? $"{model}={mac}" : model;
        return string.Join(',', options.Where(o => o.Key is not ("model" or "macaddr")).Select(o => $"{o.Key}={o.Value}").Prepend(head));
    }

    /// <summary>A random MAC address below Proxmox's prefix (pve-common: PVE/Tools.pm random_ether_addr).</summary>
    public static string RandomMac(Datacenter datacenter)
    {
        var chance = datacenter.Chance["mac"];
        return string.Create(CultureInfo.InvariantCulture, $"BC:24:11:{chance.Below(256):X2}:{chance.Below(256):X2}:{chance.Below(256):X2}");
    }

    /// <summary>Brings a guest's interfaces up: the first may have a static address, the others ask DHCP.</summary>
    internal static ImmutableArray<GuestNic> Connect(Guest guest, GuestConfig config, GuestSystem system)
    {
        var network = guest.Node.Datacenter.Network;
        var nics = ImmutableArray.CreateBuilder<GuestNic>();
        foreach (var key in Keys(config))
        {
            var options = Parse(config[key]!);
            var mac = options.GetValueOrDefault("macaddr", "");
            var segment = options.GetValueOrDefault("link_down") is "1" ? null
                : options.TryGetValue("bridge", out var bridge) ? network.BridgeOf(guest.Node, bridge)?.Segment : null;
            if (nics.Count == 0 && system.StaticAddress is { } fixedAddress && Ipv4Network.TryParse(fixedAddress, out var network4, out var address))
                nics.Add(new GuestNic(key, mac, segment, address, network4.Prefix, false));
            else
                nics.Add(segment?.Dhcp?.Lease(mac) is { } leased
                    ? new GuestNic(key, mac, segment, leased, segment.Subnet!.Value.Prefix, true)
                    : new GuestNic(key, mac, segment, null, 0, true));
        }
        return nics.ToImmutable();
    }
}
