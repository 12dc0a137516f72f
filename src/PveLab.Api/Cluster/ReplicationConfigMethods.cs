using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Replication;
using PveLab.Sim.Sections;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/replication</c>: the configuration of replication (pve-manager: PVE/API2/ReplicationConfig.pm).</summary>
public static class ReplicationConfigMethods
{
    private const string RemovalTakesTime = "Replication job removal is a background task and will take some time.";

    /// <summary>A job's id.</summary>
    public static readonly JsonSchema JobId =
        Formatted("pve-replication-job-id", "Replication job: guest and number joined by a hyphen.") with { Pattern = @"[1-9][0-9]{2,8}-\d{1,9}" };

    /// <summary>Parameters of a method about one job.</summary>
    public static readonly ObjectSchema OneJob = Object(("id", JobId));

    private static readonly ObjectSchema Settings = Object(
        ("comment", Optional(String("Description.") with { MaxLength = 4096 })),
        ("disable", Optional(Boolean("Leave the job alone."))),
        ("id", JobId),
        ("rate", Optional(Number("Limit in MB/s.", 1))),
        ("remove_job", Optional(Choice("Marks the job for removal: of its local snapshots, or also of the copies.", "local", "full"))),
        ("schedule", Optional(Formatted("pve-calendar-event", "When the job runs, a calendar event.") with { MaxLength = 128 }, "*/15")),
        ("source", Optional(Formatted("pve-node", "Internal: where the guest was."))));

    /// <summary>What <c>pvesr enable</c> and <c>pvesr disable</c> do with a job.</summary>
    public static ApiMethod Update { get; } = new()
    {
        Path = "/cluster/replication/{id}",
        Verb = Verb.Set,
        Description = "Change a replication job.",
        Parameters = Settings.With(
            ("delete", Optional(Formatted("pve-configid-list", "Settings to delete.") with { MaxLength = 4096 })), ("digest", StandardOptions.ConfigDigest)),
        Handler = ChangeJob,
    };

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new() { Path = "/cluster/replication", Verb = Verb.Get, Description = "List replication jobs.", Returns = Array(Object(("id", JobId))), Handler = Index },
        new()
        {
            Path = "/cluster/replication",
            Verb = Verb.Create,
            Description = "Create a new replication job.",
            Parameters = Settings.With(("target", Formatted("pve-node", "The node to copy to.")), ("type", Choice("Section type.", "local"))),
            Handler = Create,
        },
        new() { Path = "/cluster/replication/{id}", Verb = Verb.Get, Description = "Read a replication job.", Parameters = OneJob, Returns = Object(), Handler = Read },
        Update,
        new()
        {
            Path = "/cluster/replication/{id}",
            Verb = Verb.Delete,
            Description = "Mark a replication job for removal.",
            Parameters = OneJob.With(
                ("force", Optional(Boolean("Remove the entry at once and clean nothing up."), "0")),
                ("keep", Optional(Boolean("Keep the copies on the target."), "0"))),
            Handler = Remove,
        },
    ];

    /// <summary>replication.cfg, with what the real code says while reading it.</summary>
    /// <exception cref="PveException">It cannot be read.</exception>
    internal static ReplicationConfig Config(ApiCall call)
    {
        var config = call.View.Replication;
        foreach (var warning in config.Warnings) call.Warn(warning);
        return config.Error is null ? config : throw new PveException(config.Error);
    }

    /// <summary>Writes replication.cfg.</summary>
    internal static void Save(ApiCall call, ReplicationConfig config) => config.Save(call.View.Tree);

    /// <summary>A job as the API shows it.</summary>
    internal static JsonObject ToJson(ReplicationJob job)
    {
        var row = new JsonObject { ["guest"] = job.Guest, ["id"] = job.Id, ["jobnum"] = job.Number, ["type"] = "local" };
        foreach (var (key, value) in job.Properties)
            row[key] = key is "disable" ? value == "1" ? 1 : 0 : key is "rate" ? double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) : value;
        return row;
    }

    private static JsonArray Index(ApiCall call) => new([.. Config(call).Jobs.OrderBy(j => j.Id, StringComparer.Ordinal).Select(j => (JsonNode)ToJson(j))]);

    private static JsonObject Read(ApiCall call)
    {
        var config = Config(call);
        var job = config.Find(call.String("id")) ?? throw new PveException($"no such replication job '{call.String("id")}'");
        var row = ToJson(job);
        row["digest"] = config.Digest;
        return row;
    }

    private static JsonNode? Create(ApiCall call)
    {
        var id = call.String("id");
        var vmid = new ReplicationJob(id, Values(call)).Guest;
        var owner = call.Datacenter.Nodes.Values.FirstOrDefault(n => n.Guests.Either(vmid) is not null);
        if (owner is null) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Guest '{vmid}' does not exist."));
        var target = call.String("target");
        if (!call.Datacenter.Nodes.ContainsKey(target)) throw new PveException($"Target '{target}' does not exist.");
        if (call.OptionalString("source") is { } named && named != owner.Name)
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Source '{named}' does not match current node of guest '{vmid}' ({owner.Name})"));
        if (target == owner.Name) throw new PveException("Source and target must not be identical");
        if (ReplicableVolumes.Of(owner.Guests.Either(vmid)!).Count == 0) throw new PveException("No replicatable volumes found");
        var config = Config(call);
        if (config.Find(id) is not null) throw new PveException($"replication job '{id}' already exists");
        Save(call, config.With(new ReplicationJob(id, Values(call).SetItem("source", owner.Name))));
        return null;
    }

    private static JsonNode? ChangeJob(ApiCall call)
    {
        var config = Config(call);
        if (call.OptionalString("digest") is { Length: > 0 } digest && digest != config.Digest)
            throw new PveException("detected modified configuration - file changed by other user? Try again.");
        var job = Existing(config, call);
        var properties = job.Properties.SetItems(Values(call));
        foreach (var key in SectionFormats.SplitList(call.OptionalString("delete") ?? ""))
        {
            if (!ReplicationConfig.Options.TryGetValue(key, out var option)) throw new PveException($"no such option '{key}'");
            if (!option.Optional) throw new PveException($"unable to delete required option '{key}'");
            if (option.Fixed) throw new PveException($"unable to delete fixed option '{key}'");
            properties = properties.Remove(key);
        }
        Save(call, config.With(job with { Properties = properties }));
        return null;
    }

    private static JsonNode? Remove(ApiCall call)
    {
        var config = Config(call);
        if (call.Bool("force"))
        {
            if (call.Bool("keep")) throw new PveException("Parameter verification failed.\nkeep: conflicts with parameter 'force'", 400);
            Save(call, config.Without(call.String("id")));
            return null;
        }
        var job = Existing(config, call);
        call.Warn(RemovalTakesTime);
        Save(call, config.With(job with { Properties = job.Properties.SetItem("remove_job", call.Bool("keep") ? "local" : "full") }));
        return null;
    }

    private static ReplicationJob Existing(ReplicationConfig config, ApiCall call) =>
        config.Find(call.String("id")) ?? throw new PveException($"no such job '{call.String("id")}'");

    private static ImmutableSortedDictionary<string, string> Values(ApiCall call)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var key in ReplicationConfig.Options.Keys)
            if (call.OptionalString(key) is { } value) values[key] = value;
        return values.ToImmutable();
    }
}
