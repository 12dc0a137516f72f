using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Api.Schema;
using PveLab.Sim;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>The property strings of a virtual machine's configuration, drives apart (qemu-server: PVE/QemuServer.pm and PVE/QemuServer/*.pm).</summary>
public static partial class QemuFormats
{
    /// <summary>The network cards QEMU emulates.</summary>
    public static readonly ImmutableArray<string> NetworkModels =
    [
        "e1000", "e1000-82540em", "e1000-82544gc", "e1000-82545em", "e1000e", "i82551", "i82557b", "i82559er", "ne2k_isa", "ne2k_pci", "pcnet",
        "rtl8139", "virtio", "vmxnet3",
    ];

    private const string NumberRanges = @"\d+(?:-\d+)?(?:;\d+(?:-\d+)?)*";
    private const string CpuFlags = "aes|amd-no-ssb|amd-ssbd|hv-evmcs|hv-tlbflush|ibpb|md-clear|nested-virt|pcid|pdpe1gb|spec-ctrl|ssbd|virt-ssbd";
    private const string CpuFlag = $"([+-])({CpuFlags})";
    private const string PciAddress = @"(?:[a-f0-9]{4,}:)?[a-f0-9]{2}:[a-f0-9]{2}(?:\.[a-f0-9])?";

    /// <summary>net0 to net31: card, MAC address, bridge. A model given as a key names the MAC address: <c>virtio=BC:24:11:…</c>.</summary>
    public static readonly ObjectSchema Net = Object(
        ("bridge", Optional(StandardOptions.BridgeId)),
        ("firewall", Optional(Boolean("Filter this interface."))),
        ("link_down", Optional(Boolean("Unplug the cable."))),
        ("macaddr", Optional(StandardOptions.MacAddress)),
        ("model", Choice("Network card.", [.. NetworkModels]) with { DefaultKey = true }),
        ("mtu", Optional(Integer("Largest packet; 1 takes the bridge's. VirtIO only.", 1, 65520))),
        ("queues", Optional(Integer("Number of packet queues.", 0, 64))),
        ("rate", Optional(Number("Rate limit in megabytes per second.", 0))),
        ("tag", Optional(Integer("VLAN of this interface.", 1, 4094))),
        ("trunks", Optional(String("VLANs passed through.") with { Pattern = NumberRanges, FormatDescription = "vlanid[;vlanid...]" })))
        .With(NetworkModels.Select(model => (model, new JsonSchema { Alias = "macaddr", KeyAlias = "model" })));

    /// <summary>agent: whether the guest agent is used, and how.</summary>
    public static readonly ObjectSchema Agent = Object(
        ("enabled", Boolean("Talk to the guest agent.") with { DefaultKey = true, Default = "0" }),
        ("freeze-fs", Optional(Boolean("Freeze the guest's file systems for a backup."), "1")),
        ("freeze-fs-on-backup", new JsonSchema { Alias = "freeze-fs" }),
        ("fstrim_cloned_disks", Optional(Boolean("Trim after a disk was cloned or moved."), "0")),
        ("guest-fsfreeze", new JsonSchema { Alias = "freeze-fs" }),
        ("type", Optional(Choice("How the agent is reached.", "virtio", "isa"), "virtio")));

    /// <summary>audio0.</summary>
    public static readonly ObjectSchema Audio = Object(
        ("device", Choice("Sound card.", "ich9-intel-hda", "intel-hda", "AC97")),
        ("driver", Optional(Choice("Where the sound goes.", "spice", "none"), "spice")));

    /// <summary>machine.</summary>
    public static readonly ObjectSchema Machine = Object(
        ("aw-bits", Optional(Number("Address width of the virtual IOMMU.", 32, 64))),
        ("enable-s3", Optional(Boolean("Offer sleep state S3."))),
        ("enable-s4", Optional(Boolean("Offer sleep state S4."))),
        ("type", Optional(String("Machine type.") with
        {
            DefaultKey = true,
            MaxLength = 40,
            FormatDescription = "machine type",
            Pattern = @"(pc|pc(-i440fx)?-\d+(\.\d+)+(\+pve\d+)?(\.pxe)?|q35|pc-q35-\d+(\.\d+)+(\+pve\d+)?(\.pxe)?|virt(?:-\d+(\.\d+)+)?(\+pve\d+)?)",
        })),
        ("viommu", Optional(Choice("Virtual IOMMU.", "intel", "virtio"))));

