using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Sections;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/ha/rules</c> (pve-ha-manager: PVE/API2/HA/Rules.pm).</summary>
public static class HaRuleMethods
{
    private static readonly ImmutableArray<string> Keys = ["affinity", "comment", "disable", "nodes", "resources", "strict"];

    private static readonly JsonSchema Type = Choice("HA rule type.", "node-affinity", "resource-affinity");

    private static readonly ObjectSchema OneRule = Object(("rule", HaParameters.Rule));

    private static readonly ObjectSchema Settings = OneRule.With(
        ("affinity", Optional(Choice("Keep the resources on one node (positive) or on different ones (negative).", "positive", "negative"))),
        ("comment", Optional(String("HA rule description.") with { MaxLength = 4096 })),
        ("disable", Optional(Boolean("Whether the HA rule is disabled."))),
        ("nodes", Optional(HaParameters.Nodes)),
        ("resources", HaParameters.Resources),
        ("strict", Optional(Boolean("Whether the resources may be on no other node."), "0")),
        ("type", Type));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/ha/rules",
            Verb = Verb.Get,
            Description = "Get HA rules.",
            Parameters = Object(("resource", Optional(String("Only rules about that resource."))), ("type", Optional(Type))),
            Returns = Array(Object(("rule", String()))),
            Handler = Index,
        },
        new() { Path = "/cluster/ha/rules", Verb = Verb.Create, Description = "Create HA rule.", Parameters = Settings, Handler = Create },
        new() { Path = "/cluster/ha/rules/{rule}", Verb = Verb.Get, Description = "Read HA rule.", Parameters = OneRule, Returns = Object(), Handler = Read },
        new()
        {
            Path = "/cluster/ha/rules/{rule}",
            Verb = Verb.Set,
            Description = "Update HA rule.",
            Parameters = Settings.With(
                ("delete", Optional(Formatted("pve-configid-list", "Settings to delete.") with { MaxLength = 4096 })),
                ("digest", StandardOptions.ConfigDigest),
                ("resources", Optional(HaParameters.Resources))),
            Handler = Update,
        },
        new() { Path = "/cluster/ha/rules/{rule}", Verb = Verb.Delete, Description = "Delete HA rule.", Parameters = OneRule, Handler = Delete },
    ];

    private static JsonArray Index(ApiCall call)
    {
        var rules = HaParameters.Files(call).Rules;
        var errors = Check(call, rules);
        return new(
        [
            .. rules.Rules.Where(r => (call.OptionalString("type") ?? r.Type) == r.Type
                    && (call.OptionalString("resource") is not { } sid || r.Resources.Contains(sid)))
                .Select(r => (JsonNode)ToJson(rules, r, errors)),
        ]);
    }

    private static JsonObject Read(ApiCall call)
    {
        var rules = HaParameters.Files(call).Rules;
        var id = call.String("rule");
        return ToJson(rules, rules.Find(id) ?? throw new PveException($"no such ha rule '{id}'"), Check(call, rules));
    }

    private static JsonNode? Create(ApiCall call)
    {
        HaParameters.CheckQuorum(call);
        var (id, type) = (call.String("rule"), call.String("type"));
        var values = Values(call);
        foreach (var (key, isOptional) in HaRules.KeysOf(type)!)
            if (!isOptional && !values.ContainsKey(key)) throw new PveException($"missing value for required option '{key}'");
        CheckKeys(type, values);
        HaParameters.Locked(call, "create ha rule failed", () =>
        {
            var rules = HaParameters.Files(call).Rules;
            if (rules.Find(id) is not null) throw new PveException($"HA rule '{id}' already defined");
            Save(call, rules, new HaRule(id, type, values));
        });
        return null;
    }

    private static JsonNode? Update(ApiCall call)
    {
        var (id, given) = (call.String("rule"), Values(call));
        HaParameters.Locked(call, "update HA rules failed", () =>
        {
            var rules = HaParameters.Files(call).Rules;
            if (call.OptionalString("digest") is { Length: > 0 } digest && digest != Digest(rules))
                throw new PveException("detected modified configuration - file changed by other user? Try again.");
            var rule = rules.Find(id) ?? throw new PveException($"HA rule '{id}' does not exist");
            CheckKeys(rule.Type, given);
            var keys = HaRules.KeysOf(rule.Type)!;
            var properties = rule.Properties;
            foreach (var key in SectionFormats.SplitList(call.OptionalString("delete") ?? ""))
            {
                if (!keys.TryGetValue(key, out var isOptional)) throw new PveException($"no such option '{key}'");
                if (!isOptional) throw new PveException($"unable to delete required option '{key}'");
                properties = properties.Remove(key);
            }
            Save(call, rules, rule with { Properties = properties.SetItems(given) });
        });
        return null;
    }

    private static JsonNode? Delete(ApiCall call)
    {
        var files = HaParameters.Files(call);
        HaParameters.Locked(call, "delete ha rule failed", () => files.Write(files.Rules.Without(call.String("rule"))));
        return null;
    }

    private static void Save(ApiCall call, HaRules rules, HaRule rule)
    {
        var files = HaParameters.Files(call);
        if (rule.Resources.Where(sid => files.Resources.Find(sid) is null).ToList() is { Count: > 0 } unmanaged)
            throw new PveException($"cannot use unmanaged resource(s) {string.Join(", ", unmanaged)}.");
        if (rule.Nodes.Keys.Where(n => !call.Datacenter.Nodes.ContainsKey(n)).ToList() is { Count: > 0 } unknown)
            throw new PveException($"cannot use non-existant node(s) {string.Join(", ", unknown)}.");
        var changed = rules.With(rule);
        if (Check(call, changed).GetValueOrDefault(rule.Id) is { } reasons)
            throw new PveException($"Rule '{rule.Id}' is invalid.\nresources: {string.Join(", ", reasons)}", 400);
        files.Write(changed);
    }

    private static void CheckKeys(string type, ImmutableSortedDictionary<string, string> values)
    {
        foreach (var key in values.Keys)
            if (!HaRules.KeysOf(type)!.ContainsKey(key)) throw new PveException($"unexpected property '{key}'");
    }

    private static IReadOnlyDictionary<string, List<string>> Check(ApiCall call, HaRules rules) =>
        new HaRuleSet(rules, [.. HaParameters.Files(call).ManagerStatus.Nodes.Keys]).Check();

    private static JsonObject ToJson(HaRules rules, HaRule rule, IReadOnlyDictionary<string, List<string>> errors)
    {
        var row = new JsonObject { ["digest"] = Digest(rules), ["order"] = rules.Rules.IndexOf(rule) + 1, ["rule"] = rule.Id, ["type"] = rule.Type };
        foreach (var (key, value) in rule.Properties)
            row[key] = key switch
            {
                "disable" or "strict" => int.Parse(value, CultureInfo.InvariantCulture),
                "resources" => string.Join(',', rule.Resources),
                "nodes" => rule.NodesText,
                _ => value,
            };
        if (errors.GetValueOrDefault(rule.Id) is { } reasons)
            row["errors"] = new JsonObject { ["resources"] = new JsonArray([.. reasons.Select(r => (JsonNode)r)]) };
        return row;
    }

    private static ImmutableSortedDictionary<string, string> Values(ApiCall call) => Keys.Where(key => call.Has(key) && (key != "disable" || call.Bool(key)))
        .ToImmutableSortedDictionary(key => key, key => key is "disable" or "strict" ? call.Bool(key) ? "1" : "0" : call.String(key), StringComparer.Ordinal);

    private static string Digest(HaRules rules) => ConfigDigest.Of(rules.ToText());
}
