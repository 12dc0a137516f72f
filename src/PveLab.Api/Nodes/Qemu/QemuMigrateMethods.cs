using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Migration;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Moving a virtual machine to another node (qemu-server: PVE/API2/Qemu.pm migrate_vm, migrate_vm_precondition).</summary>
public static class QemuMigrateMethods
{
    private static readonly ObjectSchema Parameters = QemuParameters.Guest.With(
        ("bwlimit", Optional(Integer("Limit in KiB/s.", 0), "migrate limit from datacenter or storage config")),
        ("force", Optional(Boolean("Migrate although local devices are used."))),
        ("migration_network", Optional(Formatted("CIDR", "Network used for the migration."))),
        ("migration_type", Optional(Choice("Whether the migration is encrypted.", "secure", "insecure"))),
        ("online", Optional(Boolean("Migrate while it runs."))),
        ("target", StandardOptions.Node with { Description = "The target node." }),
        ("targetstorage", Optional(Formatted("storage-pair-list", "Storages by storages; one alone takes all, 1 keeps each."))),
        ("with-conntrack-state", Optional(Boolean("Take connection tracking along."), "0")),
        ("with-local-disks", Optional(Boolean("Migrate local disks of a running guest."))));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/migrate",
            Verb = Verb.Create,
            Description = "Migrates a virtual machine to another node.",
            Parameters = Parameters,
            Returns = String(),
            Handler = Migrate,
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/migrate",
            Verb = Verb.Get,
            Description = "Tells what stands in the way of a migration.",
            Parameters = QemuParameters.Guest.With(("target", Optional(StandardOptions.Node with { Description = "The target node." }))),
            Returns = Object(),
            Handler = Preconditions,
        },
    ];

    private static JsonNode Migrate(ApiCall call)
    {
        if (call.Bool("with-conntrack-state")) throw new NotSimulatedException("with-conntrack-state", "qm migrate");
        return MigrateMethods.Start(call, call.Node.Guests.Get, MigrateMethods.RequestOf(call, "targetstorage") with
        {
            Force = call.Bool("force"),
            WithLocalDisks = call.Bool("with-local-disks"),
            Type = call.OptionalString("migration_type"),
            Network = call.OptionalString("migration_network"),
        });
    }

    private static JsonObject Preconditions(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        var machine = call.Node.Guests.Get(call.Int("vmid"));
        machine.CheckLock();
        var (allowed, refused) = (new JsonArray(), new JsonObject());
        foreach (var node in call.Datacenter.Nodes.Keys.Where(n => n != call.Node.Name))
        {
            var missing = MigrationChecks.UnavailableStorages(machine, node);
            if (missing.Count == 0) allowed.Add(node);
            else refused[node] = new JsonObject { ["unavailable_storages"] = new JsonArray([.. missing.Select(s => (JsonNode)s)]) };
        }
        return new JsonObject
        {
            ["allowed_nodes"] = allowed,
            ["has-dbus-vmstate"] = 1,
            ["local_disks"] = new JsonArray([.. MigrationChecks.LocalDisks(machine).Select(Disk)]),
            ["local_resources"] = new JsonArray([.. MigrationChecks.LocalDevices(machine).Select(d => (JsonNode)d)]),
            ["mapped-resource-info"] = new JsonObject(),
            ["mapped-resources"] = new JsonArray(),
            ["not_allowed_nodes"] = refused,
            ["running"] = machine.IsRunning ? 1 : 0,
        };
    }

    private static JsonNode Disk(LocalDisk disk)
    {
        var shown = new JsonObject { ["cdrom"] = disk.IsCdrom ? 1 : 0 };
        if (disk.IsUnused) shown["is_unused"] = 1;
        if (disk.Size is { } size) shown["size"] = size;
        shown["volid"] = disk.Volume;
        return shown;
    }
}
