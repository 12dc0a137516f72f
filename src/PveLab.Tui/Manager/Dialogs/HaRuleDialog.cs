using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Add or edit an affinity rule of HA (pve-manager: ha/RuleEdit.js, ha/rules/*Edit.js).</summary>
internal static class HaRuleDialog
{
    private const string Rules = "/cluster/ha/rules";
    private const string Resources = "/cluster/ha/resources";
    private const string NodeAffinity = "node-affinity";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [DialogParts.Nodes, Resources, Rules];

    /// <summary>The form: of a new rule of the context's kind, or of the row's.</summary>
    public static FormModel Open(DialogContext context)
    {
        var rule = context.Row?["rule"] is null ? null : context.Row;
        var type = rule.Text("type") is { Length: > 0 } known ? known : context.Kind ?? NodeAffinity;
        var nodes = context.List(DialogParts.Nodes).Select(n => n.Text("node")).Order(StringComparer.Ordinal).ToList();
        return new FormModel
        {
            Title = (rule is null ? Pve("Add") : Pve("Edit")) + ": " + (type == NodeAffinity ? Pve("HA Node Affinity") : Pve("HA Resource Affinity")),
            Submit = rule is null ? Pve("Add") : Pve("OK"),
            Fields =
            [
                rule is null ? new TextField { Name = "rule", Label = "ID", Required = true, MaxLength = 60 }.With(FreeName(context)) : DialogParts.Shown("rule", "ID", rule.Text("rule")),
                new CheckField { Name = "enable", Label = Pve("Enable"), On = !rule.IsOn("disable") },
                new ChoiceField
                {
                    Name = "resources", Label = Pve("HA Resources"), Required = true, Many = true, Columns = ["ID", Pve("Request State"), Pve("Comment")],
                    Options = [.. context.List(Resources).Select(r => new FormOption(r.Text("sid"), r.Text("sid"), r.Text("state"), r.Text("comment")))],
                    Hint = ("Space ticks a resource", "Space で選択します"),
                }.With(rule.Text("resources")),
                .. type == NodeAffinity ? OnNodes(rule, nodes) : Together(rule),
                new TextField { Name = "comment", Label = Pve("Comment"), MaxLength = 4096 }.With(rule.Text("comment")),
            ],
            Rules = new FormRules
            {
                Adapt = form => type != NodeAffinity ? form : nodes.Aggregate(form, (f, node) => f.Enable(f.IsOn("node " + node), "priority " + node)),
                Write = form => Write(form, rule, type, nodes),
            },
        };
    }

    private static IEnumerable<FormField> OnNodes(JsonObject? rule, List<string> nodes)
    {
        yield return new CheckField
        {
            Name = "strict",
            Label = Pve("Strict"),
            On = rule.IsOn("strict"),
            Hint = ("On no other node, even when none of these is there", "ほかのノードでは、これらが全部止まっていても動かしません"),
        };
        var chosen = rule.Text("nodes").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => n.Split(':'))
            .ToImmutableSortedDictionary(n => n[0], n => n.Length > 1 ? n[1] : "", StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            yield return new CheckField { Name = "node " + node, Label = Pve("Node"), Text = node, On = chosen.ContainsKey(node), Column = FieldColumn.Left };
            yield return new NumberField
            {
                Name = "priority " + node,
                Label = Pve("Priority"),
                Most = 1000,
                Column = FieldColumn.Right,
                Hint = ("The highest one that is there is preferred", "動いているノードのうち、値の大きいものが優先されます"),
            }.With(chosen.GetValueOrDefault(node, ""));
        }
    }

    private static IEnumerable<FormField> Together(JsonObject? rule) =>
    [
        DialogParts.Choice("affinity", Pve("Affinity"), rule.Text("affinity") is { Length: > 0 } affinity ? affinity : "positive",
            ("positive", Pve("Keep Together") + " (positive)"), ("negative", Pve("Keep Separate") + " (negative)")),
    ];

    private static ApiWrite? Write(FormModel form, JsonObject? rule, string type, List<string> nodes)
    {
        var changes = new Changes(rule).Set("resources", form.Text("resources")).Set("disable", form.IsOn("enable") ? "0" : "1", "0").Set("comment", form.Text("comment"));
        if (type == NodeAffinity) changes.Set("nodes", Chosen(form, nodes)).Set("strict", form.Text("strict"), "0");
        else changes.Set("affinity", form.Text("affinity"));
        if (rule is null) return changes.Put("type", type).Put("rule", form.Text("rule")).Call("create", Rules);
        // The type tells the API which properties are meant.
        return changes.Call("set", $"{Rules}/{rule.Text("rule")}") is { } call ? call with { Parameters = call.Parameters.SetItem("type", type) } : null;
    }

    private static string Chosen(FormModel form, List<string> nodes) => string.Join(',', nodes.Where(n => form.IsOn("node " + n))
        .Select(n => form.Text("priority " + n) is { Length: > 0 } priority ? $"{n}:{priority}" : n));

    private static string FreeName(DialogContext context)
    {
        var taken = context.List(Rules).Select(r => r.Text("rule")).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(i => FormattableString.Invariant($"ha-rule-{i}")).First(n => !taken.Contains(n));
    }
}
