using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The enabled rules held against each other (pve-ha-manager: check_feasibility, transform and compile of PVE/HA/Rules.pm). A rule that cannot hold in
/// every situation is left out; of the others follows what they imply together.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="nodes">The nodes there are.</param>
public sealed class HaRuleSet(HaRules rules, IReadOnlyCollection<string> nodes)
{
    private readonly SortedDictionary<string, List<string>> errors = new(StringComparer.Ordinal);
    private ImmutableArray<HaRule> enabled = [.. rules.Rules.Where(r => !r.IsDisabled)];

    private IEnumerable<HaRule> NodeRules => enabled.Where(r => r.Type == "node-affinity");

    private IEnumerable<HaRule> Positive => enabled.Where(r => r.Type == "resource-affinity" && r.IsPositive);

    private IEnumerable<HaRule> Negative => enabled.Where(r => r.Type == "resource-affinity" && !r.IsPositive);

    /// <summary>What is wrong with each rule that cannot hold; all of it concerns its <c>resources</c>.</summary>
    public IReadOnlyDictionary<string, List<string>> Check()
    {
        errors.Clear();
        CheckNodeRules();
        CheckResourceRules();
        CheckPriorities();
        CheckPositivePlaces();
        CheckNegativePlaces();
        return errors;
    }

    /// <summary>The rules as the manager uses them.</summary>
    /// <param name="dropped">Told of each rule that cannot hold.</param>
    public HaAffinity Compile(Action<string> dropped)
    {
        foreach (var (id, reasons) in Check())
            foreach (var reason in reasons) dropped($"Drop rule '{id}', because {reason}.");
        enabled = [.. enabled.Where(r => !errors.ContainsKey(r.Id))];
        Merge();
        Imply();
        var affinity = new HaAffinity();
        foreach (var rule in NodeRules)
        {
            var places = new SortedDictionary<string, int>(rule.Nodes.ToDictionary(), StringComparer.Ordinal);
            if (!rule.IsStrict)
                foreach (var node in nodes) places.TryAdd(node, -1);
            foreach (var sid in rule.Resources) affinity.Nodes[sid] = places;
        }
        foreach (var rule in Positive) Pair(affinity.Positive, rule.Resources);
        foreach (var rule in Negative) Pair(affinity.Negative, rule.Resources);
        return affinity;
    }

    private static void Pair(Dictionary<string, SortedSet<string>> pairs, ImmutableSortedSet<string> sids)
    {
        foreach (var sid in sids)
        {
            if (!pairs.TryGetValue(sid, out var others)) pairs.Add(sid, others = new SortedSet<string>(StringComparer.Ordinal));
            others.UnionWith(sids.Remove(sid));
        }
    }

    private void CheckNodeRules()
    {
        foreach (var rule in NodeRules.OrderBy(r => r.Id, StringComparer.Ordinal))
            foreach (var sid in rule.Resources.Where(sid => NodeRules.Count(r => r.Resources.Contains(sid)) > 1))
                Blame(rule, $"resource '{sid}' is already used in another node affinity rule");
    }

    private void CheckResourceRules()
    {
        foreach (var rule in Positive.Concat(Negative).Where(r => r.Resources.Count < 2))
            Blame(rule, "rule is ineffective as there are less than two resources");
        foreach (var rule in Negative.Where(r => r.Resources.Count > nodes.Count)) Blame(rule, "rule defines more resources than available nodes");
        foreach (var negative in Negative)
        {
            foreach (var group in Groups())
            {
                if (negative.Resources.Intersect(group.Resources).Count < 2) continue;
                Blame(negative, "rule shares two or more resources with a positive resource affinity rule");
                foreach (var positive in group.Rules) Blame(positive, "rule shares two or more resources with a negative resource affinity rule");
            }
        }
    }

    private void CheckPriorities()
    {
        foreach (var rule in Positive.Concat(Negative).ToList())
        {
            var paired = NodeRules.Where(n => n.Resources.Overlaps(rule.Resources)).ToList();
            if (!paired.Exists(n => n.Nodes.Values.Distinct().Count() > 1)) continue;
            Blame(rule, "resources are in node affinity rules with multiple priorities");
            foreach (var node in paired)
                Blame(node, "resources are in a resource affinity rule and cannot be in a node affinity rule with multiple priorities");
        }
    }

    private void CheckPositivePlaces()
    {
        foreach (var (sids, members) in Groups())
        {
            var paired = NodeRules.Where(n => n.Resources.Overlaps(sids)).ToList();
            if (paired.Count < 2) continue;
            foreach (var positive in members) Blame(positive, "resources are in multiple node affinity rules");
            foreach (var node in paired)
                Blame(node, "at least one resource is in a positive resource affinity rule and there are"
                    + " other resources in at least one other node affinity rule already");
        }
    }

    private void CheckNegativePlaces()
    {
        foreach (var negative in Negative)
        {
            var paired = NodeRules.Where(n => n.Resources.Overlaps(negative.Resources)).ToList();
            var places = paired.SelectMany(n => n.Nodes.Keys).Distinct(StringComparer.Ordinal).Count();
            if (places >= paired.SelectMany(n => n.Resources.Intersect(negative.Resources)).Distinct(StringComparer.Ordinal).Count()) continue;
            Blame(negative, "two or more resources are restricted to less nodes than available to the resources");
            foreach (var node in paired)
                Blame(node, "at least one resource is in a negative resource affinity rule and this rule"
                    + " would restrict these to less nodes than available to the resources");
        }
    }

    /// <summary>The positive rules whose resources hang together.</summary>
    private List<(ImmutableSortedSet<string> Resources, List<HaRule> Rules)> Groups()
    {
        var groups = new List<(ImmutableSortedSet<string> Resources, List<HaRule> Rules)>();
        foreach (var rule in Positive.OrderBy(r => r.Resources.FirstOrDefault(), StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal))
        {
            var place = groups.FindIndex(g => g.Resources.Overlaps(rule.Resources));
            if (place < 0) groups.Add((rule.Resources, [rule]));
            else groups[place] = (groups[place].Resources.Union(rule.Resources), [.. groups[place].Rules, rule]);
        }
        return groups;
    }

    private void Merge()
    {
        foreach (var (sids, members) in Groups().Where(g => g.Rules.Count > 1).ToList())
            enabled = [.. enabled.Except(members), members[0].With(sids) with { Id = "_merged-" + string.Join('-', members.Select(r => r.Id)) }];
    }

    // Who belongs to somebody keeps away from whom that one keeps away, and is bound to the same nodes.
    private void Imply()
    {
        foreach (var positive in Positive.ToList())
        {
            var apart = Negative.Where(n => n.Resources.Overlaps(positive.Resources)).ToList();
            foreach (var (negative, other) in apart.SelectMany(n => n.Resources.Except(positive.Resources).Select(sid => (n, sid))))
                foreach (var sid in positive.Resources.Except(negative.Resources))
                    enabled = enabled.Add(negative.With([sid, other]) with { Id = $"_implicit-negative-{positive.Id}-{sid}-{other}" });
            if (NodeRules.FirstOrDefault(n => n.Resources.Overlaps(positive.Resources)) is { } place)
                enabled = enabled.Replace(place, place.With(place.Resources.Union(positive.Resources)));
        }
    }

    private void Blame(HaRule rule, string reason)
    {
        if (!errors.TryGetValue(rule.Id, out var reasons)) errors.Add(rule.Id, reasons = []);
        reasons.Add(reason);
    }
}
