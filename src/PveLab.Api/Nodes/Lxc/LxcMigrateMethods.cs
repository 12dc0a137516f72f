using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Moving a container to another node (pve-container: PVE/API2/LXC.pm migrate_vm, migrate_vm_precondition).</summary>
public static class LxcMigrateMethods
{
    private const string Migration = "/nodes/{node}/lxc/{vmid}/migrate";

    private static readonly ObjectSchema Parameters = LxcParameters.Container.With(
        ("bwlimit", Optional(Number("Limit in KiB/s.", 0), "migrate limit from datacenter or storage config")),
        ("online", Optional(Boolean("Migrate while it runs."))),
        ("restart", Optional(Boolean("Shut it down, and start it at the target."))),
        ("target", StandardOptions.Node with { Description = "The target node." }),
        ("target-storage", Optional(Formatted("storage-pair-list", "Storages by storages; one alone takes all, 1 keeps each."))),
        ("timeout", Optional(Integer("Seconds it may take to shut down."), "180")));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = Migration,
            Verb = Verb.Create,
            Description = "Migrates a container to another node.",
            Parameters = Parameters,
            Returns = String(),
            Handler = Migrate,
        },
        new()
        {
            Path = Migration,
            Verb = Verb.Get,
            Description = "Tells what stands in the way of a migration.",
            Parameters = LxcParameters.Container.With(("target", Optional(StandardOptions.Node with { Description = "The target node." }))),
            Returns = Object(),
            Handler = Preconditions,
        },
    ];

    private static JsonNode Migrate(ApiCall call)
    {
        var request = MigrateMethods.RequestOf(call, "target-storage") with { Restart = call.Bool("restart"), Timeout = call.OptionalInt("timeout") ?? 180 };
        return MigrateMethods.Start(call, call.Node.Guests.Containers.Get, request);
    }

    private static JsonObject Preconditions(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        container.CheckLock();
        return new JsonObject
        {
            ["allowed-nodes"] = new JsonArray([.. call.Datacenter.Nodes.Keys.Where(n => n != call.Node.Name).Select(n => (JsonNode)n)]),
            ["not-allowed-nodes"] = new JsonObject(),
            ["running"] = container.IsRunning ? 1 : 0,
        };
    }
}
