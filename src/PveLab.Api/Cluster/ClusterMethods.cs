using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Tasks;
using PveLab.Api.Schema;
using PveLab.Sim.Time;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/{status,tasks,nextid}</c> and the job calendar (pve-manager: PVE/API2/Cluster.pm, PVE/API2/Cluster/Jobs.pm).</summary>
public static class ClusterMethods
{
    private const int TasksKept = 25;

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/status", Verb = Verb.Get, Description = "Get cluster status information.",
            Returns = Array(Object(
                ("id", String()), ("ip", Optional(String())), ("level", Optional(String())), ("local", Optional(Boolean())), ("name", String()),
                ("nodeid", Optional(Integer())), ("nodes", Optional(Integer())), ("online", Optional(Boolean())), ("quorate", Optional(Boolean())),
                ("type", Choice(null, "cluster", "node")), ("version", Optional(Integer())))),
            Handler = Status,
        },
        new()
        {
            Path = "/cluster/tasks", Verb = Verb.Get, Description = "List recent tasks (cluster wide).", Returns = Array(Object(("upid", String()))),
            BookParameters = Object(("limit", Optional(Integer("Only list this number of tasks.", 0)))),
            Handler = Tasks,
        },
        new()
        {
            Path = "/cluster/nextid", Verb = Verb.Get, Description = "Get next free VMID.",
            Parameters = Object(("vmid", Optional(StandardOptions.Vmid))), Returns = Integer("The next free VMID."), Handler = NextId,
        },
        new()
        {
            Path = "/cluster/jobs/schedule-analyze", Verb = Verb.Get, Description = "Returns a list of future schedule runtimes.",
            Parameters = Object(
                ("iterations", Optional(Integer("Number of event-iteration to simulate and return.", 1, 100), "10")),
                ("schedule", Formatted("pve-calendar-event", "Job schedule.") with { MaxLength = 128 }),
                ("starttime", Optional(Integer("UNIX timestamp to start the calculation from.")))),
            Returns = Array(Object(("timestamp", Integer("UNIX timestamp for the run.")), ("utc", String("UTC timestamp for the run.")))),
            Handler = AnalyzeSchedule,
        },
    ];

    private static JsonArray Status(ApiCall call)
    {
        var rows = new JsonArray();
        var nodes = call.Datacenter.Nodes.Values.ToList();
        var config = call.View.Corosync;
        var name = config.ClusterName;
        if (name is not null)
        {
            rows.Add(new JsonObject
            {
                ["id"] = "cluster",
                ["name"] = name,
                ["nodes"] = nodes.Count,
                ["quorate"] = call.Here.HasQuorum ? 1 : 0,
                ["type"] = "cluster",
                ["version"] = config.Version,
            });
        }
        foreach (var (index, node) in nodes.Index())
        {
            rows.Add(new JsonObject
            {
                ["id"] = "node/" + node.Name,
                ["ip"] = node.Host.Address,
                ["level"] = "",
                ["local"] = node.Name == call.LocalNode ? 1 : 0,
                ["name"] = node.Name,
                ["nodeid"] = name is null ? 0 : config.Find(node.Name)?.Id ?? index + 1,
                ["online"] = call.Here.Sees(node) ? 1 : 0,
                ["type"] = "node",
            });
        }
        return rows;
    }

    /// <summary>Running tasks and the newest others of each node, newest first.</summary>
    private static JsonArray Tasks(ApiCall call)
    {
        var tasks = call.Datacenter.Nodes.Values
            .SelectMany(n => n.Tasks.All.OrderByDescending(t => t.IsRunning).ThenByDescending(t => t.Started.Milliseconds).ThenByDescending(t => t.Upid.Pid).Take(TasksKept))
            .OrderByDescending(t => t.Started.Milliseconds).ThenByDescending(t => t.Upid.Pid)
            .Take(call.OptionalInt("limit") ?? int.MaxValue);
        return new JsonArray([.. tasks.Select(task =>
        {
            var row = TaskMethods.Describe(task);
            row.Remove("pstart");
            if (task.IsRunning) return row;
            row.Remove("pid");
            row["saved"] = "1";
            return row;
        })]);
    }

    private static JsonNode NextId(ApiCall call)
    {
        if (call.OptionalInt("vmid") is { } wanted)
        {
            if (call.Datacenter.OwnerOf(wanted) is not null)
                throw ParameterException.Of("vmid", string.Create(CultureInfo.InvariantCulture, $"VM {wanted} already exists"));
            return wanted.ToString(CultureInfo.InvariantCulture);
        }
        for (var vmid = 100; ; vmid++)
            if (call.Datacenter.OwnerOf(vmid) is null) return vmid.ToString(CultureInfo.InvariantCulture);
    }

    private static JsonArray AnalyzeSchedule(ApiCall call)
    {
        var schedule = CalendarEvent.Parse(call.String("schedule"));
        var last = call.OptionalLong("starttime") ?? call.Datacenter.Clock.Now.UnixSeconds;
        var rows = new JsonArray();
        for (var i = 0; i < (call.OptionalInt("iterations") ?? 10) && schedule.Next(last, call.Datacenter.Zone) is { } next; i++)
        {
            rows.Add(new JsonObject { ["timestamp"] = next, ["utc"] = CivilTime.FromSeconds(next).ToCTime() });
            last = next;
        }
        return rows;
    }
}
