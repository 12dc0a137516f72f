using PveLab.Api;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Sim;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of qm that are not simulated: they stand in help and usage, check their options, and are refused by name.</summary>
internal static class QmAbsent
{
    internal static IEnumerable<CommandBinding> Bindings =>
    [
        Absent("cleanup", QemuParameters.GuestOnly.With(
            ("clean-shutdown", Boolean("The guest shut down.")),
            ("guest-requested", Boolean("The guest asked for it."))), "vmid", "clean-shutdown", "guest-requested"),
        Absent("cloudinit dump", QemuParameters.GuestOnly.With(("type", Choice("Config type.", "user", "network", "meta"))), "vmid", "type"),
        Absent("cloudinit pending", QemuParameters.GuestOnly, "vmid"),
        Absent("cloudinit update", QemuParameters.GuestOnly, "vmid"),
        Absent("enroll-efi-keys", QemuParameters.GuestOnly, "vmid"),
        Absent("import", Import, "vmid", "source"),
        Absent("importovf", QemuParameters.GuestOnly.With(
            ("dryrun", Optional(Boolean("Only print what would be made."))),
            ("format", QemuDiskMethods.Format),
            ("manifest", String("The ovf file.")),
            ("storage", StorageId)), "vmid", "manifest", "storage"),
        Absent("monitor", QemuParameters.GuestOnly, "vmid"),
        Absent("mtunnel", ObjectSchema.Empty),
        Absent("nbdstop", QemuParameters.GuestOnly, "vmid"),
        Absent("remote-migrate", QemuParameters.GuestOnly.With(
            ("bwlimit", Optional(Integer("Limit in KiB/s.", 0), "migrate limit from datacenter or storage config")),
            ("delete", Optional(Boolean("Delete the original afterwards."), "0")),
            ("online", Optional(Boolean("Migrate while it runs."))),
            ("target-bridge", String("Bridges by bridges; one alone takes all, 1 keeps each.")),
            ("target-endpoint", String("The remote cluster.")),
            ("target-storage", String("Storages by storages; one alone takes all, 1 keeps each.")),
            ("target-vmid", Optional(Vmid))), "vmid", "target-vmid", "target-endpoint"),
        Absent("sendkey", QemuParameters.GuestOnly.With(("key", String("The key, in QEMU's words.")), ("skiplock", SkipLock)), "vmid", "key"),
        Absent("vncproxy", QemuParameters.GuestOnly, "vmid"),
    ];

    private static ObjectSchema Import => QemuConfigParameters.Config.With(
        ("delete", Optional(Formatted("pve-configid-list", "Settings not to import."))),
        ("dryrun", Optional(Boolean("Only show the command."), "0")),
        ("format", QemuDiskMethods.Format),
        ("live-import", Optional(Boolean("Start at once and import in the background."), "0")),
        ("source", String("The volume to import from.")),
        ("storage", StorageId),
        ("vmid", Vmid));

    private static CommandBinding Absent(string name, ObjectSchema parameters, params string[] arguments) => new()
    {
        Name = "qm " + name,
        Class = "PVE::CLI::qm",
        Arguments = [.. arguments],
        Method = new ApiMethod
        {
            Path = "",
            Verb = Verb.Create,
            Description = "Not simulated.",
            Parameters = parameters,
            Handler = _ => throw new PveException($"PveLab: 'qm {name}' is not simulated"),
        },
    };
}
