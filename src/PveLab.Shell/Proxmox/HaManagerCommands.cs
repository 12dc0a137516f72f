using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Cluster;
using PveLab.Api.Schema;
using PveLab.Sim;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of ha-manager (pve-ha-manager: PVE/CLI/ha_manager.pm).</summary>
internal static class HaManagerCommands
{
    private const string Own = "PVE::CLI::ha_manager";
    private const string Resources = "PVE::API2::HA::Resources";
    private const string Groups = "PVE::API2::HA::Groups";
    private const string Rules = "PVE::API2::HA::Rules";

    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Shorter names.</summary>
    public static ImmutableSortedDictionary<string, string> Aliases { get; } = new Dictionary<string, string>
    {
        ["migrate"] = "crm-command migrate",
        ["relocate"] = "crm-command relocate",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The commands.</summary>
    internal static IEnumerable<CommandBinding> Bindings(ApiTree tree) =>
    [
        Bind("status", Own, HaStatusMethods.Status),
        Bind("config", Resources, tree.Method(Verb.Get, "/cluster/ha/resources")) with { Printer = (result, _, _) => Sections(result, "") },
        Bind("add", Resources, tree.Method(Verb.Create, "/cluster/ha/resources"), "sid"),
        Bind("remove", Resources, tree.Method(Verb.Delete, "/cluster/ha/resources/{sid}"), "sid"),
        Bind("set", Resources, tree.Method(Verb.Set, "/cluster/ha/resources/{sid}"), "sid"),
        Bind("groupconfig", Groups, tree.Method(Verb.Get, "/cluster/ha/groups")) with { Printer = (result, _, _) => Sections(result, "group: ") },
        Bind("groupadd", Groups, tree.Method(Verb.Create, "/cluster/ha/groups"), "group"),
        Bind("groupremove", Groups, tree.Method(Verb.Delete, "/cluster/ha/groups/{group}"), "group"),
        Bind("groupset", Groups, tree.Method(Verb.Set, "/cluster/ha/groups/{group}"), "group"),
        Bind("rules list", Rules, tree.Method(Verb.Get, "/cluster/ha/rules")) with
        {
            FormatOptions = StandardOptions.Output,
            Printer = (result, method, options) => ResultPrinter.Print(result, method.Returns, options),
        },
        Bind("rules config", Rules, tree.Method(Verb.Get, "/cluster/ha/rules")) with { FormatOptions = StandardOptions.Output, Printer = PrintRules },
        Bind("rules add", Rules, tree.Method(Verb.Create, "/cluster/ha/rules"), "type", "rule"),
        Bind("rules remove", Rules, tree.Method(Verb.Delete, "/cluster/ha/rules/{rule}"), "rule"),
        Bind("rules set", Rules, tree.Method(Verb.Set, "/cluster/ha/rules/{rule}"), "type", "rule"),
        Bind("crm-command migrate", Resources, tree.Method(Verb.Create, "/cluster/ha/resources/{sid}/migrate"), "sid", "node")
            with { Printer = PrintMove("migrate") },
        Bind("crm-command relocate", Resources, tree.Method(Verb.Create, "/cluster/ha/resources/{sid}/relocate"), "sid", "node")
            with { Printer = PrintMove("relocate") },
        Bind("crm-command stop", Own, HaStatusMethods.Stop, "sid", "timeout"),
        Bind("crm-command node-maintenance enable", Own, HaStatusMethods.Maintenance, "node") with { Fixed = Nothing.Add("disable", "0") },
        Bind("crm-command node-maintenance disable", Own, HaStatusMethods.Maintenance, "node") with { Fixed = Nothing.Add("disable", "1") },
    ];

    private static CommandBinding Bind(string name, string @class, ApiMethod method, params ImmutableArray<string> arguments) =>
        new() { Name = "ha-manager " + name, Class = @class, Method = method, Arguments = arguments };

    private static string Sections(JsonNode? result, string prefix)
    {
        var text = new StringBuilder();
        foreach (var row in Rows(result))
        {
            text.Append(CultureInfo.InvariantCulture, $"{prefix}{row["sid"] ?? row["group"]}\n");
            foreach (var (key, value) in row.OrderBy(p => p.Key, StringComparer.Ordinal))
                if (key is not ("digest" or "sid" or "group" or "type" or "errors")) text.Append(CultureInfo.InvariantCulture, $"\t{key} {value}\n");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string PrintRules(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        foreach (var row in Rows(result))
        {
            row["enabled"] = row["disable"] is null ? 1 : 0;
            row["state"] = row["errors"] is null ? "in use" : "ignored (conflicts)";
        }
        return ResultPrinter.Print(result, method.Returns, options, ["enabled", "state", "rule", "type", "resources", "comment"]);
    }

    private static CommandPrinter PrintMove(string verb) => (result, _, _) =>
    {
        var row = (JsonObject)result!;
        var (sid, node) = ((string)row["sid"]!, (string)row["requested-node"]!);
        if (row["blocking-resources"] is JsonArray blocking)
            throw new PveException($"cannot {verb} resource '{sid}' to node '{node}':\n\n" + string.Concat(blocking.Select(b =>
                $"- resource '{b!["sid"]}' on target node '{node}' in negative affinity with resource '{sid}'\n")));
        return row["comigrated-resources"] is not JsonArray others ? ""
            : string.Concat(others.Select(o => $"also {verb} resource '{o}' in positive affinity with resource '{sid}' to target node '{node}'\n"));
    };

    private static IEnumerable<JsonObject> Rows(JsonNode? result) => ((JsonArray)result!).OfType<JsonObject>();
}
