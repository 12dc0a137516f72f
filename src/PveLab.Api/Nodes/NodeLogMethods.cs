using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary>A node's journal and clock over the API (pve-manager: PVE/API2/Nodes.pm syslog, journal, time).</summary>
public static class NodeLogMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/syslog", Verb = Verb.Get, Description = "Read system log",
            Parameters = Object(
                ("limit", Optional(Integer("", 0))), ("node", StandardOptions.Node), ("service", Optional(String("Service ID") with { MaxLength = 128 })),
                ("since", Optional(String("Display all log since this date-time string."))), ("start", Optional(Integer("", 0))),
                    ("until", Optional(String("Display all log until this date-time string.")))),
            Returns = Array(Object(("n", Integer("Line number")), ("t", String("Line text")))),
            NotSimulated = ApiMethod.Names("since", "until"),
            Handler = Syslog,
        },
        new()
        {
            Path = "/nodes/{node}/journal", Verb = Verb.Get, Description = "Read Journal",
            Parameters = Object(
                ("endcursor", Optional(String("End before the given Cursor."))), ("lastentries", Optional(Integer("Limit to the last X lines.", 0))), ("node", StandardOptions.Node),
                ("since", Optional(Integer("Display all log since this UNIX epoch.", 0))), ("startcursor", Optional(String("Start after the given Cursor."))),
                ("until", Optional(Integer("Display all log until this UNIX epoch.", 0)))),
            Returns = Array(String()),
            NotSimulated = ApiMethod.Names("startcursor", "endcursor"),
            Handler = Journal,
        },
        new()
        {
            Path = "/nodes/{node}/time", Verb = Verb.Get, Description = "Read server time and time zone settings.", Parameters = Object(("node", StandardOptions.Node)),
            Returns = Object(("localtime", Integer("Seconds since 1970-01-01 00:00:00 (local time)")), ("time", Integer("Seconds since 1970-01-01 00:00:00 UTC.")),
                ("timezone", String("Time zone"))),
            Handler = call => Time(call.Node),
        },
    ];

    private static string Line(Node node, JournalEntry entry) =>
        $"{Stamp(node, entry)} {node.Name} {entry.Ident}{(entry.Pid > 0 ? FormattableString.Invariant($"[{entry.Pid}]") : "")}: {entry.Text}";

    private static string Stamp(Node node, JournalEntry entry)
    {
        var local = node.Datacenter.Zone.ToLocal(entry.At.UnixSeconds);
        string[] months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{months[local.Month - 1]} {local.Day:00} {local.Hour:00}:{local.Minute:00}:{local.Second:00}");
    }

    private static JsonArray Syslog(ApiCall call)
    {
        var unit = call.OptionalString("service") is { } name ? call.Node.Services.Find(name)?.Unit.Id ?? name + ".service" : null;
        var (start, limit) = ((int)(call.OptionalLong("start") ?? 0), (int)(call.OptionalLong("limit") ?? 50));
        return new JsonArray([.. call.Node.Journal.Entries.Where(e => unit is null || e.Unit == unit)
            .Select((e, i) => (JsonNode)new JsonObject { ["n"] = i + 1, ["t"] = Line(call.Node, e) }).Skip(start).Take(limit)]);
    }

    private static JsonArray Journal(ApiCall call)
    {
        var (since, until) = (call.OptionalLong("since") ?? 0, call.OptionalLong("until") ?? long.MaxValue);
        var entries = call.Node.Journal.Entries.Where(e => e.At.UnixSeconds >= since && e.At.UnixSeconds <= until);
        if (call.OptionalLong("lastentries") is { } last) entries = entries.TakeLast((int)last);
        return new JsonArray([.. entries.Select(e => JsonValue.Create(Line(call.Node, e)))]);
    }

    private static JsonObject Time(Node node)
    {
        var now = node.Clock.Now.UnixSeconds;
        return new JsonObject { ["localtime"] = Sim.Time.Zone.Utc.ToEpoch(node.Datacenter.Zone.ToLocal(now)), ["time"] = now, ["timezone"] = node.Datacenter.Zone.Name };
    }
}
