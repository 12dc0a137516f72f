using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Cluster;
using PveLab.Api.Schema;
using PveLab.Sim.Replication;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of pvesr (pve-manager: PVE/CLI/pvesr.pm).</summary>
internal static class PvesrCommands
{
    private const string Config = "PVE::API2::ReplicationConfig";
    private const string Jobs = "PVE::API2::Replication";
    private const string Own = PvesrOwn.Class;

    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The commands.</summary>
    internal static IEnumerable<CommandBinding> Bindings(ApiTree tree) =>
    [
        Bind("create-local-job", Config, tree.Method(Verb.Create, "/cluster/replication"), "id", "target") with { Fixed = Nothing.Add("type", "local") },
        Bind("delete", Config, tree.Method(Verb.Delete, "/cluster/replication/{id}"), "id"),
        Bind("disable", Own, Switch("1"), "id"),
        Bind("enable", Own, Switch("0"), "id"),
        Bind("list", Config, tree.Method(Verb.Get, "/cluster/replication")) with { Printer = List },
        Bind("read", Config, tree.Method(Verb.Get, "/cluster/replication/{id}"), "id") with { Printer = (result, _, _) => JsonText.Pretty(result) },
        Bind("schedule-now", Jobs, tree.Method(Verb.Create, "/nodes/{node}/replication/{id}/schedule_now"), "id") with { Fixed = CommandBinding.OnThisNode },
        Bind("status", Jobs, tree.Method(Verb.Get, "/nodes/{node}/replication")) with { Fixed = CommandBinding.OnThisNode, Printer = Status },
        Bind("update", Config, ReplicationConfigMethods.Update, "id"),
        .. PvesrOwn.Bindings,
    ];

    private static CommandBinding Bind(string name, string @class, ApiMethod method, params ImmutableArray<string> arguments) =>
        new() { Name = "pvesr " + name, Class = @class, Method = method, Arguments = arguments };

    private static ApiMethod Switch(string disable) => new()
    {
        Path = "",
        Verb = Verb.Create,
        Description = disable == "1" ? "Disable a replication job." : "Enable a replication job.",
        Parameters = ReplicationConfigMethods.OneJob,
        Handler = call => ReplicationConfigMethods.Update.Handler(call with { Parameters = new JsonObject { ["id"] = call.String("id"), ["disable"] = disable } }),
    };

    private static string List(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var text = new StringBuilder();
        Line("JobID", "Target", "Schedule", "Rate", "Enabled");
        foreach (var job in Rows(result))
            Line(Text(job["id"]), "local/" + Text(job["target"]), Text(job["schedule"] ?? ReplicationConfig.DefaultSchedule), Text(job["rate"] ?? "-"), IsOn(job["disable"]) ? "no" : "yes");
        return text.ToString();

        void Line(string id, string target, string schedule, string rate, string enabled) =>
            text.Append(CultureInfo.InvariantCulture, $"{id,-20} {target,-20} {schedule,10} {rate,5} {enabled,8}\n");
    }

    private static string Status(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var text = new StringBuilder();
        Line("JobID", "Enabled", "Target", "LastSync", "NextSync", "Duration", "FailCount", "State");
        foreach (var job in Rows(result))
            Line(Text(job["id"]), IsOn(job["disable"]) ? "No" : "Yes", "local/" + Text(job["target"]), Moment(job["last_sync"]), Moment(job["next_sync"], future: true),
                Text(job["duration"] ?? "-"), Text(job["fail_count"]), job["pid"] is not null ? "SYNCING" : Text(job["error"] ?? "OK"));
        return text.ToString();

        void Line(string id, string enabled, string target, string last, string next, string duration, string failures, string state) =>
            text.Append(CultureInfo.InvariantCulture, $"{id,-10} {enabled,-10} {target,-20} {last,20} {next,20} {duration,10} {failures,10} {state}\n");

        string Moment(JsonNode? time, bool future = false)
        {
            var seconds = long.Parse(Text(time), CultureInfo.InvariantCulture);
            return seconds == 0 ? "-" : future && seconds <= options.Now ? "pending" : options.Zone.Stamp(seconds).Replace(' ', '_');
        }
    }

    private static IEnumerable<JsonObject> Rows(JsonNode? result) => ((JsonArray)result!).OfType<JsonObject>().OrderBy(job => (int)job["guest"]!);

    private static string Text(JsonNode? value) => value is JsonValue scalar ? PerlText.Of(scalar) : "";

    private static bool IsOn(JsonNode? flag) => flag is JsonValue value && PerlText.IsTrue(PerlText.Of(value));
}
