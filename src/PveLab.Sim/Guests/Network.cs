using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>The lab network: segments that bridges, hosts and guest NICs are plugged into, with a DHCP server.</summary>
public sealed class Network(Datacenter datacenter)
{
    /// <summary>The world it belongs to.</summary>
    public Datacenter Datacenter { get; } = datacenter;

    /// <summary>The segment's addresses, as the world file gives them.</summary>
    public NetworkDefinition? Definition { get; private set; }

    /// <summary>Sets up the segment and its DHCP server; hosts are already known to the datacenter.</summary>
    public void Configure(NetworkDefinition definition) => Definition = definition;
}
