using System.Collections.Immutable;
using System.Globalization;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Every setting of a container (pve-container: PVE/LXC/Config.pm confdesc).</summary>
public static class LxcConfigParameters
{
    /// <summary>Families of settings by name: how many there are, and what each is.</summary>
    private static readonly SortedDictionary<string, (int Count, JsonSchema Schema)> Families = new(StringComparer.Ordinal)
    {
        ["dev"] = (256, PropertyString("Device of the node passed through.", LxcFormats.Device)),
        ["mp"] = (256, PropertyString("Volume mounted in the container; STORAGE:GIB makes a new one.", LxcFormats.MountPoint)),
        ["net"] = (32, PropertyString("Network interface.", LxcFormats.Net)),
        ["unused"] = (256, PropertyString("Volume that is not mounted.", LxcFormats.Unused)),
    };

    /// <summary>Every setting; all may be left out.</summary>
    public static readonly ObjectSchema Config = All(Object(
        ("arch", Choice("Architecture.", "amd64", "i386", "arm64", "armhf", "riscv32", "riscv64") with { Default = "amd64" }),
        ("cmode", Choice("What the console opens.", "shell", "console", "tty") with { Default = "tty" }),
        ("console", Boolean("Attach a console device.") with { Default = "1" }),
        ("cores", Integer("Cores the container may use; all by default.", 1, 8192)),
        ("cpulimit", Number("Limit of CPU time in CPUs; 0 for none.", 0, 8192) with { Default = "0" }),
        ("cpuunits", Integer("Weight of CPU time against other guests.", 0, 500000) with { Default = "cgroup v1: 1024, cgroup v2: 100" }),
        ("debug", Boolean("Say more when starting.") with { Default = "0" }),
        ("description", String("Notes of the container.") with { MaxLength = 8192 }),
        ("entrypoint", String("Command run as init.") with
        {
            Default = "/sbin/init",
            Pattern = @"[^\x00-\x08\x10-\x1F\x7F]+",
            TypeText = @"(?^:[^\x00-\x08\x10-\x1F\x7F]+)",
        }),
        ("env", String("Environment of the container, separated by NUL.") with
        {
            Pattern = @"(?:\w+=[^\x00-\x08\x10-\x1F\x7F]*)(?:\0\w+=[^\x00-\x08\x10-\x1F\x7F]*)*",
            TypeText = @"(?^:(?:\w+=[^\x00-\x08\x10-\x1F\x7F]*)(?:\0\w+=[^\x00-\x08\x10-\x1F\x7F]*)*)",
        }),
        ("features", PropertyString("What the container may do beyond the usual.", LxcFormats.Features)),
        ("hookscript", Formatted("pve-volume-id", "Script run when the container changes state.")),
        ("hostname", Formatted("dns-name", "Host name of the container.") with { MaxLength = 255 }),
        ("lock", Choice(
            "Lock.", "backup", "create", "destroyed", "disk", "fstrim", "migrate", "mounted", "rollback", "snapshot", "snapshot-delete")),
        ("memory", Integer("Memory in MB.", 16) with { Default = "512" }),
        ("nameserver", Formatted("lxc-ip-with-ll-iface-list", "DNS servers; the node's by default.")),
        ("onboot", Boolean("Start with the node.") with { Default = "0" }),
        ("ostype", Choice(
            "Distribution.",
            "debian", "devuan", "ubuntu", "centos", "fedora", "opensuse", "archlinux", "alpine", "gentoo", "nixos", "unmanaged")),
        ("protection", Boolean("Refuse to remove the container and its volumes.") with { Default = "0" }),
        ("rootfs", PropertyString("Volume of the root file system.", LxcFormats.RootFs)),
        ("searchdomain", Formatted("dns-name-list", "DNS search domains; the node's by default.")),
        ("startup", Formatted("pve-startup-order", "Order and delays of starting and stopping.") with { TypeText = @"[[order=]\d+] [,up=\d+] [,down=\d+] " }),
        ("swap", Integer("Swap in MB.", 0) with { Default = "512" }),
        ("tags", Formatted("pve-tag-list", "Tags of the container.")),
        ("template", Boolean("The container is a template.") with { Default = "0" }),
        ("timezone", Formatted("pve-ct-timezone", "Time zone of the container; 'host' for the node's.")),
        ("tty", Integer("Number of terminals.", 0, 6) with { Default = "2" }),
        ("unprivileged", Boolean("Run with ids of its own; only chosen when it is made.") with { Default = "0" }))
        .With(Families.SelectMany(family => Enumerable.Range(0, family.Value.Count)
            .Select(index => (family.Key + index.ToString(CultureInfo.InvariantCulture), family.Value.Schema)))));

    /// <summary>Settings that do something this world cannot show.</summary>
    public static readonly ImmutableSortedSet<string> NotSimulated = ApiMethod.Names(
        ["entrypoint", "env", "hookscript", .. Config.Properties.Keys.Where(name => name.StartsWith("dev", StringComparison.Ordinal))]);

    private static ObjectSchema All(ObjectSchema schema) => schema.With(schema.Properties.Select(property => (property.Key, Optional(property.Value))));
}
