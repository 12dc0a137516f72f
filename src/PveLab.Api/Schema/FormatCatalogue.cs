using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Api.Nodes.Lxc;
using PveLab.Api.Nodes.Qemu;
using PveLab.Sim;
using PveLab.Sim.Sections;

namespace PveLab.Api.Schema;

/// <summary>One named format: either a check of the text, or the keys of a property string with perhaps a last check of all of them.</summary>
public sealed record Format
{
    /// <summary>Gives the error text without its last line end, or null.</summary>
    public Func<string, string?>? Check { get; init; }

    /// <summary>The keys, when the format is a property string.</summary>
    public ObjectSchema? Keys { get; init; }

    /// <summary>Looks at all values together; may replace them; throws <see cref="PveException"/>.</summary>
    public Func<JsonObject, JsonObject>? Complete { get; init; }
}

/// <summary>The directory of named formats (pve-common: PVE/JSONSchema.pm register_format, check_format).</summary>
public static class FormatCatalogue
{
    private const string EmailUser = @"[\w+\-~]+(\.[\w+\-~]+)*";
    private const string Email = EmailUser + @"@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)*";

    /// <summary>Every format by name, without the <c>-list</c> and <c>-opt</c> variants, which any check has.</summary>
    public static ImmutableSortedDictionary<string, Format> All { get; } = new Dictionary<string, Format>
    {
        ["CIDR"] = Of(FormatCheck.Cidr),
        ["CIDRv4"] = Of(FormatCheck.CidrOfV4),
        ["CIDRv6"] = Of(FormatCheck.CidrOfV6),
        ["address"] = Of(FormatCheck.Address),
        ["backup-fleecing"] = new() { Keys = BackupFormats.Fleecing, Complete = BackupFormats.CompleteFleecing },
        ["backup-performance"] = new() { Keys = BackupFormats.Performance },
        ["bwlimit"] = new() { Keys = StandardOptions.BandwidthLimitKeys },
        ["disk-size"] = Of(FormatCheck.DiskSize),
        ["dns-name"] = Of(FormatCheck.Dns),
        ["email"] = Of(FormatCheck.Matches($"^{Email}$", "value does not look like a valid email address")),
        ["email-or-username"] = Of(SectionFormats.EmailOrUserName),
        ["ip"] = Of(FormatCheck.Ip),
        ["ipv4"] = Of(FormatCheck.IpV4Address),
        ["ipv6"] = Of(FormatCheck.IpV6Address),
        ["lxc-ip-with-ll-iface"] = Of(FormatCheck.IpOrLinkLocal),
        ["mac-addr"] = Of(FormatCheck.Matches(
            "^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$", "value does not look like a valid unicast MAC address", RegexOptions.IgnoreCase)),
        ["prune-backups"] = new() { Keys = BackupFormats.PruneBackups, Complete = BackupFormats.CompletePruneBackups },
        ["pve-bridge-id"] = Of(FormatCheck.Matches(@"^[-_.\w]+$", "invalid bridge ID '{0}'")),
        ["pve-calendar-event"] = Of(SectionFormats.CalendarEvent),
        ["pve-configid"] = Of(FormatCheck.Matches("^[a-z][a-z0-9_-]+$", "invalid configuration ID '{0}'", RegexOptions.IgnoreCase)),
        ["pve-ct-mountpoint"] = new() { Keys = LxcFormats.MountPoint },
        ["pve-ct-timezone"] = Of(FormatCheck.ContainerTimezone),
        ["pve-cpuset"] = Of(FormatCheck.CpuSet),
        ["pve-day-of-week"] = Of(FormatCheck.Matches("^(mon|tue|wed|thu|fri|sat|sun)$", "invalid day '{0}'")),
        ["pve-dir-override"] = Of(FormatCheck.DirectoryOverride),
        ["pve-ha-node"] = Of(FormatCheck.Matches(@"^([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?)(:\d+)?$", "value does not look like a valid ha node")),
        ["pve-ha-resource-id"] = Of(FormatCheck.Matches(@"^[a-z]+:\S+$", "value does not look like a valid ha resource id")),
        ["pve-ha-resource-or-vm-id"] = Of(FormatCheck.Matches(@"^([a-z]+:\S+|\d+)$", "value does not look like a valid ha resource id")),
        ["pve-hotplug-features"] = Of(FormatCheck.HotplugFeatures),
        ["pve-iface"] = Of(FormatCheck.Matches(
            @"^[a-z][a-z0-9_]{1,20}([:.][0-9]+)?$", "invalid network interface name '{0}'", RegexOptions.IgnoreCase)),
        ["pve-ipv4-config"] = Of(FormatCheck.IpV4Config),
        ["pve-ipv6-config"] = Of(FormatCheck.IpV6Config),
        ["pve-lxc-dev-string"] = Of(LxcFormats.CheckDevice),
        ["pve-lxc-mp-string"] = Of(LxcFormats.CheckMount),
        ["pve-lxc-network"] = new() { Keys = LxcFormats.Net },
        ["pve-node"] = Of(SectionFormats.NodeName),
        ["pve-phys-bits"] = Of(FormatCheck.PhysicalBits),
        ["pve-poolid"] = Of(FormatCheck.PoolName),
        ["pve-qemu-machine-fmt"] = new() { Keys = QemuFormats.Machine },
        ["pve-qemu-sev-fmt"] = new() { Keys = QemuFormats.AmdSev },
        ["pve-qemu-tdx-fmt"] = new() { Keys = QemuFormats.IntelTdx },
        ["pve-qm-boot"] = new() { Keys = QemuFormats.Boot },
        ["pve-qm-bootdev"] = Of(QemuFormats.CheckBootDevice),
        ["pve-qm-bootdisk"] = Of(QemuFormats.CheckBootDisk),
        ["pve-qm-cicustom"] = new() { Keys = QemuFormats.CloudInitCustom },
        ["pve-qm-hostpci"] = new() { Keys = QemuFormats.HostPci },
        ["pve-qm-ide"] = new() { Keys = QemuDriveFormats.Ide },
        ["pve-qm-ipconfig"] = new() { Keys = QemuFormats.IpConfig },
        ["pve-qm-numanode"] = new() { Keys = QemuFormats.Numa },
        ["pve-qm-rng"] = new() { Keys = QemuFormats.Rng },
        ["pve-qm-smbios1"] = new() { Keys = QemuFormats.Smbios },
        ["pve-qm-usb"] = new() { Keys = QemuFormats.Usb },
        ["pve-qm-virtiofs"] = new() { Keys = QemuFormats.Virtiofs },
        ["pve-qm-watchdog"] = new() { Keys = QemuFormats.Watchdog },
        ["pve-replication-job-id"] = Of(FormatCheck.ReplicationJobId),
        ["pve-startup-order"] = Of(FormatCheck.StartupOrder),
        ["pve-storage-content"] = Of(FormatCheck.ContentType),
        ["pve-storage-id"] = Of(FormatCheck.Id("storage")),
        ["pve-storage-options"] = Of(FormatCheck.Matches(@"^\S+$", "invalid options '{0}'")),
        ["pve-storage-path"] = Of(FormatCheck.Matches(@"^/[^;()]+", "value does not look like a valid absolute path")),
        ["pve-storage-portal-dns"] = Of(FormatCheck.Portal),
        ["pve-storage-server"] = Of(FormatCheck.StorageServer),
        ["pve-storage-vgname"] = Of(FormatCheck.Matches(
            "^[a-z0-9][a-z0-9_.-]*[a-z0-9]$", "lvm name '{0}' contains illegal characters", RegexOptions.IgnoreCase)),
        ["pve-storage-zfs-blocksize"] = Of(FormatCheck.ZfsBlockSize),
        ["pve-tag"] = Of(FormatCheck.Matches(@"^[a-z0-9_][a-z0-9_\-+.]*$", "invalid characters in tag", RegexOptions.IgnoreCase)),
        ["pve-task-status-type"] = Of(FormatCheck.Matches("^(ok|error|warning|unknown)$", "invalid status '{0}'", RegexOptions.IgnoreCase)),
        ["pve-vlan-id-or-range"] = Of(FormatCheck.VlanIdOrRange),
        ["pve-vm-cpu-conf"] = new() { Keys = QemuFormats.Cpu, Complete = QemuFormats.CompleteCpu },
        ["pve-vmid"] = Of(SectionFormats.Vmid),
        ["pve-volume-id"] = Of(FormatCheck.VolumeId),
        ["pve-volume-id-or-absolute-path"] = Of(FormatCheck.VolumeIdOrPath),
        ["pve-volume-id-or-qm-path"] = Of(FormatCheck.VolumeIdOrQmPath),
        ["storage-pair"] = Of(IdPair.CheckStoragePair),
        ["string"] = Of(_ => null),
        ["urlencoded"] = Of(FormatCheck.Matches("^[-%a-zA-Z0-9_.!~*'()]*$", "invalid urlencoded string: {0}")),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The named format, a <c>-list</c> or <c>-opt</c> ending ignored.</summary>
    public static Format Get(string name) =>
        All.GetValueOrDefault(BaseName(name)) ?? throw new ArgumentException($"undefined format '{name}'", nameof(name));

    /// <summary>The property string keys a schema's text is made of; null for other texts.</summary>
    public static ObjectSchema? KeysOf(JsonSchema schema) => schema.PropertyString ?? (schema.Format is { } name ? Get(name).Keys : null);

    /// <summary>The error of a text under a named format, without its last line end; null when it is right.</summary>
    public static string? ErrorOf(string name, string text, string path = "")
    {
        Format format = Get(name);
        if (format.Keys is not null)
            return Refusal(() => PropertyStringText.Parse(BaseName(name), text, path));
        if (name.EndsWith("-list", StringComparison.Ordinal))
            return PerlText.SplitList(text).Select(format.Check!).FirstOrDefault(error => error is not null);
        if (name.EndsWith("-opt", StringComparison.Ordinal) && !PerlText.IsTrue(text))
            return null;
        return format.Check!(text);
    }

    /// <summary>The error of a text under a schema's format, named or written in place; null when it is right.</summary>
    internal static string? ErrorOf(JsonSchema schema, string text, string path) => schema switch
    {
        { PropertyString: { } keys } => Refusal(() => PropertyStringText.Parse(keys, text, path)),
        { Format: { } name } => ErrorOf(name, text, path),
        _ => null,
    };

    /// <summary>Whether a schema asks for a list in one text.</summary>
    public static bool IsList(JsonSchema schema) => schema.Format?.Contains("-list", StringComparison.Ordinal) == true;

    private static string BaseName(string name) =>
        name.EndsWith("-list", StringComparison.Ordinal) ? name[..^5] : name.EndsWith("-opt", StringComparison.Ordinal) ? name[..^4] : name;

    private static string? Refusal(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (PveException refusal)
        {
            return refusal.Message;
        }
    }

    private static Format Of(Func<string, string?> check) => new() { Check = check };
}
