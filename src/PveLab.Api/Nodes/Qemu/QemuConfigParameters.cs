using System.Globalization;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>
/// Every setting of a virtual machine (qemu-server: PVE/QemuServer.pm confdesc and its drives). The families (scsi0 to scsi30, net0 to net31, …)
/// are written down once with their size.
/// </summary>
public static class QemuConfigParameters
{
    /// <summary>Families of settings by name: how many there are, and what each is.</summary>
    private static readonly SortedDictionary<string, (int Count, JsonSchema Schema)> Families = new(StringComparer.Ordinal)
    {
        ["hostpci"] = (16, Formatted("pve-qm-hostpci", "Device of the host passed through.")),
        ["ide"] = (4, PropertyString("IDE drive.", QemuDriveFormats.Ide)),
        ["ipconfig"] = (32, Formatted("pve-qm-ipconfig", "cloud-init: addresses of this network card.")),
        ["net"] = (32, PropertyString("Network card.", QemuFormats.Net)),
        ["numa"] = (8, PropertyString("NUMA node.", QemuFormats.Numa)),
        ["parallel"] = (3, String("Parallel port of the host.") with { Pattern = @"/dev/parport\d+|/dev/usb/lp\d+" }),
        ["sata"] = (6, PropertyString("SATA drive.", QemuDriveFormats.Sata)),
        ["scsi"] = (31, PropertyString("SCSI drive.", QemuDriveFormats.Scsi)),
        ["serial"] = (4, String("Serial port: a device of the host or a socket.") with { Pattern = "(/dev/.+|socket)" }),
        ["unused"] = (256, PropertyString("Volume that is not attached.", QemuDriveFormats.Unused)),
        ["usb"] = (14, PropertyString("USB device.", QemuFormats.Usb)),
        ["virtio"] = (16, PropertyString("VirtIO drive.", QemuDriveFormats.Virtio)),
        ["virtiofs"] = (10, PropertyString("Directory of the host shared with virtiofs.", QemuFormats.Virtiofs)),
    };

    private static readonly string[] KeyboardLayouts =
    [
        "de", "de-ch", "da", "en-gb", "en-us", "es", "fi", "fr", "fr-be", "fr-ca", "fr-ch", "hu", "is", "it", "ja", "lt", "mk", "nl", "no", "pl",
        "pt", "pt-br", "sv", "sl", "tr",
    ];