    /// <summary>memory, in MiB.</summary>
    public static readonly ObjectSchema Memory = Object(
        ("current", Integer("Memory in MiB.", minimum: 16) with { DefaultKey = true, Default = "512" }));

    /// <summary>vga.</summary>
    public static readonly ObjectSchema Vga = Object(
        ("clipboard", Optional(Choice("Clipboard in use.", "vnc"))),
        ("memory", Optional(Integer("Video memory in MiB.", 4, 512))),
        ("type", Optional(Choice(
            "Display.",
            "cirrus", "qxl", "qxl2", "qxl3", "qxl4", "none", "serial0", "serial1", "serial2", "serial3", "std", "virtio", "virtio-gl", "vmware") with
        {
            DefaultKey = true,
        }, "std")));

    /// <summary>boot: the order of devices, or the old letters.</summary>
    public static readonly ObjectSchema Boot = Object(
        ("legacy", Optional(String("Old style: a floppy, c disk, d CD-ROM, n network.") with
        {
            DefaultKey = true,
            Pattern = "[acdn]{1,4}",
            FormatDescription = "[acdn]{1,4}",
        }, "cdn")),
        ("order", Optional(Formatted("pve-qm-bootdev-list", "Devices to boot from, in order.") with { FormatDescription = "device[;device...]" })));

    /// <summary>cicustom: files that replace generated cloud-init data.</summary>
    public static readonly ObjectSchema CloudInitCustom = Object(
        ("meta", Snippet("meta data")), ("network", Snippet("network data")), ("user", Snippet("user data")), ("vendor", Snippet("vendor data")));

    /// <summary>ipconfig0 to ipconfig31.</summary>
    public static readonly ObjectSchema IpConfig = Object(
        ("gw", Optional(Formatted("ipv4", "IPv4 gateway.") with { FormatDescription = "GatewayIPv4", Requires = "ip" })),
        ("gw6", Optional(Formatted("ipv6", "IPv6 gateway.") with { FormatDescription = "GatewayIPv6", Requires = "ip6" })),
        ("ip", Optional(Formatted("pve-ipv4-config", "IPv4 address with prefix.") with { FormatDescription = "IPv4Format/CIDR" }, "dhcp")),
        ("ip6", Optional(Formatted("pve-ipv6-config", "IPv6 address with prefix.") with { FormatDescription = "IPv6Format/CIDR" }, "dhcp")));

    /// <summary>cpu.</summary>
    public static readonly ObjectSchema Cpu = Object(
        ("cputype", Optional(String("CPU model shown to the guest.") with { DefaultKey = true, FormatDescription = "string" }, "kvm64")),
        ("flags", Optional(String("CPU flags, each with + or -, separated by ';'.") with
        {
            Pattern = "([+-])([a-zA-Z0-9\\-_\\.]+)(;([+-])([a-zA-Z0-9\\-_\\.]+))*",
            FormatDescription = "+FLAG[;-FLAG...]",
        })),
        ("guest-phys-bits", Optional(Integer("Physical address bits the guest may use.", 32, 64))),
        ("hidden", Optional(Boolean("Hide that the machine is virtual."), "0")),
        ("hv-vendor-id", Optional(String("Hyper-V vendor id.") with { Pattern = "[a-zA-Z0-9]{1,12}", FormatDescription = "vendor-id" })),
        ("phys-bits", Optional(Formatted("pve-phys-bits", "Physical address bits reported to the guest.") with { FormatDescription = "8-64|host" })),
        ("reported-model", Optional(String("Model reported; custom models only.") with { TypeText = "<enum>" }, "kvm64")));

    /// <summary>numa0 to numa7.</summary>
    public static readonly ObjectSchema Numa = Object(
        ("cpus", String("CPUs of this NUMA node.") with { Pattern = NumberRanges, FormatDescription = "id[-id];..." }),
        ("hostnodes", Optional(String("Host NUMA nodes to use.") with { Pattern = NumberRanges, FormatDescription = "id[-id];..." })),
        ("memory", Optional(Number("Memory of this NUMA node in MiB."))),
        ("policy", Optional(Choice("How memory is taken from host nodes.", "preferred", "bind", "interleave"))));

