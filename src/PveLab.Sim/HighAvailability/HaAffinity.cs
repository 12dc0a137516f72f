using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The rules as the manager uses them (pve-ha-manager: plugin_compile of PVE/HA/Rules/NodeAffinity.pm and ResourceAffinity.pm): per service its nodes
/// with their priorities, and the services it is to be kept with or apart from.
/// </summary>
public sealed class HaAffinity
{
    private static readonly IReadOnlySet<string> Nobody = ImmutableSortedSet<string>.Empty;

    /// <summary>No rules.</summary>
    public static HaAffinity None { get; } = new();

    /// <summary>Priority of every node a service may be on, by service; a service without rule may be anywhere.</summary>
    public Dictionary<string, SortedDictionary<string, int>> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The services each is to be kept with.</summary>
    public Dictionary<string, SortedSet<string>> Positive { get; } = new(StringComparer.Ordinal);

    /// <summary>The services each is to be kept apart from.</summary>
    public Dictionary<string, SortedSet<string>> Negative { get; } = new(StringComparer.Ordinal);

    /// <summary>The services to be kept with that one.</summary>
    public IReadOnlySet<string> With(string sid) => Positive.GetValueOrDefault(sid) ?? Nobody;

    /// <summary>The services to be kept apart from that one.</summary>
    public IReadOnlySet<string> Apart(string sid) => Negative.GetValueOrDefault(sid) ?? Nobody;

    /// <summary>Of the nodes online, those the service may be on, and those it should be on.</summary>
    public (SortedSet<string> Allowed, SortedSet<string> Preferred) NodesOf(string sid, IEnumerable<string> online)
    {
        if (!Nodes.TryGetValue(sid, out var priorities)) return (Set(online), Set(online));
        var allowed = Set(online.Where(priorities.ContainsKey));
        var highest = allowed.Count == 0 ? 0 : allowed.Max(node => priorities[node]);
        return (allowed, Set(allowed.Where(node => priorities[node] == highest)));
    }

    private static SortedSet<string> Set(IEnumerable<string> nodes) => new(nodes, StringComparer.Ordinal);
}
