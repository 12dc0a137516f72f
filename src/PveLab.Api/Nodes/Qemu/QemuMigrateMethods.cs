using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Migration: what the real method refuses early is refused, the rest is not simulated (qemu-server: PVE/API2/Qemu.pm migrate_vm).</summary>
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

    /// <summary>The method.</summary>
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
    ];

    private static JsonNode? Migrate(ApiCall call)
    {
        var target = call.String("target");
        if (target == call.LocalNode) throw ParameterException.Of("target", "target is local node.");
        GuestTasks.CheckQuorum(call);
        if (!call.Datacenter.Nodes.ContainsKey(target)) throw new PveException($"no such cluster node '{target}'");
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        guest.CheckLock();
        if (guest.IsRunning && !call.Bool("online")) throw new PveException("can't migrate running VM without --online");
        throw new PveException("PveLab: 'qm migrate' is not simulated");
    }
}
