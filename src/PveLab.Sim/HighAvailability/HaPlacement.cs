namespace PveLab.Sim.HighAvailability;

/// <summary>What counts most when a node is chosen.</summary>
public enum HaPreference
{
    /// <summary>To stay.</summary>
    None,

    /// <summary>The least busy node.</summary>
    BestScore,

    /// <summary>A node where the service has not failed yet.</summary>
    TryNext,
}

/// <summary>Chooses the node of a service (pve-ha-manager: select_service_node of PVE/HA/Manager.pm).</summary>
/// <param name="Affinity">The rules.</param>
/// <param name="Usage">How busy the nodes are.</param>
/// <param name="Services">Every service.</param>
public sealed record HaPlacement(HaAffinity Affinity, HaUsage Usage, IReadOnlyDictionary<string, HaService> Services)
{
    /// <summary>The node, or null when none may have it.</summary>
    public string? Choose(HaService service, HaServiceConfig config, HaPreference preference)
    {
        var (sid, current) = (service.Sid, service.State.Node);
        var (allowed, preferred) = Affinity.NodesOf(sid, Usage.Nodes);
        if (preferred.Count == 0) return null;
        var (together, separate) = (NodesTogether(sid), NodesApart(sid));
        var mayStay = together.ContainsKey(current) || !separate.Contains(current);
        if (preference == HaPreference.None && !config.Failback && allowed.Contains(current) && mayStay) return current;

        if (preference == HaPreference.TryNext) preferred.ExceptWith(service.State.FailedNodes);
        preferred.ExceptWith(separate);
        KeepTogether(together, preferred);
        if (service.State.MaintenanceNode is { } fallback && preferred.Contains(fallback)) return fallback;
        if (preference == HaPreference.None && preferred.Contains(current)) return current;

        string[] nodes = [.. preferred.OrderBy(Usage.ScoreOf).ThenBy(node => node, StringComparer.Ordinal)];
        var place = preference == HaPreference.TryNext ? Array.IndexOf(nodes, current) : -1;
        return place >= 0 && place < nodes.Length - 1 ? nodes[place + 1] : nodes.FirstOrDefault();
    }

    // Where most of those it belongs to are, or else anywhere.
    private static void KeepTogether(SortedDictionary<string, int> together, SortedSet<string> preferred)
    {
        var most = together.Where(node => preferred.Contains(node.Key)).OrderByDescending(node => node.Value).Select(node => node.Key).FirstOrDefault();
        if (most is not null) preferred.IntersectWith([most]);
    }

    private SortedDictionary<string, int> NodesTogether(string sid)
    {
        var nodes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (current, target) in UsedBy(Affinity.With(sid)))
            if ((target ?? current) is { } node) nodes[node] = nodes.GetValueOrDefault(node) + 1;
        return nodes;
    }

    private SortedSet<string> NodesApart(string sid) =>
        new(UsedBy(Affinity.Apart(sid)).SelectMany(used => new[] { used.Current, used.Target }).OfType<string>(), StringComparer.Ordinal);

    private IEnumerable<(string? Current, string? Target)> UsedBy(IReadOnlySet<string> sids) =>
        sids.Where(Services.ContainsKey).Select(sid => HaUsage.NodesOf(Services[sid].State, Usage.Nodes.Contains));
}
