namespace PveLab.Sim.HighAvailability;

/// <summary>How many services each node that is online has or is about to get: the basic scheduler (pve-ha-manager: PVE/HA/Usage.pm, Usage/Basic.pm).</summary>
public sealed class HaUsage
{
    private readonly SortedDictionary<string, HashSet<string>> nodes = new(StringComparer.Ordinal);

    internal HaUsage(IEnumerable<string> online, IEnumerable<HaService> services)
    {
        foreach (var node in online) nodes.Add(node, new HashSet<string>(StringComparer.Ordinal));
        foreach (var service in services) Add(service.Sid, service.State);
    }

    /// <summary>The nodes that are online, in order.</summary>
    public IReadOnlyCollection<string> Nodes => nodes.Keys;

    /// <summary>How busy a node is; less is better.</summary>
    public int ScoreOf(string node) => nodes.TryGetValue(node, out var services) ? services.Count : 0;

    /// <summary>Counts a service anew after its state changed.</summary>
    internal void Replace(string sid, HaServiceState state)
    {
        foreach (var services in nodes.Values) services.Remove(sid);
        Add(sid, state);
    }

    /// <summary>The nodes a service weighs on: where it is and where it is going.</summary>
    internal static (string? Current, string? Target) NodesOf(HaServiceState state, Func<string, bool> isOnline)
    {
        var weighs = state.Status is not (HaServiceStatus.Stopped or HaServiceStatus.RequestStart or HaServiceStatus.RequestStartBalance);
        var moves = state.Status is HaServiceStatus.Migrate or HaServiceStatus.Relocate or HaServiceStatus.RequestStartBalance;
        return (weighs && isOnline(state.Node) ? state.Node : null, moves && state.Target is { } target && isOnline(target) ? target : null);
    }

    private void Add(string sid, HaServiceState state)
    {
        var (current, target) = NodesOf(state, nodes.ContainsKey);
        if (current is not null) nodes[current].Add(sid);
        if (target is not null) nodes[target].Add(sid);
    }
}
