using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>The lab network: segments that bridges, hosts and guest NICs are plugged into, with a DHCP server.</summary>
public sealed class Network(Datacenter datacenter)
{
    /// <summary>The world it belongs to.</summary>
    public Datacenter Datacenter { get; } = datacenter;
}
