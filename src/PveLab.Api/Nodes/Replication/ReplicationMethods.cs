using System.Text.Json.Nodes;
using PveLab.Api.Cluster;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Replication;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Replication;

/// <summary><c>/nodes/{node}/replication</c>: how the jobs of a node's guests are (pve-manager: PVE/API2/Replication.pm).</summary>
public static class ReplicationMethods
{
    private static readonly ObjectSchema OneJob = ReplicationConfigMethods.OneJob.With(("node", StandardOptions.Node));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/replication",
            Verb = Verb.Get,
            Description = "List the status of the replication jobs of this node's guests.",
            Parameters = Object(("guest", Optional(StandardOptions.Vmid)), ("node", StandardOptions.Node)),
            Returns = Array(Object(("id", String()))),
            Handler = call => new JsonArray([.. Status(call).Where(row => call.OptionalInt("guest") is not { } guest || (int)row["guest"]! == guest)]),
        },
        new()
        {
            Path = "/nodes/{node}/replication/{id}",
            Verb = Verb.Get,
            Description = "Directory index.",
            Parameters = OneJob,
            Returns = Array(Object(("name", String()))),
            Handler = _ => new JsonArray(Name("schedule_now"), Name("log"), Name("status")),
        },
        new()
        {
            Path = "/nodes/{node}/replication/{id}/status",
            Verb = Verb.Get,
            Description = "Get the status of a replication job.",
            Parameters = OneJob,
            Returns = Object(),
            Handler = call => Status(call).FirstOrDefault(row => (string?)row["id"] == call.String("id")) ?? throw NoJob(call),
        },
        new()
        {
            Path = "/nodes/{node}/replication/{id}/log",
            Verb = Verb.Get,
            Description = "Read the log of a replication job's last run.",
            Parameters = OneJob.With(("limit", Optional(Integer("Lines.", 0))), ("start", Optional(Integer("The first line.", 0)))),
            Returns = Array(Object(("n", Integer("Line number")), ("t", String("Line text")))),
            Handler = Log,
        },
        new()
        {
            Path = "/nodes/{node}/replication/{id}/schedule_now",
            Verb = Verb.Create,
            Description = "Start a replication job as soon as possible.",
            Parameters = OneJob,
            Returns = String(),
            Handler = ScheduleNow,
        },
    ];

    /// <summary>The status of a node's jobs; a job that names no source, or another than the guest's node, is mended on the way (job_status).</summary>
    private static IEnumerable<JsonObject> Status(ApiCall call)
    {
        ReplicationConfigMethods.Config(call);
        var replication = call.Node.Replication;
        return replication.Engine.Jobs.Where(job => job.Removal is not null || job.Target != call.Node.Name).Select(job => Row(replication, job));
    }

    private static JsonObject Row(NodeReplication replication, NodeReplicationJob job)
    {
        var row = ReplicationConfigMethods.ToJson(job.Definition);
        row["vmtype"] = job.Kind.Type;
        row["next_sync"] = replication.NextSync(job);
        row["fail_count"] = job.State.FailCount;
        row["last_sync"] = job.State.LastSync;
        row["last_try"] = job.State.LastTry;
        if (job.State.Error is { } error) row["error"] = error;
        if (job.State.Duration is { } duration) row["duration"] = duration;
        if (job.Status == ReplicationJobStatus.Syncing) row["pid"] = job.State.Pid;
        return row;
    }

    private static JsonObject Name(string name) => new() { ["name"] = name };

    private static PveException NoJob(ApiCall call) => new($"no such replication job '{call.String("id")}'");

    private static JsonArray Log(ApiCall call)
    {
        var id = call.String("id");
        if (ReplicationConfigMethods.Config(call).Find(id) is null) throw NoJob(call);
        return LogLines.Read(call, $"/var/log/pve/replicate/{id}");
    }

    private static JsonNode? ScheduleNow(ApiCall call)
    {
        var job = ReplicationConfigMethods.Config(call).Find(call.String("id")) ?? throw NoJob(call);
        call.Node.Replication.ScheduleNow(job);
        return null;
    }
}