    /// <summary>Every setting; all may be left out.</summary>
    public static readonly ObjectSchema Config = Object(
        ("acpi", Boolean("Offer ACPI.") with { Default = "1" }),
        ("affinity", Formatted("pve-cpuset", "Host cores the guest runs on.")),
        ("agent", PropertyString("Use of the guest agent.", QemuFormats.Agent)),
        ("allow-ksm", Boolean("Let the host merge equal memory pages.") with { Default = "1" }),
        ("amd-sev", Formatted("pve-qemu-sev-fmt", "Memory encryption of AMD CPUs.")),
        ("arch", Choice("Architecture; the host's by default.", "x86_64", "aarch64")),
        ("args", String("Extra arguments for kvm; experts only.")),
        ("audio0", PropertyString("Sound card.", QemuFormats.Audio)),
        ("autostart", Boolean("Start again after a crash (ignored).") with { Default = "0" }),
        ("balloon", Integer("Target memory in MiB; 0 turns ballooning off.", 0)),
        ("bios", Choice("Firmware.", "seabios", "ovmf") with { Default = "seabios" }),
        ("boot", Formatted("pve-qm-boot", "Devices to boot from.")),
        ("bootdisk", Formatted("pve-qm-bootdisk", "Deprecated: the disk to boot from.") with { Pattern = @"(ide|sata|scsi|virtio)\d+" }),
        ("cdrom", Formatted("pve-qm-ide", "Alias for ide2.") with { TypeText = "<volume>" }),
        ("cicustom", Formatted("pve-qm-cicustom", "cloud-init: files that replace generated ones.")),
        ("cipassword", String("cloud-init: password of the user; better use keys.")),
        ("citype", Choice("cloud-init: configuration format.", "configdrive2", "nocloud", "opennebula")),
        ("ciupgrade", Boolean("cloud-init: upgrade packages at first boot.") with { Default = "1" }),
        ("ciuser", String("cloud-init: name of the user.")),
        ("cores", Integer("Cores per socket.", 1) with { Default = "1" }),
        ("cpu", Formatted("pve-vm-cpu-conf", "CPU model.")),
        ("cpulimit", Number("Limit of CPU time in CPUs; 0 for none.", 0, 128) with { Default = "0" }),
        ("cpuunits", Integer("Weight of CPU time against other guests.", 1, 262144) with { Default = "cgroup v1: 1024, cgroup v2: 100" }),
        ("description", String("Notes of the guest.") with { MaxLength = 8192 }),
        ("efidisk0", PropertyString("Disk for EFI variables.", QemuDriveFormats.EfiDisk)),
        ("freeze", Boolean("Wait for 'c' at the monitor before the CPU starts.")),
        ("hookscript", Formatted("pve-volume-id", "Script run when the guest changes state.")),
        ("hotplug", Formatted("pve-hotplug-features", "What may be plugged while running; 0 for nothing.") with { Default = "network,disk,usb" }),
        ("hugepages", Choice("Use huge pages of this size in MiB.", "any", "2", "1024")),
        ("intel-tdx", Formatted("pve-qemu-tdx-fmt", "Trust domains of Intel CPUs.")),
        ("ivshmem", PropertyString("Memory shared with other guests.", QemuFormats.SharedMemory)),
        ("keephugepages", Boolean("Keep huge pages after shutdown.") with { Default = "0" }),
        ("keyboard", Choice("Keyboard layout of VNC.", KeyboardLayouts)),
        ("kvm", Boolean("Use hardware virtualization.") with { Default = "1" }),
        ("localtime", Boolean("The clock shows local time.")),
        ("lock", Choice(
            "Lock.", "backup", "clone", "create", "migrate", "rollback", "snapshot", "snapshot-delete", "suspending", "suspended")),
        ("machine", PropertyString("Machine type.", QemuFormats.Machine)),
        ("memory", PropertyString("Memory.", QemuFormats.Memory)),
        ("migrate_downtime", Number("Longest tolerated pause of a migration in seconds.", 0) with { Default = "0.1" }),
        ("migrate_speed", Integer("Fastest migration in MB/s; 0 for no limit.", 0) with { Default = "0" }),
        ("name", Formatted("dns-name", "Name of the guest.")),
        ("nameserver", Formatted("address-list", "cloud-init: DNS servers.")),
        ("numa", Boolean("Use NUMA.") with { Default = "0" }),
        ("onboot", Boolean("Start with the host.") with { Default = "0" }),
        ("ostype", Choice(
            "Guest operating system.",
            "other", "wxp", "w2k", "w2k3", "w2k8", "wvista", "win7", "win8", "win10", "win11", "l24", "l26", "solaris") with
        { Default = "other" }),
        ("protection", Boolean("Refuse to remove the guest and its disks.") with { Default = "0" }),
        ("reboot", Boolean("Allow reboots; otherwise a reboot ends the guest.") with { Default = "1" }),
        ("rng0", Formatted("pve-qm-rng", "Source of randomness.")),
        ("scsihw", Choice("SCSI controller.", "lsi", "lsi53c810", "virtio-scsi-pci", "virtio-scsi-single", "megasas", "pvscsi") with { Default = "lsi" }),
        ("searchdomain", String("cloud-init: DNS search domains.")),
        ("shares", Integer("Weight of memory for ballooning; 0 turns it off.", 0, 50000) with { Default = "1000" }),
        ("smbios1", Formatted("pve-qm-smbios1", "SMBIOS fields.") with { MaxLength = 512 }),
        ("smp", Integer("Old name for the number of CPUs.", 1) with { Default = "1" }),
        ("sockets", Integer("CPU sockets.", 1) with { Default = "1" }),
        ("spice_enhancements", PropertyString("Extras of SPICE.", QemuFormats.SpiceEnhancements)),
        ("sshkeys", Formatted("urlencoded", "cloud-init: public SSH keys.")),
        ("startdate", String("First date of the clock.") with
        {
            Default = "now",
            Pattern = @"(now|\d{4}-\d{1,2}-\d{1,2}(T\d{1,2}:\d{1,2}:\d{1,2})?)",
            TypeText = "(now | YYYY-MM-DD | YYYY-MM-DDTHH:MM:SS)",
        }),
        ("startup", Formatted("pve-startup-order", "Order and delays of starting and stopping.") with { TypeText = @"[[order=]\d+] [,up=\d+] [,down=\d+] " }),
        ("tablet", Boolean("Add a USB tablet for an absolute pointer.") with { Default = "1" }),
        ("tags", Formatted("pve-tag-list", "Tags of the guest.")),
        ("tdf", Boolean("Correct the drift of the clock.") with { Default = "0" }),
        ("template", Boolean("The guest is a template.") with { Default = "0" }),
        ("tpmstate0", PropertyString("Disk for TPM state.", QemuDriveFormats.TpmState)),
        ("vcpus", Integer("CPUs plugged in.", 1) with { Default = "0" }),
        ("vga", PropertyString("Display.", QemuFormats.Vga)),
        ("vmgenid", String("Generation id; 1 makes one, 0 turns it off.") with
        {
            Default = "1 (autogenerated)",
            FormatDescription = "UUID",
            Pattern = "(?:[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}|[01])",
        }),
        ("vmstatestorage", StandardOptions.StorageId with { Description = "Storage for saved memory." }),
        ("watchdog", Formatted("pve-qm-watchdog", "Watchdog card.")))
        .With(Families.SelectMany(family => Enumerable.Range(0, family.Value.Count)
            .Select(index => (family.Key + index.ToString(CultureInfo.InvariantCulture), family.Value.Schema))))
        .AllOptional();

    private static ObjectSchema AllOptional(this ObjectSchema schema) =>
        schema.With(schema.Properties.Select(property => (property.Key, Optional(property.Value))));
}