    /// <summary>rng0.</summary>
    public static readonly ObjectSchema Rng = Object(
        ("max_bytes", Optional(Integer("Bytes given per period; 0 for no limit."), "1024")),
        ("period", Optional(Integer("Length of a period in milliseconds."), "1000")),
        ("source", Choice("Source of randomness on the host.", "/dev/urandom", "/dev/random", "/dev/hwrng") with { DefaultKey = true }));

    /// <summary>smbios1.</summary>
    public static readonly ObjectSchema Smbios = Object(
        ("base64", Optional(Boolean("The values are base64 encoded."))),
        ("uuid", Optional(String("System UUID.") with { Pattern = "[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}", FormatDescription = "UUID" })))
        .With(((string[])["family", "manufacturer", "product", "serial", "sku", "version"]).Select(name => (
            name, Optional(String($"SMBIOS {name}.") with { Pattern = @"[A-Za-z0-9+\/]+={0,2}", FormatDescription = "Base64 encoded string" }))));

    /// <summary>usb0 to usb13.</summary>
    public static readonly ObjectSchema Usb = Object(
        ("host", Optional(String("Device of the host, or spice.") with
        {
            DefaultKey = true,
            FormatDescription = "HOSTUSBDEVICE|spice",
            Pattern = @"(?:(0x)?([0-9A-Fa-f]{4}):(0x)?([0-9A-Fa-f]{4})|(\d+)\-(\d+(\.\d+)*)|[Ss][Pp][Ii][Cc][Ee])",
        })),
        ("mapping", Optional(Formatted("pve-configid", "Cluster-wide mapping.") with { FormatDescription = "mapping-id" })),
        ("usb3", Optional(Boolean("USB 3."), "0")));

    /// <summary>virtiofs0 to virtiofs9.</summary>
    public static readonly ObjectSchema Virtiofs = Object(
        ("cache", Optional(Choice("Cache mode.", "auto", "always", "metadata", "never"), "auto")),
        ("direct-io", Optional(Boolean("Honour O_DIRECT."), "0")),
        ("dirid", Formatted("pve-configid", "Directory mapping.") with { DefaultKey = true, FormatDescription = "mapping-id" }),
        ("expose-acl", Optional(Boolean("Pass access lists on."), "0")),
        ("expose-xattr", Optional(Boolean("Pass extended attributes on."), "0")));

    /// <summary>watchdog.</summary>
    public static readonly ObjectSchema Watchdog = Object(
        ("action", Optional(Choice("What happens when it is not fed.", "reset", "shutdown", "poweroff", "pause", "debug", "none"))),
        ("model", Optional(Choice("Watchdog card.", "i6300esb", "ib700") with { DefaultKey = true }, "i6300esb")));

    /// <summary>hostpci0 to hostpci15.</summary>
    public static readonly ObjectSchema HostPci = Object(
        ("driver", Optional(Choice("Whether the host driver stays.", "vfio", "keep"), "vfio")),
        ("host", Optional(String("PCI addresses on the host.") with
        {
            DefaultKey = true,
            Pattern = $"{PciAddress}(;{PciAddress})*",
            FormatDescription = "HOSTPCIID[;HOSTPCIID2...]",
        })),
        ("legacy-igd", Optional(Boolean("Primary Intel graphics."), "0")),
        ("mapping", Optional(Formatted("pve-configid", "Cluster-wide mapping.") with { FormatDescription = "mapping-id" })),
        ("mdev", Optional(String("Type of mediated device.") with { Pattern = @"[^/\.:]+", FormatDescription = "string" })),
        ("pcie", Optional(Boolean("Use a PCI express port."), "0")),
        ("rombar", Optional(Boolean("Show the device's ROM."), "1")),
        ("romfile", Optional(String("ROM file.") with { Pattern = "[^,;]+", FormatDescription = "string" })),
        ("x-vga", Optional(Boolean("Use as display."), "0")))
        .With(((string[])["vendor-id", "device-id", "sub-vendor-id", "sub-device-id"]).Select(name => (
            name, Optional(String($"PCI {name} shown to the guest.") with { Pattern = "^0x[0-9a-fA-F]{4}$", FormatDescription = "hex id" }))));

