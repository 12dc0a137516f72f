using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>A node in the manager's eyes.</summary>
public sealed class HaNode(string name, HaNodeStatus status)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What the manager holds of it.</summary>
    public HaNodeStatus Status { get; internal set; } = status;

    /// <summary>When it was last seen, in seconds since the epoch.</summary>
    internal long? LastOnline { get; set; }

    /// <summary>Whether anybody has been told of it: a node never seen online is in no list.</summary>
    internal bool IsListed { get; set; } = status != HaNodeStatus.Unknown;
}

/// <summary>What the manager holds of the nodes (pve-ha-manager: PVE/HA/NodeStatus.pm).</summary>
public sealed class HaNodes
{
    private const long FenceDelay = 60;
    private const long GoneDelay = 3600;

    private readonly IHaEnvironment environment;
    private readonly SortedDictionary<string, HaNode> nodes = new(StringComparer.Ordinal);

    internal HaNodes(IHaEnvironment environment, HaManagerStatus before)
    {
        this.environment = environment;
        foreach (var (name, status) in before.Nodes) nodes.Add(name, new HaNode(name, status) { IsListed = true });
    }

    /// <summary>The nodes ever seen, in order.</summary>
    public IEnumerable<string> Names => nodes.Values.Where(n => n.IsListed).Select(n => n.Name);

    /// <summary>The nodes in the quorate part, in order.</summary>
    public IEnumerable<string> Online => nodes.Values.Where(n => n.Status == HaNodeStatus.Online).Select(n => n.Name);

    /// <summary>What is held of each.</summary>
    public ImmutableSortedDictionary<string, HaNodeStatus> Snapshot => nodes.Values.Where(n => n.IsListed)
        .ToImmutableSortedDictionary(n => n.Name, n => n.Status, StringComparer.Ordinal);

    /// <summary>What is held of a node; <see cref="HaNodeStatus.Unknown"/> for one never heard of.</summary>
    public HaNodeStatus StatusOf(string node) => nodes.TryGetValue(node, out var known) ? known.Status : HaNodeStatus.Unknown;

    /// <summary>Whether it can take services.</summary>
    public bool IsOnline(string node) => StatusOf(node) == HaNodeStatus.Online;

    /// <summary>Whether it is in the quorate part at all.</summary>
    public bool IsOperational(string node) => StatusOf(node) is HaNodeStatus.Online or HaNodeStatus.Maintenance;

    /// <summary>Whether it has been away for a minute. Who asks first of a node never seen begins the minute.</summary>
    public bool IsOfflineDelayed(string node) => IsOfflineFor(node, FenceDelay);

    /// <summary>Whether the list of members is another than the known one.</summary>
    public bool HasChanged(IReadOnlyDictionary<string, bool> members) => !Names.ToHashSet(StringComparer.Ordinal).SetEquals(members.Keys);

    /// <summary>Looks at the members.</summary>
    public void Update(IReadOnlyDictionary<string, bool> members, IReadOnlyDictionary<string, LrmMode> modes)
    {
        foreach (var (name, online) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
            if (online) See(NodeOf(name), modes.GetValueOrDefault(name, LrmMode.Unknown));
        foreach (var node in nodes.Values.Where(n => n.IsListed && !members.GetValueOrDefault(n.Name)).ToArray())
            Miss(node, members.ContainsKey(node.Name), modes.GetValueOrDefault(node.Name, LrmMode.Unknown));
    }

    /// <summary>Has the node fenced. True: it is certainly down, for its agent lock is ours.</summary>
    public bool Fence(string name)
    {
        var node = NodeOf(name);
        if (node.Status != HaNodeStatus.Fence)
        {
            Set(node, HaNodeTrigger.Fence);
            environment.Notify("FENCE", $"Try to fence node '{name}'", name);
        }
        if (!environment.GetAgentLock(name)) return false;
        var done = $"fencing: acknowledged - got agent lock for node '{name}'";
        environment.Log(HaLogLevel.Info, done);
        Set(node, HaNodeTrigger.Fenced);
        environment.Notify("SUCCEED", done, name);
        return true;
    }

    internal void Skip(long seconds)
    {
        foreach (var node in nodes.Values.Where(n => n.Status is HaNodeStatus.Online or HaNodeStatus.Maintenance)) node.LastOnline += seconds;
    }

    private void See(HaNode node, LrmMode mode)
    {
        node.LastOnline = environment.Now;
        switch (node.Status)
        {
            case HaNodeStatus.Online when mode == LrmMode.Maintenance:
                Set(node, HaNodeTrigger.EnterMaintenance);
                break;
            case HaNodeStatus.Unknown or HaNodeStatus.Gone:
                Set(node, HaNodeTrigger.Join);
                break;
            case HaNodeStatus.Maintenance when mode != LrmMode.Maintenance:
                Set(node, HaNodeTrigger.EndMaintenance);
                break;
        }
    }

    private void Miss(HaNode node, bool isMember, LrmMode mode)
    {
        switch (node.Status)
        {
            case HaNodeStatus.Online:
            case HaNodeStatus.Maintenance when mode != LrmMode.Maintenance:
                Set(node, HaNodeTrigger.Leave);
                break;
            case HaNodeStatus.Unknown when !isMember:
                Set(node, HaNodeTrigger.Vanish);
                break;
            case HaNodeStatus.Gone when IsOfflineFor(node.Name, GoneDelay):
                nodes.Remove(node.Name);
                environment.Log(HaLogLevel.Notice, $"deleting gone node '{node.Name}', not a cluster member anymore.");
                break;
        }
    }

    private bool IsOfflineFor(string name, long delay)
    {
        var node = NodeOf(name);
        if (node.Status == HaNodeStatus.Online) return false;
        if (node.LastOnline is { } last) return environment.Now - last >= delay;
        node.LastOnline = environment.Now;
        return false;
    }

    private HaNode NodeOf(string name)
    {
        if (!nodes.TryGetValue(name, out var node)) nodes.Add(name, node = new HaNode(name, HaNodeStatus.Unknown));
        return node;
    }

    private void Set(HaNode node, HaNodeTrigger trigger)
    {
        var before = node.Status;
        environment.Lifecycles.HaNode.Fire(node, trigger);
        node.IsListed = true;
        environment.Log(HaLogLevel.Info, $"node '{node.Name}': state changed from '{HaText.Of(before)}' => '{HaText.Of(node.Status)}'");
    }
}
