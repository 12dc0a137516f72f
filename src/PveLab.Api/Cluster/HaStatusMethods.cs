using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.HighAvailability;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/ha/status</c>, and what only ha-manager has (pve-ha-manager: PVE/API2/HA/Status.pm, PVE/CLI/ha_manager.pm).</summary>
public static class HaStatusMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/ha/status/current",
            Verb = Verb.Get,
            Description = "Get HA manger status.",
            Returns = Array(Object(("id", String()), ("node", String()), ("status", String()), ("type", String()))),
            Handler = Current,
        },
        new()
        {
            Path = "/cluster/ha/status/manager_status",
            Verb = Verb.Get,
            Description = "Get full HA manger status, including LRM status.",
            Returns = Object(),
            Handler = Full,
        },
    ];

    /// <summary><c>ha-manager status</c>.</summary>
    public static ApiMethod Status { get; } = new()
    {
        Path = "",
        Verb = Verb.Get,
        Description = "Display HA manger status.",
        Parameters = Object(("verbose", Optional(Boolean("Also the complete status of CRM and LRMs (JSON)."), "0"))),
        Handler = Print,
    };

    /// <summary><c>ha-manager crm-command stop</c>.</summary>
    public static ApiMethod Stop { get; } = new()
    {
        Path = "",
        Verb = Verb.Create,
        Description = "Request the service to be stopped.",
        Parameters = Object(("sid", HaParameters.Sid), ("timeout", Integer("Timeout in seconds. If set to 0 a hard stop will be performed.", 0))),
        Handler = call =>
        {
            var sid = HaParameters.ParseSid(call);
            HaParameters.RequireManaged(call, sid);
            HaParameters.CheckState(call, sid, null);
            HaParameters.Queue(call, $"stop {sid} {call.String("timeout")}");
            return null;
        },
    };

    /// <summary><c>ha-manager crm-command node-maintenance</c>.</summary>
    public static ApiMethod Maintenance { get; } = new()
    {
        Path = "",
        Verb = Verb.Create,
        Description = "Change the node-maintenance request state.",
        Parameters = Object(("disable", Boolean("Requests disabling or enabling maintenance-mode.")), ("node", StandardOptions.Node)),
        Handler = call =>
        {
            var node = call.String("node");
            if (!call.Datacenter.Nodes.ContainsKey(node)) throw new PveException($"no such cluster node '{node}'");
            HaParameters.Queue(call, $"{(call.Bool("disable") ? "disable" : "enable")}-node-maintenance {node}");
            return null;
        },
    };

    private static JsonNode? Print(ApiCall call)
    {
        foreach (var row in Current(call).OfType<JsonObject>()) call.Print($"{row["type"]} {row["status"]}");
        if (!call.Bool("verbose")) return null;
        call.Print("full cluster state:");
        call.Print(HaJson.PrintPretty(json => Full(call).WriteTo(json)));
        return null;
    }

    private static JsonArray Current(ApiCall call)
    {
        call.Datacenter.HighAvailability.Wake();
        var (here, files) = (HaParameters.Here(call), HaParameters.Files(call));
        var (now, status, quorate) = (here.Clock.Now.UnixSeconds, files.ManagerStatus, here.HasQuorum);
        var rows = new JsonArray
        {
            new JsonObject
            {
                ["id"] = "quorum", ["node"] = here.Name, ["quorate"] = quorate ? 1 : 0,
                ["status"] = quorate ? "OK" : $"No quorum on node '{here.Name}'!", ["type"] = "quorum",
            },
        };
        if (status is { MasterNode: { } master, Timestamp: { } time })
        {
            var state = AgeOf(now, time);
            if (quorate && state != "active" && files.Services.Count == 0) state = "idle";
            var extra = files.Settings.Scheduler == "basic" ? "" : $" - {files.Settings.Scheduler} load CRS";
            rows.Add(Row("master", "master", master, $"{master} ({state}, {Local(call, time)}){extra}", time));
        }
        foreach (var node in status.Nodes.Keys) rows.Add(Lrm(call, files, node, now));
        foreach (var (sid, service) in status.Services) rows.Add(Service(sid, files.Services.GetValueOrDefault(sid), service, files));
        foreach (var (sid, config) in files.Services.Where(s => !status.Services.ContainsKey(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal))
            rows.Add(Service(sid, config, null, files));
        return rows;
    }

    private static JsonObject Lrm(ApiCall call, HaFiles files, string node, long now)
    {
        var report = files.LrmStatusOf(node);
        if (report.Timestamp is not { } time) return Row($"lrm:{node}", "lrm", node, $"{node} (unable to read lrm status)", null);
        var state = AgeOf(now, time);
        var isBusy = files.ManagerStatus.Services.Values.Any(s => s.IsActiveOn(node));
        if (report.Mode != LrmMode.Active && (state == "active" || report.Mode == LrmMode.Maintenance)) state = HaText.Of(report.Mode) + " mode";
        else if (state == "active")
            state = report.State is LrmStatus.WaitForAgentLock && !isBusy ? "idle" : report.State is { } own ? HaText.Of(own) : "unknown";
        return Row($"lrm:{node}", "lrm", node, $"{node} ({state}, {Local(call, time)})", time);
    }

    private static JsonObject Service(string sid, HaServiceConfig? config, HaServiceState? service, HaFiles files)
    {
        var node = service?.Node ?? config?.Node;
        var state = VerboseState(config, service);
        var row = new JsonObject { ["id"] = $"service:{sid}", ["sid"] = sid, ["state"] = state };
        (row["status"], row["type"]) = ($"{sid} ({node ?? "---"}, {state})", "service");
        if (node is not null) row["node"] = node;
        if (service is not null) row["crm_state"] = HaText.Of(service.Status);
        if (config is null) return row;
        row["request_state"] = config.State;
        row["failback"] = config.Failback ? 1 : 0;
        row["max_relocate"] = config.MaxRelocate;
        row["max_restart"] = config.MaxRestart;
        if (files.Resources.Find(sid)?.Properties.GetValueOrDefault("comment") is { } comment) row["comment"] = comment;
        return row;
    }

    /// <summary>The state as people are told it, which runs a little ahead of the manager's (get_verbose_service_state).</summary>
    private static string VerboseState(HaServiceConfig? config, HaServiceState? service) => (config, service) switch
    {
        (null, _) => "deleting",
        ({ State: "ignored" }, _) => "ignored",
        ({ Node: null }, _) => "not found",
        (_, null) => "queued",
        ({ State: "started" }, { Status: HaServiceStatus.Stopped }) => "starting",
        ({ State: "disabled" }, { Status: HaServiceStatus.Stopped }) => "disabled",
        (_, { Status: HaServiceStatus.Started, Running: false }) => "starting",
        ({ State: "stopped" or "disabled" }, { Status: HaServiceStatus.Started }) => "stopping",
        ({ State: "disabled" }, { Status: HaServiceStatus.Error }) => "clearing error flag",
        _ => HaText.Of(service.Status),
    };

    private static JsonObject Full(ApiCall call)
    {
        call.Datacenter.HighAvailability.Wake();
        var (here, files) = (HaParameters.Here(call), HaParameters.Files(call));
        var lrms = new JsonObject();
        foreach (var node in files.ManagerStatus.Nodes.Keys) lrms[node] = Node(json => HaJson.Write(json, files.LrmStatusOf(node)));
        var result = new JsonObject();
        if (lrms.Count > 0) result["lrm_status"] = lrms;
        result["manager_status"] = files.ManagerStatus == HaManagerStatus.Empty ? new JsonObject() : Node(json => HaJson.Write(json, files.ManagerStatus));
        result["quorum"] = new JsonObject { ["node"] = here.Name, ["quorate"] = here.HasQuorum ? "1" : "" };
        return result;
    }

    private static JsonNode Node(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!;
    }

    private static JsonObject Row(string id, string type, string node, string status, long? time)
    {
        var row = new JsonObject { ["id"] = id, ["node"] = node, ["status"] = status };
        if (time is { } seconds) row["timestamp"] = seconds;
        row["type"] = type;
        return row;
    }

    private static string AgeOf(long now, long time) => now - time > 30 ? "old timestamp - dead?" : now - time < -2 ? "detected time drift!" : "active";

    private static string Local(ApiCall call, long time) => call.Datacenter.Zone.ToLocal(time).ToCTime();
}