    /// <summary>amd-sev.</summary>
    public static readonly ObjectSchema AmdSev = Object(
        ("allow-smt", Optional(Boolean("Allow simultaneous threads."), "1")),
        ("kernel-hashes", Optional(Boolean("Add kernel hashes to the measurement."), "0")),
        ("no-debug", Optional(Boolean("Forbid debugging."), "0")),
        ("no-key-sharing", Optional(Boolean("Forbid sharing keys."), "0")),
        ("type", Choice("Kind of encryption.", "std", "es", "snp") with { DefaultKey = true, MaxLength = 3, FormatDescription = "sev-type" }));

    /// <summary>intel-tdx.</summary>
    public static readonly ObjectSchema IntelTdx = Object(
        ("attestation", Boolean("Offer attestation.") with { Default = "1" }),
        ("type", Choice("Kind of protection.", "tdx") with { DefaultKey = true, FormatDescription = "tdx-type" }),
        ("vsock-cid", Optional(Integer("VSOCK context of the quoting service.", minimum: 2), "2")),
        ("vsock-port", Optional(Integer("VSOCK port of the quoting service.", minimum: 0), "4050")));

    /// <summary>ivshmem: memory shared between guests.</summary>
    public static readonly ObjectSchema SharedMemory = Object(
        ("name", Optional(String("Name of the memory.") with { Pattern = @"[a-zA-Z0-9\-]+", FormatDescription = "string" })),
        ("size", Integer("Size in MiB.", minimum: 1)));

    /// <summary>spice_enhancements.</summary>
    public static readonly ObjectSchema SpiceEnhancements = Object(
        ("foldersharing", Optional(Boolean("Share a folder over SPICE."), "0")),
        ("videostreaming", Optional(Choice("Stream video over SPICE.", "off", "all", "filter"), "off")));

    /// <summary>The last check of <c>cpu</c>: a type is needed and flags are limited (qemu-server: PVE/QemuServer/CPUConfig.pm validate_vm_cpu_conf).</summary>
    public static JsonObject CompleteCpu(JsonObject cpu)
    {
        if (!PerlText.IsTrue(cpu["cputype"] is JsonValue type ? PerlText.Of(type) : null))
            throw new PveException("CPU is missing cputype");
        if (cpu["flags"] is JsonValue flags && !Regex.IsMatch(PerlText.Of(flags), $"^{CpuFlag}(;{CpuFlag})*$", RegexOptions.CultureInvariant))
            throw new PveException("VM-specific CPU flags must be a subset of: " + string.Join(", ", CpuFlags.Split('|')));
        if (cpu.ContainsKey("reported-model"))
            throw new PveException("Property 'reported-model' not allowed in VM-specific CPU config.");
        return cpu;
    }

    /// <summary>The error of a boot disk name, or null.</summary>
    public static string? CheckBootDisk(string text) => IsDriveName(text) ? null : $"invalid boot disk '{text}'";

    /// <summary>The error of a device name in a boot order, or null.</summary>
    public static string? CheckBootDevice(string text)
    {
        bool firmware = text.StartsWith("efidisk", StringComparison.Ordinal) || text.StartsWith("tpmstate", StringComparison.Ordinal);
        bool bootable = (IsDriveName(text) && !firmware) || IsIndexed(text, "net", 32) || IsIndexed(text, "usb", 14) || IsIndexed(text, "hostpci", 16);
        return bootable ? null : $"invalid boot device '{text}'";
    }

    /// <summary>Whether a configuration key names a drive: a bus and a number it has.</summary>
    public static bool IsDriveName(string text) =>
        text is "efidisk0" or "tpmstate0" || IsIndexed(text, "ide", 4) || IsIndexed(text, "sata", 6) || IsIndexed(text, "scsi", 31)
        || IsIndexed(text, "virtio", 16);

    private static bool IsIndexed(string text, string family, int count) =>
        IndexedName().Match(text) is { Success: true } match && match.Groups[1].Value == family
        && int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < count
        && match.Groups[2].Value == index.ToString(CultureInfo.InvariantCulture);

    private static JsonSchema Snippet(string what) =>
        Optional(Formatted("pve-volume-id", $"Custom {what}.") with { FormatDescription = "volume" });

    [GeneratedRegex("^([a-z]+)([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IndexedName();
}
