using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>The property strings of drives (qemu-server: PVE/QemuServer/Drive.pm). One base, and what each bus adds.</summary>
public static class QemuDriveFormats
{
    private static readonly JsonSchema ImageFormat =
        Optional(Choice("Image format of the drive.", "raw", "qcow", "qed", "qcow2", "vmdk", "cloop"));

    /// <summary>What every drive has: the volume, its size and format.</summary>
    private static readonly ObjectSchema Volume = Object(
        ("file", Formatted("pve-volume-id-or-qm-path", "Volume of the drive.") with { DefaultKey = true, FormatDescription = "volume" }),
        ("format", ImageFormat),
        ("import-from", Optional(Formatted("pve-volume-id-or-absolute-path", "Fill the new volume from this one.") with
        {
            FormatDescription = "source volume",
        })),
        ("size", Optional(Formatted("disk-size", "Size of the disk; informational.") with { FormatDescription = "DiskSize" })),
        ("volume", new JsonSchema { Alias = "file" }));

    private static readonly ObjectSchema Drive = Volume.With(
        ("aio", Optional(Choice("How asynchronous input and output is done.", "native", "threads", "io_uring"))),
        ("backup", Optional(Boolean("Include the drive in backups."))),
        ("cache", Optional(Choice("Cache mode.", "none", "writethrough", "writeback", "unsafe", "directsync"))),
        ("detect_zeroes", Optional(Boolean("Look for writes of zeroes and save them."))),
        ("discard", Optional(Choice("Pass discard requests on to the storage.", "ignore", "on"))),
        ("media", Optional(Choice("Kind of medium.", "cdrom", "disk"), "disk")),
        ("replicate", Optional(Boolean("Include the drive in replication."), "1")),
        ("rerror", Optional(Choice("What to do after a read error.", "ignore", "report", "stop"))),
        ("serial", Optional(Formatted("urlencoded", "Serial number shown to the guest.") with { FormatDescription = "serial", MaxLength = 60 })),
        ("shared", Optional(Boolean("The volume is the same on all nodes."), "0")),
        ("snapshot", Optional(Boolean("Throw changes away at shutdown."))),
        ("werror", Optional(Choice("What to do after a write error.", "enospc", "ignore", "report", "stop"))))
        .With(Throttles());

    private static readonly (string, JsonSchema) Ssd = ("ssd", Optional(Boolean("Show the drive as a solid state disk.")));
    private static readonly (string, JsonSchema) IoThread = ("iothread", Optional(Boolean("Give the drive a thread of its own.")));
    private static readonly (string, JsonSchema) ReadOnly = ("ro", Optional(Boolean("Attach read-only.")));

    private static readonly (string, JsonSchema) WorldWideName =
        ("wwn", Optional(String("World wide name.") with { Pattern = "^(0x)[0-9a-fA-F]{16}", FormatDescription = "wwn" }));

    /// <summary>ide0 to ide3, and the alias cdrom.</summary>
    public static readonly ObjectSchema Ide = Drive.With(
        Ssd,
        WorldWideName,
        ("model", Optional(Formatted("urlencoded", "Model name shown to the guest.") with { FormatDescription = "model", MaxLength = 120 })));

    /// <summary>sata0 to sata5.</summary>
    public static readonly ObjectSchema Sata = Drive.With(Ssd, WorldWideName);

    /// <summary>scsi0 to scsi30.</summary>
    public static readonly ObjectSchema Scsi = Drive.With(
        Ssd,
        WorldWideName,
        IoThread,
        ReadOnly,
        ("product", Optional(String("Product name, up to 16 characters.") with { Pattern = @"[A-Za-z0-9\-_\s]{0,16}", FormatDescription = "product" })),
        ("queues", Optional(Integer("Number of queues.", minimum: 2))),
        ("scsiblock", Optional(Boolean("Pass a host block device through."), "0")),
        ("vendor", Optional(String("Vendor name, up to 8 characters.") with { Pattern = @"[A-Za-z0-9\-_\s]{0,8}", FormatDescription = "vendor" })));

    /// <summary>virtio0 to virtio15.</summary>
    public static readonly ObjectSchema Virtio = Drive.With(IoThread, ReadOnly);

    /// <summary>efidisk0.</summary>
    public static readonly ObjectSchema EfiDisk = Volume.With(
        ("efitype", Optional(Choice("Size and kind of the EFI variables store.", "2m", "4m"), "2m")),
        ("ms-cert", Optional(Choice("Which Microsoft certificates are enrolled.", "2011", "2023", "2023w", "2023k"), "2011")),
        ("pre-enrolled-keys", Optional(Boolean("Start with the distributions' keys enrolled."), "0")));

    /// <summary>tpmstate0.</summary>
    public static readonly ObjectSchema TpmState = Volume.With(
        ("format", Optional(Choice("Image format.", "raw", "qcow2", "vmdk"))),
        ("version", Optional(Choice("TPM interface version.", "v1.2", "v2.0"), "v1.2")));

    /// <summary>unused0 to unused255: a volume that belongs to the guest but is not attached.</summary>
    public static readonly ObjectSchema Unused = Object(
        ("file", Formatted("pve-volume-id", "The unused volume.") with { DefaultKey = true, FormatDescription = "volume" }),
        ("volume", new JsonSchema { Alias = "file" }));

    /// <summary>The limits on speed: bytes, megabytes and requests per second; total, read and write; steady and burst.</summary>
    private static IEnumerable<(string, JsonSchema)> Throttles()
    {
        foreach (string direction in (string[])["", "_rd", "_wr"])
        {
            string what = direction switch { "_rd" => "reads", "_wr" => "writes", _ => "reads and writes" };
            yield return ("bps" + direction, Optional(Integer($"Limit of {what} in bytes per second.") with { FormatDescription = "bps" }));
            yield return ("mbps" + direction, Optional(Number($"Limit of {what} in megabytes per second.") with { FormatDescription = "mbps" }));
            yield return ("mbps" + direction + "_max", Optional(Number($"Burst limit of {what} in megabytes per second.") with { FormatDescription = "mbps" }));
            yield return ("iops" + direction, Optional(Integer($"Limit of {what} in requests per second.") with { FormatDescription = "iops" }));
            yield return ("iops" + direction + "_max", Optional(Integer($"Burst limit of {what} in requests per second.") with { FormatDescription = "iops" }));
            foreach (string unit in (string[])["bps", "iops"])
            {
                string burst = unit + direction + "_max_length";
                yield return (burst, Optional(Integer($"Longest burst of {what} in seconds.", minimum: 1) with { FormatDescription = "seconds" }));
                if (direction.Length > 0)
                    yield return (unit + direction + "_length", new JsonSchema { Alias = burst });
            }
        }
    }
}
