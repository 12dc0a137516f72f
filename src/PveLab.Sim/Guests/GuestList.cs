using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>The guests of a node. A guest exists because its configuration file does; what runs is remembered beside it.</summary>
public sealed class GuestList(Node node)
{
    private readonly SortedDictionary<int, Guest> known = [];

    /// <summary>The guests that have a configuration here, by VMID.</summary>
    public IEnumerable<Guest> All => Directory().Select(v => Known(v));

    /// <summary>Where the guest's configuration lies in the cluster file system, or null when this node has none.</summary>
    public string? ConfigPath(int vmid)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/nodes/{node.Name}/qemu-server/{vmid}.conf");
        return node.Datacenter.Cluster.Exists(path) ? path : null;
    }

    /// <summary>The guest, or null when this node has no configuration of it.</summary>
    public Guest? Find(int vmid) => ConfigPath(vmid) is null ? null : Known(vmid);

    /// <summary>The guest.</summary>
    /// <exception cref="PveException">This node has no configuration of it.</exception>
    public Guest Get(int vmid) => Find(vmid)
        ?? throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Configuration file 'nodes/{node.Name}/qemu-server/{vmid}.conf' does not exist"));

    /// <summary>Writes a new guest's configuration.</summary>
    public Guest Create(int vmid, GuestConfig config)
    {
        node.Datacenter.Cluster.WriteText(string.Create(CultureInfo.InvariantCulture, $"/nodes/{node.Name}/qemu-server/{vmid}.conf"), config.ToText());
        return Known(vmid);
    }

    /// <summary>Removes a guest's configuration; its disks are the caller's affair.</summary>
    public void Remove(int vmid)
    {
        if (ConfigPath(vmid) is { } path) node.Datacenter.Cluster.Remove(path);
        known.Remove(vmid);
    }

    private Guest Known(int vmid) => known.TryGetValue(vmid, out var guest) ? guest : known[vmid] = new Guest(node, vmid);

    private IEnumerable<int> Directory()
    {
        var path = $"/nodes/{node.Name}/qemu-server";
        if (!node.Datacenter.Cluster.IsDirectory(path)) return [];
        return from name in node.Datacenter.Cluster.List(path).Keys
               where name.EndsWith(".conf", StringComparison.Ordinal)
               let vmid = int.TryParse(name.AsSpan(0, name.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0
               where vmid >= 100
               orderby vmid
               select vmid;
    }
}
