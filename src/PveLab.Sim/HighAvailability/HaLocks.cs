using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The managers' locks: directories under /etc/pve/priv/lock that pmxcfs lets go when they have not been renewed for two minutes
/// (pve-cluster: memdb.c; pve-ha-manager: get_pve_lock of PVE/HA/Env/PVE2.pm).
/// </summary>
public sealed class HaLocks(ClusterView view, VirtualClock clock)
{
    /// <summary>The lock of the cluster's manager.</summary>
    public const string Manager = "ha_manager_lock";

    private const string Folder = "/priv/lock";
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(120);

    private readonly Dictionary<string, (string? Node, Instant Renewed)> held = new(StringComparer.Ordinal);

    /// <summary>The lock of a node's agent.</summary>
    public static string AgentOf(string node) => $"ha_agent_{node}_lock";

    /// <summary>Takes or renews one for a node. A lock that is too old is let go now and can be taken with the next try.</summary>
    public bool Get(string name, string node)
    {
        var path = $"{Folder}/{name}";
        if (!view.Tree.IsDirectory(path))
        {
            view.Tree.CreateDirectory(path, parents: true);
            held[name] = (node, clock.Now);
            return true;
        }
        // Whoever sees a lock for the first time counts its age from there.
        if (!held.TryGetValue(name, out var holder)) held[name] = holder = (null, clock.Now);
        var isFresh = clock.Now - holder.Renewed <= Lifetime;
        if (isFresh && holder.Node == node)
        {
            held[name] = (node, clock.Now);
            return true;
        }
        if (!isFresh) Remove(name);
        return false;
    }

    /// <summary>Gives one back.</summary>
    public bool Release(string name)
    {
        if (!view.Tree.IsDirectory($"{Folder}/{name}")) return false;
        Remove(name);
        return true;
    }

    /// <summary>A daemon of the node has lived on for a while in which it did nothing but renew.</summary>
    internal void Renew(string name, string node, TimeSpan later)
    {
        if (held.TryGetValue(name, out var holder) && holder.Node == node) held[name] = (node, holder.Renewed + later);
    }

    /// <summary>Who holds one, when it was taken by somebody who is known.</summary>
    internal string? HolderOf(string name) => held.GetValueOrDefault(name).Node;

    private void Remove(string name)
    {
        held.Remove(name);
        view.Tree.RemoveTree($"{Folder}/{name}");
    }
}
