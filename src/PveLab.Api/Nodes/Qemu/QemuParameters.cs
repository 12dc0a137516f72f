using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>The parameters of the methods on virtual machines (qemu-server: PVE/API2/Qemu.pm, PVE/CLI/qm.pm, PVE/CLI/qmrestore.pm).</summary>
public static class QemuParameters
{
    /// <summary>The node and the guest, and nothing else.</summary>
    public static readonly ObjectSchema Guest = Object(("node", Node), ("vmid", Vmid));

    /// <summary>The guest alone: commands that are no API methods, such as <c>qm unlock</c>.</summary>
    public static readonly ObjectSchema GuestOnly = Object(("vmid", Vmid));

    private static readonly JsonSchema Timeout = Optional(Integer("Longest wait in seconds.", 0));
    private static readonly JsonSchema KeepActive = Optional(Boolean("Leave the volumes active."), "0");

    /// <summary><c>qm list</c>.</summary>
    public static readonly ObjectSchema List = Object(("full", Optional(Boolean("Tell the full status of running guests."))), ("node", Node));

    /// <summary><c>qm config</c>.</summary>
    public static readonly ObjectSchema ReadConfig = Guest.With(
        ("current", Optional(Boolean("Show current values, not pending ones."), "0")),
        ("snapshot", Optional(SnapshotName with { Description = "Show the values of this snapshot." })));

    /// <summary><c>qm create</c>, which also restores.</summary>
    public static readonly ObjectSchema Create = QemuConfigParameters.Config.With(
        ("archive", Optional(String("Archive to restore from; '-' reads standard input.") with { MaxLength = 255 })),
        ("bwlimit", Optional(Integer("Limit in KiB/s.", 0), "restore limit from datacenter or storage config")),
        ("force", Optional(Boolean("Allow to overwrite a guest.") with { Requires = "archive" })),
        ("ha-managed", Optional(Boolean("Add the guest as an HA resource."), "0")),
        ("import-working-storage", Optional(StorageId with { Description = "File storage for the work of an import." })),
        ("live-restore", Optional(Boolean("Start at once and restore in the background."))),
        ("node", Node),
        ("pool", Optional(PoolId)),
        ("start", Optional(Boolean("Start afterwards."), "0")),
        ("storage", Optional(StorageId with { Description = "Storage for volumes that name none." })),
        ("unique", Optional(Boolean("Draw new MAC addresses.") with { Requires = "archive" })),
        ("vmid", Vmid));

    /// <summary><c>qm set</c>.</summary>
    public static readonly ObjectSchema Set = QemuConfigParameters.Config.With(
        ("delete", Optional(Formatted("pve-configid-list", "Settings to take away."))),
        ("digest", ConfigDigest with { MaxLength = 40 }),
        ("force", Optional(Boolean("Remove the volumes too, instead of keeping them as unused.") with { Requires = "delete" })),
        ("node", Node),
        ("revert", Optional(Formatted("pve-configid-list", "Pending changes to take back."))),
        ("skiplock", SkipLock),
        ("vmid", Vmid));

    /// <summary><c>qm destroy</c>.</summary>
    public static readonly ObjectSchema Destroy = Guest.With(
        ("destroy-unreferenced-disks", Optional(Boolean("Remove volumes with this VMID that the configuration does not name."), "0")),
        ("purge", Optional(Boolean("Take the guest out of backup jobs, replication jobs and HA."))),
        ("skiplock", SkipLock));

    /// <summary><c>qm start</c>.</summary>
    public static readonly ObjectSchema Start = Guest.With(
        ("force-cpu", Optional(String("CPU argument for QEMU in place of the configured one."))),
        ("machine", Optional(PropertyString("Machine type.", QemuFormats.Machine))),
        ("migratedfrom", Optional(Node)),
        ("migration_network", Optional(Formatted("CIDR", "Network used for the migration."))),
        ("migration_type", Optional(Choice("Whether the migration is encrypted.", "secure", "insecure"))),
        ("nets-host-mtu", Optional(String("MTUs of the source's network cards.") with { Pattern = @"net\d+=\d+(,net\d+=\d+)*" })),
        ("skiplock", SkipLock),
        ("stateuri", Optional(String("Where saved state comes from.") with { MaxLength = 128 })),
        ("targetstorage", Optional(Formatted("storage-pair-list", "Storages by storages; one alone takes all, 1 keeps each."))),
        ("timeout", Timeout with { Default = "max(30, vm memory in GiB)" }),
        ("with-conntrack-state", Optional(Boolean("Take connection tracking along."), "0")));

    /// <summary><c>qm stop</c>.</summary>
    public static readonly ObjectSchema Stop = Guest.With(
        ("keepActive", KeepActive),
        ("migratedfrom", Optional(Node)),
        ("overrule-shutdown", Optional(Boolean("End running shutdown tasks first."), "0")),
        ("skiplock", SkipLock),
        ("timeout", Timeout));

    /// <summary><c>qm shutdown</c>.</summary>
    public static readonly ObjectSchema Shutdown = Guest.With(
        ("forceStop", Optional(Boolean("Stop the guest when it does not shut down."), "0")),
        ("keepActive", KeepActive),
        ("skiplock", SkipLock),
        ("timeout", Timeout));

    /// <summary><c>qm status</c>.</summary>
    public static readonly ObjectSchema Status = GuestOnly.With(("verbose", Optional(Boolean("Show everything."))));

    /// <summary><c>qm terminal</c>.</summary>
    public static readonly ObjectSchema Terminal = GuestOnly.With(
        ("escape", Optional(String("The key that leaves."), "^O")),
        ("iface", Optional(Choice("The serial port; the first one by default.", "serial0", "serial1", "serial2", "serial3"))));

    /// <summary><c>qmrestore</c>.</summary>
    public static readonly ObjectSchema Restore = GuestOnly.With(
        ("archive", String("The archive; '-' reads standard input.") with { MaxLength = 255 }),
        ("bwlimit", Optional(Number("Limit in KiB/s.", 0))),
        ("force", Optional(Boolean("Allow to overwrite a guest."))),
        ("ha-managed", Optional(Boolean("Add the guest as an HA resource."), "0")),
        ("live-restore", Optional(Boolean("Start at once and restore in the background; Proxmox Backup Server only."))),
        ("pool", Optional(PoolId)),
        ("start", Optional(Boolean("Start afterwards."), "0")),
        ("storage", Optional(StorageId with { Description = "Storage for the volumes." })),
        ("unique", Optional(Boolean("Draw new MAC addresses."))));
}
