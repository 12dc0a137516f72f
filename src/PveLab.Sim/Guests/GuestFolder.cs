using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Guests;

/// <summary>
/// The guests of one kind on a node: a folder of configuration files. A guest exists because its file does; what runs is
/// remembered beside it.
/// </summary>
/// <typeparam name="TGuest">The kind's class.</typeparam>
public sealed class GuestFolder<TGuest>
    where TGuest : Guest
{
    private readonly SortedDictionary<int, TGuest> known = [];
    private readonly Node node;
    private readonly GuestKind kind;
    private readonly Func<int, TGuest> make;

    internal GuestFolder(Node node, GuestKind kind, Func<int, TGuest> make)
    {
        this.node = node;
        this.kind = kind;
        this.make = make;
    }

    /// <summary>The guests that have a configuration here, by VMID.</summary>
    public IEnumerable<TGuest> All => Directory().Select(Known);

    /// <summary>The guests that run here, even when somebody removed their configuration.</summary>
    public IEnumerable<TGuest> Running => known.Values.Where(g => g.IsRunning);

    /// <summary>Where the guest's configuration lies in the cluster file system, or null when this node has none.</summary>
    public string? ConfigPath(int vmid)
    {
        var path = PathOf(vmid);
        return node.Cluster.Exists(path) ? path : null;
    }

    /// <summary>The guest, or null when this node has no configuration of it.</summary>
    public TGuest? Find(int vmid) => ConfigPath(vmid) is null ? null : Known(vmid);

    /// <summary>The guest.</summary>
    /// <exception cref="PveException">This node has no configuration of it.</exception>
    public TGuest Get(int vmid) => Find(vmid) ?? throw NoConfig(vmid);

    /// <summary>Writes a new guest's configuration.</summary>
    /// <exception cref="PveException">Some node has a guest of that VMID.</exception>
    public TGuest Create(int vmid, GuestConfig config)
    {
        node.Guests.CheckUnused(vmid);
        Guest.Write(node, PathOf(vmid), config.ToText(kind));
        node.Datacenter.Facts.Record(new GuestCreated(node.Clock.Now, vmid, node.Name));
        return Known(vmid);
    }

    /// <summary>Removes a guest's configuration; its volumes are the caller's affair.</summary>
    public void Remove(int vmid)
    {
        if (ConfigPath(vmid) is not { } path) return;
        node.Cluster.Remove(path);
        node.Datacenter.Facts.Record(new GuestDestroyed(node.Clock.Now, vmid, node.Name));
        if (known.GetValueOrDefault(vmid) is { IsRunning: false }) known.Remove(vmid);
    }

    /// <summary>The refusal of a guest that has no configuration here (pve-guest-common: PVE/AbstractConfig.pm load_config).</summary>
    public PveException NoConfig(int vmid) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Configuration file 'nodes/{node.Name}/{kind.Folder}/{vmid}.conf' does not exist"));

    /// <summary>The node lost power: locks that programs held are gone.</summary>
    internal void ForgetLocks()
    {
        foreach (var guest in known.Values)
        {
            guest.Flock.Forget();
            guest.MigrationLock.Forget();
        }
    }

    /// <summary>What runs came from another node, and belongs to this one now.</summary>
    internal void Adopt(TGuest guest) => known[guest.Vmid] = guest;

    /// <summary>What ran went to another node.</summary>
    internal void Release(TGuest guest) => known.Remove(guest.Vmid);

    /// <summary>Moves a guest's configuration to another node (pve-guest-common: PVE/AbstractConfig.pm move_config_to_node).</summary>
    /// <exception cref="PveException">The cluster's files cannot be changed.</exception>
    internal void MoveConfig(int vmid, Node target)
    {
        try
        {
            node.Cluster.Rename(PathOf(vmid), string.Create(CultureInfo.InvariantCulture, $"/nodes/{target.Name}/{kind.Folder}/{vmid}.conf"));
        }
        catch (FileException error)
        {
            throw new PveException($"failed to move config file to node '{target.Name}': {error.Errno.Describe()}");
        }
    }

    private string PathOf(int vmid) => string.Create(CultureInfo.InvariantCulture, $"/nodes/{node.Name}/{kind.Folder}/{vmid}.conf");

    private TGuest Known(int vmid) => known.TryGetValue(vmid, out var guest) ? guest : known[vmid] = make(vmid);

    private IEnumerable<int> Directory()
    {
        var path = $"/nodes/{node.Name}/{kind.Folder}";
        if (!node.Cluster.IsDirectory(path)) return [];
        return from name in node.Cluster.List(path).Keys.ToList()
               where name.EndsWith(".conf", StringComparison.Ordinal)
               let vmid = int.TryParse(name.AsSpan(0, name.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0
               where vmid >= 100
               orderby vmid
               select vmid;
    }
}
