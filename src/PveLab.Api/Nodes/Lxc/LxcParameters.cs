using PveLab.Api.Schema;
using PveLab.Sim.Guests;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>The parameters of the methods on containers (pve-container: PVE/API2/LXC.pm, PVE/API2/LXC/Config.pm, PVE/API2/LXC/Status.pm, PVE/CLI/pct.pm).</summary>
public static class LxcParameters
{
    /// <summary>The node and the container, and nothing else.</summary>
    public static readonly ObjectSchema Container = Object(("node", Node), ("vmid", Vmid));

    /// <summary>The container alone: commands that are no API methods, such as <c>pct unlock</c>.</summary>
    public static readonly ObjectSchema ContainerOnly = Object(("vmid", Vmid));

    /// <summary><c>pct config</c>.</summary>
    public static readonly ObjectSchema ReadConfig = Container.With(
        ("current", Optional(Boolean("Show current values, not pending ones."), "0")),
        ("snapshot", Optional(SnapshotName with { Description = "Show the values of this snapshot." })));

    /// <summary><c>pct create</c> and <c>pct restore</c>.</summary>
    public static readonly ObjectSchema Create = LxcConfigParameters.Config.With(
        ("bwlimit", Optional(Number("Limit in KiB/s.", 0), "restore limit from datacenter or storage config")),
        ("force", Optional(Boolean("Allow to overwrite a container."))),
        ("ha-managed", Optional(Boolean("Add the container as an HA resource."), "0")),
        ("ignore-unpack-errors", Optional(Boolean("Go on when the archive cannot be unpacked."))),
        ("node", Node),
        ("ostemplate", String("The template or backup.") with { MaxLength = 255 }),
        ("password", Optional(String("Password of root in the container.") with { MinLength = 5 })),
        ("pool", Optional(PoolId)),
        ("restore", Optional(Boolean("This is a restore."))),
        ("ssh-public-keys", Optional(String("Public SSH keys of root, one a line."))),
        ("start", Optional(Boolean("Start afterwards."), "0")),
        ("storage", Optional(StorageId with { Description = "Storage for volumes that name none." }, "local")),
        ("unique", Optional(Boolean("Draw new MAC addresses.") with { Requires = "restore" })),
        ("vmid", Vmid));

    /// <summary><c>pct set</c>.</summary>
    public static readonly ObjectSchema Set = LxcConfigParameters.Config.With(
        ("delete", Optional(Formatted("pve-configid-list", "Settings to take away."))),
        ("digest", ConfigDigest with { MaxLength = 40 }),
        ("node", Node),
        ("revert", Optional(Formatted("pve-configid-list", "Pending changes to take back."))),
        ("vmid", Vmid));

    /// <summary><c>pct destroy</c>.</summary>
    public static readonly ObjectSchema Destroy = Container.With(
        ("destroy-unreferenced-disks", Optional(Boolean("Remove volumes with this VMID that the configuration does not name."))),
        ("force", Optional(Boolean("Destroy it although it runs."), "0")),
        ("purge", Optional(Boolean("Take the container out of backup jobs, replication jobs and HA."), "0")));

    /// <summary><c>pct start</c>.</summary>
    public static readonly ObjectSchema Start = Container.With(
        ("debug", Optional(Boolean("Say more when starting."), "0")),
        ("skiplock", SkipLock));

    /// <summary><c>pct stop</c>.</summary>
    public static readonly ObjectSchema Stop = Container.With(
        ("overrule-shutdown", Optional(Boolean("End running shutdown tasks first."), "0")),
        ("skiplock", SkipLock));

    /// <summary><c>pct shutdown</c>.</summary>
    public static readonly ObjectSchema Shutdown = Container.With(
        ("forceStop", Optional(Boolean("Stop the container when it does not shut down."), "0")),
        ("timeout", Optional(Integer("Longest wait in seconds.", 0), "60")));

    /// <summary><c>pct reboot</c>.</summary>
    public static readonly ObjectSchema Reboot = Container.With(("timeout", Optional(Integer("Longest wait in seconds.", 0))));

    /// <summary><c>pct resize</c>.</summary>
    public static readonly ObjectSchema Resize = Container.With(
        ("digest", ConfigDigest with { MaxLength = 40 }),
        ("disk", Choice("The volume.", [.. ContainerMount.Keys])),
        ("size", String("The new size; with '+' it is added.") with { Pattern = @"\+?\d+(\.\d+)?[KMGT]?" }));

    /// <summary><c>pct status</c>.</summary>
    public static readonly ObjectSchema Status = ContainerOnly.With(("verbose", Optional(Boolean("Show everything."))));

    /// <summary><c>pct console</c>.</summary>
    public static readonly ObjectSchema Console = ContainerOnly.With(("escape", Optional(String("First key of the sequence that leaves.") with { Pattern = @"\^?[a-z]" }, "^a")));

    /// <summary><c>pct enter</c>.</summary>
    public static readonly ObjectSchema Enter = ContainerOnly.With(("keep-env", Optional(Boolean("Keep the environment."), "1")));

    /// <summary><c>pct exec</c>.</summary>
    public static readonly ObjectSchema Exec = Enter.With(("extra-args", ExtraArgs));
}
