using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>The guests of a node. A guest exists because its configuration file does; what runs is remembered beside it.</summary>
public sealed class GuestList(Node node)
{
    private readonly SortedDictionary<int, Guest> known = [];

    /// <summary>The guests that have a configuration here, by VMID.</summary>
    public IEnumerable<Guest> All => Directory().Select(Known);

    /// <summary>The guests whose QEMU runs here, even when somebody removed their configuration.</summary>
    public IEnumerable<Guest> Running => known.Values.Where(g => g.IsRunning);

    /// <summary>Bytes of memory that running guests hold.</summary>
    public long MemoryUsed => Running.Sum(g => g.Memory);

    /// <summary>Where the guest's configuration lies in the cluster file system, or null when this node has none.</summary>
    public string? ConfigPath(int vmid)
    {
        var path = PathOf(vmid);
        return node.Datacenter.Cluster.Exists(path) ? path : null;
    }

    /// <summary>The guest, or null when this node has no configuration of it.</summary>
    public Guest? Find(int vmid) => ConfigPath(vmid) is null ? null : Known(vmid);

    /// <summary>The guest.</summary>
    /// <exception cref="PveException">This node has no configuration of it.</exception>
    public Guest Get(int vmid) => Find(vmid) ?? throw NoConfig(vmid);

    /// <summary>Writes a new guest's configuration.</summary>
    /// <exception cref="PveException">Some node has a guest of that VMID.</exception>
    public Guest Create(int vmid, GuestConfig config)
    {
        CheckUnused(vmid);
        node.Datacenter.Cluster.WriteText(PathOf(vmid), config.ToText());
        node.Datacenter.Facts.Record(new GuestCreated(node.Clock.Now, vmid, node.Name));
        return Known(vmid);
    }

    /// <summary>Refuses a VMID that a virtual machine or container of any node has (pve-cluster: PVE/Cluster.pm check_vmid_unused).</summary>
    public void CheckUnused(int vmid)
    {
        foreach (var other in node.Datacenter.Nodes.Values)
            foreach (var (kind, folder) in (ReadOnlySpan<(string, string)>)[("VM", "qemu-server"), ("CT", "lxc")])
                if (node.Datacenter.Cluster.Exists(string.Create(CultureInfo.InvariantCulture, $"/nodes/{other.Name}/{folder}/{vmid}.conf")))
                    throw new PveException(string.Create(CultureInfo.InvariantCulture, $"{kind} {vmid} already exists on node '{other.Name}'"));
    }

    /// <summary>Removes a guest's configuration; its disks are the caller's affair.</summary>
    public void Remove(int vmid)
    {
        if (ConfigPath(vmid) is not { } path) return;
        node.Datacenter.Cluster.Remove(path);
        node.Datacenter.Facts.Record(new GuestDestroyed(node.Clock.Now, vmid, node.Name));
        if (known.GetValueOrDefault(vmid) is { IsRunning: false }) known.Remove(vmid);
    }

    /// <summary>The node lost power: every guest ends at once.</summary>
    internal void LosePower()
    {
        foreach (var guest in Running.ToList()) guest.Stop();
    }

    /// <summary>The refusal of a guest that has no configuration here.</summary>
    public PveException NoConfig(int vmid) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Configuration file 'nodes/{node.Name}/qemu-server/{vmid}.conf' does not exist"));

    private string PathOf(int vmid) => string.Create(CultureInfo.InvariantCulture, $"/nodes/{node.Name}/qemu-server/{vmid}.conf");

    private Guest Known(int vmid) => known.TryGetValue(vmid, out var guest) ? guest : known[vmid] = new Guest(node, vmid);

    private IEnumerable<int> Directory()
    {
        var path = $"/nodes/{node.Name}/qemu-server";
        if (!node.Datacenter.Cluster.IsDirectory(path)) return [];
        return from name in node.Datacenter.Cluster.List(path).Keys.ToList()
               where name.EndsWith(".conf", StringComparison.Ordinal)
               let vmid = int.TryParse(name.AsSpan(0, name.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0
               where vmid >= 100
               orderby vmid
               select vmid;
    }
}
