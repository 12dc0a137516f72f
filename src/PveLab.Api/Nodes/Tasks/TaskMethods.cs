using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Tasks;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Tasks;

/// <summary><c>/nodes/{node}/tasks</c> (pve-manager: PVE/API2/Tasks.pm).</summary>
public static class TaskMethods
{
    private static readonly ObjectSchema OneTask = Object(("node", StandardOptions.Node), ("upid", String("The task's unique ID.")));

    private static readonly ObjectSchema ListParameters = Object(
        ("errors", Optional(Boolean("Only list tasks with a status of ERROR."), "0")),
        ("limit", Optional(Integer("Only list this number of tasks.", 0), "50")),
        ("node", StandardOptions.Node),
        ("since", Optional(Integer("Only list tasks since this UNIX epoch."))),
        ("source", Optional(Choice("List archived, active or all tasks.", "archive", "active", "all"), "archive")),
        ("start", Optional(Integer("List tasks beginning from this offset.", 0), "0")),
        ("statusfilter", Optional(Formatted("pve-task-status-type-list", "List of Task States that should be returned."))),
        ("typefilter", Optional(String("Only list tasks of this type (e.g., vzstart, vzdump)."))),
        ("until", Optional(Integer("Only list tasks until this UNIX epoch."))),
        ("userfilter", Optional(String("Only list tasks from this user."))),
        ("vmid", Optional(StandardOptions.Vmid with { Description = "Only list tasks for this VM." })));

    private static readonly ObjectSchema Row = Object(
        ("endtime", Optional(Integer() with { Title = "Endtime", Renderer = "timestamp" })),
        ("id", String() with { Title = "ID" }),
        ("node", String() with { Title = "Node" }),
        ("pid", Integer() with { Title = "PID" }),
        ("pstart", Integer()),
        ("starttime", Integer() with { Title = "Starttime", Renderer = "timestamp" }),
        ("status", Optional(String() with { Title = "Status" })),
        ("type", String() with { Title = "Type" }),
        ("upid", String() with { Title = "UPID" }),
        ("user", String() with { Title = "User" }));

