using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>The property strings of containers (pve-container: PVE/LXC/Config.pm).</summary>
public static class LxcFormats
{
    private const string MountOption = "(discard|lazytime|noatime|nodev|noexec|nosuid)";
    private const string Word = @"[-_.\w\d]+";

    /// <summary>The root file system.</summary>
    public static readonly ObjectSchema RootFs = Object(
        ("acl", Optional(Boolean("Turn ACL support on or off."))),
        ("mountoptions", Optional(String("Extra mount options.") with { FormatDescription = "opt[;opt...]", Pattern = $"{MountOption}(;{MountOption})*" })),
        ("quota", Optional(Boolean("User quotas inside the container; not with ZFS subvolumes."))),
        ("replicate", Optional(Boolean("Include the volume in replication."), "1")),
        ("ro", Optional(Boolean("Mount read-only."))),
        ("shared", Optional(Boolean("What is no volume is there on all nodes."), "0")),
        ("size", Optional(Formatted("disk-size", "Size of the volume; informational.") with { FormatDescription = "DiskSize" })),
        ("volume", Formatted("pve-lxc-mp-string", "Volume, device or directory to mount.") with { DefaultKey = true, FormatDescription = "volume" }));

    /// <summary>Mount points mp0 to mp255.</summary>
    public static readonly ObjectSchema MountPoint = RootFs.With(
        ("backup", Optional(Boolean("Include the mount point in backups."))),
        ("keepattrs", Optional(Boolean("Keep owner and mode of the directory mounted over."), "0")),
        ("mp", Formatted("pve-lxc-mp-string", "Where the container sees it.") with { FormatDescription = "Path" }));

    /// <summary>Volumes that belong to the container but are not mounted.</summary>
    public static readonly ObjectSchema Unused = Object(
        ("volume", Formatted("pve-volume-id", "The unused volume.") with { DefaultKey = true, FormatDescription = "volume" }));

    /// <summary>Network interfaces net0 to net31.</summary>
    public static readonly ObjectSchema Net = Object(
        ("bridge", Optional(String("Bridge the interface is plugged into.") with { FormatDescription = "bridge", Pattern = Word })),
        ("firewall", Optional(Boolean("Use the firewall's rules on this interface."))),
        ("gw", Optional(Formatted("ipv4", "Default gateway for IPv4.") with { FormatDescription = "GatewayIPv4" })),
        ("gw6", Optional(Formatted("ipv6", "Default gateway for IPv6.") with { FormatDescription = "GatewayIPv6" })),
        ("host-managed", Optional(Boolean("The node, not the container, configures the address."))),
        ("hwaddr", Optional(StandardOptions.MacAddress with { Description = "MAC address; drawn when left out." })),
        ("ip", Optional(Formatted("pve-ipv4-config", "IPv4 address in CIDR form.") with { FormatDescription = "(IPv4/CIDR|dhcp|manual)" })),
        ("ip6", Optional(Formatted("pve-ipv6-config", "IPv6 address in CIDR form.") with { FormatDescription = "(IPv6/CIDR|auto|dhcp|manual)" })),
        ("link_down", Optional(Boolean("As if the cable were pulled."))),
        ("mtu", Optional(Integer("Maximum transfer unit.", 64, 65535))),
        ("name", String("Name of the interface inside the container.") with { FormatDescription = "string", Pattern = Word }),
        ("rate", Optional(Number("Limit of the rate in MB/s.") with { FormatDescription = "mbps" })),
        ("tag", Optional(Integer("VLAN of the interface.", 1, 4094))),
        ("trunks", Optional(String("VLANs passed through.") with { FormatDescription = "vlanid[;vlanid...]", Pattern = @"\d+(?:;\d+)*" })),
        ("type", Optional(Choice("Type of the interface.", "veth"))));

    /// <summary>What a container may do beyond the usual.</summary>
    public static readonly ObjectSchema Features = Object(
        ("force_rw_sys", Optional(Boolean("Mount /sys writable in unprivileged containers."), "0")),
        ("fuse", Optional(Boolean("Allow FUSE file systems."), "0")),
        ("keyctl", Optional(Boolean("Allow keyctl() in unprivileged containers."), "0")),
        ("mknod", Optional(Boolean("Allow some device nodes in unprivileged containers."), "0")),
        ("mount", Optional(String("Allow mounting file systems of these types.") with { FormatDescription = "fstype;fstype;...", Pattern = "[a-zA-Z0-9_; ]+" })),
        ("nesting", Optional(Boolean("Show procfs and sysfs of the host, as nested containers and systemd need."), "0")));

    /// <summary>Devices of the node passed through.</summary>
    public static readonly ObjectSchema Device = Object(
        ("deny-write", Optional(Boolean("Refuse writes to the device."), "0")),
        ("gid", Optional(Integer("Group id of the node.", 0))),
        ("mode", Optional(String("Access mode of the node.") with { FormatDescription = "Octal access mode", Pattern = "0[0-7]{3}" })),
        ("path", Optional(Formatted("pve-lxc-dev-string", "The device.") with { DefaultKey = true, FormatDescription = "Path" })),
        ("uid", Optional(Integer("User id of the node.", 0))));

    /// <summary>A volume, device or directory: no path that climbs (verify_lxc_mp_string).</summary>
    internal static string? CheckMount(string text) =>
        text.Contains("/./", StringComparison.Ordinal) || text.Contains("/../", StringComparison.Ordinal) || text.EndsWith("/.", StringComparison.Ordinal)
        || text.EndsWith("/..", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
            ? $"{text} contains illegal character sequences"
            : null;

    /// <summary>A device below /dev (verify_lxc_dev_string).</summary>
    internal static string? CheckDevice(string text) =>
        text.StartsWith("/dev/", StringComparison.Ordinal) && CheckMount(text) is null ? null : $"{text} is not a valid device path";
}
