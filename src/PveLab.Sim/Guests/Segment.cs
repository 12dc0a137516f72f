using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>An Ethernet segment: whoever is on it hears everybody else on it.</summary>
/// <param name="Name"><c>lab</c>, or node and bridge for one that stays within a node.</param>
public sealed record Segment(string Name)
{
    /// <summary>Its addresses; null when it has no router, as a bridge without ports.</summary>
    public Ipv4Network? Subnet { get; init; }

    /// <summary>Its router, which always answers.</summary>
    public Ipv4? Gateway { get; init; }

    /// <summary>Its DHCP server.</summary>
    public DhcpServer? Dhcp { get; init; }
}

/// <summary>A Linux bridge of a node.</summary>
/// <param name="Name"><c>vmbr0</c>.</param>
/// <param name="Segment">What it is plugged into.</param>
/// <param name="Address">The node's own address on it, in CIDR form.</param>
public sealed record Bridge(string Name, Segment Segment, string? Address);

/// <summary>Somebody with an address on a segment.</summary>
/// <param name="Name"><c>pve1</c>, <c>nas</c>, <c>guest 100</c> or <c>gateway</c>.</param>
/// <param name="Address">Its address.</param>
/// <param name="Mac">Its hardware address, empty where it does not matter.</param>
/// <param name="Host">The machine, when it is one; a guest's node's machine otherwise.</param>
/// <param name="Guest">The guest, when it is one.</param>
public sealed record Station(string Name, Ipv4 Address, string Mac, PhysicalHost? Host, Guest? Guest);

/// <summary>Gives addresses out by MAC: the same MAC gets the same address, whoever shows it.</summary>
public sealed class DhcpServer(Ipv4 from, Ipv4 to)
{
    private readonly SortedDictionary<string, Ipv4> leases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Leases by MAC.</summary>
    public IReadOnlyDictionary<string, Ipv4> Leases => leases;

    /// <summary>The address of <paramref name="mac"/>; null when the range is used up.</summary>
    public Ipv4? Lease(string mac)
    {
        if (leases.TryGetValue(mac, out var known)) return known;
        var taken = leases.Values.ToHashSet();
        for (var address = from; address.Value <= to.Value; address = new Ipv4(address.Value + 1))
        {
            if (taken.Contains(address)) continue;
            return leases[mac] = address;
        }
        return null;
    }
}
