using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Sections;
using static PveLab.Sim.Sections.SectionProperty;

namespace PveLab.Sim.HighAvailability;

/// <summary>One rule of /etc/pve/ha/rules.cfg (pve-ha-manager: PVE/HA/Rules.pm, Rules/NodeAffinity.pm, Rules/ResourceAffinity.pm).</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type"><c>node-affinity</c> or <c>resource-affinity</c>.</param>
/// <param name="Properties">Its properties as written.</param>
public sealed record HaRule(string Id, string Type, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The resources it is about.</summary>
    public ImmutableSortedSet<string> Resources => [.. SplitOf("resources")];

    /// <summary>The nodes of a node affinity rule with their priorities.</summary>
    public ImmutableSortedDictionary<string, int> Nodes => SplitOf("nodes").Select(ParseNode)
        .ToImmutableSortedDictionary(n => n.Node, n => n.Priority, StringComparer.Ordinal);

    /// <summary>Whether its resources may be nowhere else.</summary>
    public bool IsStrict => Properties.GetValueOrDefault("strict") == "1";

    /// <summary>Whether it is not looked at.</summary>
    public bool IsDisabled => Properties.ContainsKey("disable");

    /// <summary>Whether its resources belong together.</summary>
    public bool IsPositive => Properties.GetValueOrDefault("affinity") == "positive";

    /// <summary>With another set of resources.</summary>
    public HaRule With(IEnumerable<string> resources) => this with
    {
        Properties = Properties.SetItem("resources", string.Join(',', resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))),
    };

    /// <summary>The nodes as the file has them: sorted, a priority only where it is not 0.</summary>
    public string NodesText => string.Join(',', Nodes.Select(n => n.Value == 0 ? n.Key : string.Create(CultureInfo.InvariantCulture, $"{n.Key}:{n.Value}")));

    private static (string Node, int Priority) ParseNode(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, 0)
            : (text[..colon], int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : 0);
    }

    private string[] SplitOf(string key) => SectionFormats.SplitList(Properties.GetValueOrDefault(key) ?? "");
}

/// <summary>/etc/pve/ha/rules.cfg.</summary>
/// <param name="Rules">The rules in file order.</param>
public sealed record HaRules(ImmutableArray<HaRule> Rules)
{
    private static readonly ImmutableSortedDictionary<string, SectionProperty> Properties = new Dictionary<string, SectionProperty>
    {
        ["affinity"] = OneOf("positive", "negative"),
        ["comment"] = AtMost(4096),
        ["disable"] = Flag,
        ["nodes"] = SectionProperty.Text,
        ["resources"] = SectionProperty.Text,
        ["strict"] = Flag,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly SectionGrammar<HaRule> Grammar = new()
    {
        Properties = Properties,
        OptionsOf = OptionsOf,
        Complete = (type, id, values, _) => new HaRule(id, type, values.ToImmutableSortedDictionary(StringComparer.Ordinal)),
    };

    /// <summary>What a rule of that type may have, and whether it must not; null for a type there is not.</summary>
    public static ImmutableSortedDictionary<string, bool>? KeysOf(string type) =>
        OptionsOf(type)?.ToImmutableSortedDictionary(o => o.Key, o => o.Value.Optional, StringComparer.Ordinal);

    /// <summary>Reads the file's text.</summary>
    public static HaRules Parse(string text) => new(
    [
        .. new SectionReader<HaRule>(Grammar, text, "/etc/pve" + HaFiles.RulesPath).Read().Sections.Select(s => s.Section).OfType<HaRule>(),
    ]);

    /// <summary>The rule of that name, or null.</summary>
    public HaRule? Find(string id) => Rules.FirstOrDefault(r => r.Id == id);

    /// <summary>With a rule in its place, or at the end when it is new.</summary>
    public HaRules With(HaRule rule) => Find(rule.Id) is { } old ? new(Rules.Replace(old, rule)) : new(Rules.Add(rule));

    /// <summary>Without a rule.</summary>
    public HaRules Without(string id) => new(Rules.RemoveAll(r => r.Id == id));

    /// <summary>Without a resource; a rule that had no other goes too.</summary>
    public HaRules WithoutResource(string sid) => new(
        [.. Rules.Select(r => r.Resources.Contains(sid) ? r.With(r.Resources.Remove(sid)) : r).Where(r => !r.Resources.IsEmpty)]);

    /// <summary>The file's text.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var rule in Rules)
            SectionText.Append(text, rule.Type, rule.Id, OptionsOf(rule.Type)!, key => key switch
            {
                "resources" => string.Join(',', rule.Resources),
                "nodes" when rule.Properties.ContainsKey("nodes") => rule.NodesText,
                _ => rule.Properties.GetValueOrDefault(key),
            });
        return text.ToString();
    }

    private static ImmutableSortedDictionary<string, SectionOption>? OptionsOf(string type) => type switch
    {
        "node-affinity" => Options(["nodes", "resources"], ["comment", "disable", "strict"]),
        "resource-affinity" => Options(["affinity", "resources"], ["comment", "disable"]),
        _ => null,
    };

    private static ImmutableSortedDictionary<string, SectionOption> Options(string[] required, string[] optional) =>
        required.Select(key => (key, new SectionOption(false, false))).Concat(optional.Select(key => (key, new SectionOption(true, false))))
            .ToImmutableSortedDictionary(o => o.key, o => o.Item2, StringComparer.Ordinal);
}
