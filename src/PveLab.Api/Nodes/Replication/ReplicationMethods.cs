using System.Text.Json.Nodes;
using PveLab.Api.Cluster;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Time;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Replication;

/// <summary><c>/nodes/{node}/replication</c>: how the jobs of a node's guests are (pve-manager: PVE/API2/Replication.pm). Nothing runs yet.</summary>
public static class ReplicationMethods
{
    private const string NotSimulated = "PveLab: replication runs are not simulated";

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
            Path = "/nodes/{node}/replication/{id}/status",
            Verb = Verb.Get,
            Description = "Get the status of a replication job.",
            Parameters = OneJob,
            Returns = Object(),
            Handler = call => Status(call).FirstOrDefault(row => (string?)row["id"] == call.String("id"))
                ?? throw new PveException($"no such replication job '{call.String("id")}'"),
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

    /// <summary>What <c>pvesr run</c> does.</summary>
    public static ApiMethod Run { get; } = new()
    {
        Path = "",
        Verb = Verb.Create,
        Description = "Run a replication job, or all that are due.",
        Parameters = Object(
            ("id", Optional(ReplicationConfigMethods.JobId)),
            ("mail", Optional(Boolean("Send a mail when a job fails."), "0")),
            ("verbose", Optional(Boolean("Print more."), "0"))),
        Handler = RunJobs,
    };

    /// <summary>The status of a node's jobs; a job that names no source, or another than the guest's node, is mended on the way (job_status).</summary>
    private static IEnumerable<JsonObject> Status(ApiCall call)
    {
        Mend(call);
        foreach (var job in ReplicationConfigMethods.Config(call).Jobs.OrderBy(j => j.Id, StringComparer.Ordinal))
        {
            if (call.Node.Guests.Either(job.Guest) is not { } guest) continue;
            if (job["remove_job"] is null && job.Target == call.Node.Name) continue;
            var row = ReplicationConfigMethods.ToJson(job);
            row["vmtype"] = guest.Kind.Type;
            row["next_sync"] = job["remove_job"] is not null ? 1 : CalendarEvent.Parse(job.Schedule).Next(0, call.Datacenter.Zone) ?? 0;
            foreach (var counter in (string[])["fail_count", "last_sync", "last_try"]) row[counter] = 0;
            yield return row;
        }
    }

    private static void Mend(ApiCall call)
    {
        var config = call.View.Replication;
        var here = call.Node.Name;
        var changed = config;
        foreach (var job in config.Jobs.Where(j => j["source"] != here && call.Node.Guests.Either(j.Guest) is not null))
            changed = changed.With(job with
            {
                Properties = job.Properties.SetItem("source", here).SetItem("target", job.Target == here && job["source"] is { } stolen ? stolen : job.Target),
            });
        if (!ReferenceEquals(changed, config)) ReplicationConfigMethods.Save(call, changed);
    }

    private static JsonNode ScheduleNow(ApiCall call)
    {
        var id = call.String("id");
        if (ReplicationConfigMethods.Config(call).Find(id) is null) throw new PveException($"no such replication job '{id}'");
        throw new PveException(NotSimulated);
    }

    private static JsonNode? RunJobs(ApiCall call)
    {
        if (call.Has("id") && call.Bool("mail")) throw new PveException("Mail and id are mutually exclusive!");
        if (call.OptionalString("id") is not { } id)
            return Status(call).All(row => row["disable"] is { } disabled && (int)disabled == 1) ? null : throw new PveException(NotSimulated);
        var job = ReplicationConfigMethods.Config(call).Find(id) ?? throw new PveException($"no such job '{id}'");
        if (job.Disabled) throw new PveException($"job '{id}' is disabled");
        if (!call.Datacenter.Nodes.Values.Any(n => n.Guests.Either(job.Guest) is not null)) throw new PveException($"no such guest '{job.Guest}'");
        if (call.Node.Guests.Either(job.Guest) is null) throw new PveException($"guest '{job.Guest}' is not on local node");
        throw new PveException(job.Target == call.Node.Name ? "unable to sync to local node" : NotSimulated);
    }
}