    private static readonly ObjectSchema StatusFields = Object(
        ("exitstatus", Optional(String())), ("id", String()), ("node", String()), ("pid", Integer()), ("pstart", Integer()), ("starttime", Integer()),
        ("status", Choice(null, "running", "stopped")), ("type", String()), ("upid", String()), ("user", String()));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/tasks", Verb = Verb.Get, Description = "Read task list for one node (finished tasks).", Parameters = ListParameters,
            Returns = Array(Row), Handler = Index,
        },
        new()
        {
            Path = "/nodes/{node}/tasks/{upid}", Verb = Verb.Delete, Description = "Stop a task.", Parameters = OneTask, Handler = Stop,
        },
        new()
        {
            Path = "/nodes/{node}/tasks/{upid}/log", Verb = Verb.Get, Description = "Read task log.",
            Parameters = OneTask.With(
                ("limit", Optional(Integer("The number of lines to read from the tasklog.", 0), "50")),
                ("start", Optional(Integer("Start at this line when reading the tasklog", 0), "0"))),
            Returns = Array(Object(("n", Integer("Line number")), ("t", String("Line text")))), Handler = Log,
        },
        new()
        {
            Path = "/nodes/{node}/tasks/{upid}/status", Verb = Verb.Get, Description = "Read task status.", Parameters = OneTask, Returns = StatusFields, Handler = Status,
        },
    ];

    /// <summary>A task as lists show it.</summary>
    internal static JsonObject Describe(PveTask task)
    {
        var upid = task.Upid;
        var row = new JsonObject
        {
            ["id"] = upid.Id,
            ["node"] = upid.Node,
            ["pid"] = upid.Pid,
            ["pstart"] = upid.ProcessStart,
            ["starttime"] = upid.StartTime,
            ["type"] = upid.Type,
            ["upid"] = upid.Encode(),
            ["user"] = upid.User,
        };
        if (task.Ended is { } ended)
        {
            row["endtime"] = ended.UnixSeconds;
            row["status"] = task.ExitStatus;
        }
        return row;
    }

    private static JsonArray Index(ApiCall call)
    {
        var source = call.OptionalString("source") ?? "archive";
        var (start, limit) = (call.OptionalLong("start") ?? 0, call.OptionalLong("limit") ?? 50);
        var rows = new JsonArray();
        foreach (var task in Sources(call.Node, source).Where(t => Matches(call, t)).Skip((int)start))
        {
            if (rows.Count >= limit) break;
            var row = Describe(task);
            if (task.IsRunning) row["status"] = "RUNNING";
            rows.Add(row);
        }
        return rows;
    }

    private static IEnumerable<PveTask> Sources(Node node, string source)
    {
        if (source != "archive")
            foreach (var task in node.Tasks.All.Reverse())
                if (task.IsRunning) yield return task;
        if (source == "active") yield break;
        foreach (var task in node.Tasks.All.Where(t => !t.IsRunning).OrderByDescending(t => t.Ended!.Value.Milliseconds).ThenByDescending(t => t.Upid.Pid))
            yield return task;
    }

    private static bool Matches(ApiCall call, PveTask task)
    {
        var upid = task.Upid;
        if (call.OptionalString("userfilter") is { } user && !upid.User.Contains(user, StringComparison.OrdinalIgnoreCase)) return false;
        if (call.OptionalString("typefilter") is { } type && upid.Type != type) return false;
        if (call.OptionalInt("vmid") is { } vmid && upid.Id != vmid.ToString(CultureInfo.InvariantCulture)) return false;
        if (call.OptionalLong("since") is { } since && upid.StartTime < since) return false;
        if (call.OptionalLong("until") is { } until && upid.StartTime > until) return false;
        var kind = StatusType(task.ExitStatus);
        if (call.Bool("errors")) return kind != "ok";
        return !call.Has("statusfilter") || call.List("statusfilter").Contains(kind, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>pve-common: PVE/UPID.pm normalize_status_type.</summary>
    private static string StatusType(string? status) => status switch
    {
        null or "" or "unexpected status" => "unknown",
        "OK" => "ok",
        _ when status.StartsWith("WARNINGS: ", StringComparison.Ordinal) => "warning",
        _ => "error",
    };

    private static JsonNode? Stop(ApiCall call)
    {
        Find(call)?.Abort();
        return null;
    }

    private static JsonArray Log(ApiCall call)
    {
        var upid = Decode(call);
        if (call.Node.Files.Find(upid.LogFile) is TextFile) call.Datacenter.Facts.Record(new TaskLogRead(call.Datacenter.Clock.Now, upid.Encode()));
        return LogLines.Read(call, upid.LogFile);
    }

    private static JsonObject Status(ApiCall call)
    {
        var upid = Decode(call);
        var task = Find(call);
        var row = new JsonObject
        {
            ["id"] = upid.Id,
            ["node"] = upid.Node,
            ["pid"] = upid.Pid,
            ["pstart"] = upid.ProcessStart,
            ["starttime"] = upid.StartTime,
            ["status"] = task is { IsRunning: true } ? "running" : "stopped",
            ["type"] = upid.Type,
            ["upid"] = upid.Encode(),
            ["user"] = upid.User,
        };
        if (task is { IsRunning: false }) row["exitstatus"] = task.ExitStatus;
        return row;
    }

    private static Upid Decode(ApiCall call)
    {
        try
        {
            return Upid.Decode(call.String("upid"));
        }
        catch (PveException)
        {
            throw ParameterException.Of("upid", "unable to parse worker upid");
        }
    }

    private static PveTask? Find(ApiCall call)
    {
        var upid = Decode(call);
        if (!call.Node.Files.Exists(upid.LogFile)) throw ParameterException.Of("upid", "no such task");
        return call.Node.Tasks.Find(call.String("upid"));
    }
}
