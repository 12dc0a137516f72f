using System.Collections.Immutable;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// What is in a VMA or tar archive: the payload of its <see cref="Files.BlobFile"/>. It says what was written; whether the file still holds all of
/// it follows from the file's size and <see cref="Damage"/>.
/// </summary>
public sealed record BackupArchive
{
    /// <summary>
    /// The guest's configuration as stored, with its <c>#qmdump#map</c> lines (qemu-server: PVE/VZDump/QemuServer.pm assemble); of a container
    /// the file <c>./etc/vzdump/pct.conf</c>, empty when there is none.
    /// </summary>
    public required string Config { get; init; }

    /// <summary>The disks in the archive, in the order of their device numbers.</summary>
    public required ImmutableArray<ArchivedDisk> Disks { get; init; }

    /// <summary>The moment the disks were captured: what a restore brings back.</summary>
    public required Instant CapturedAt { get; init; }

    /// <summary>The guest it was made of.</summary>
    public required int Vmid { get; init; }

    /// <summary>What kind of guest it was made of: whether it is a VMA or a tar archive.</summary>
    public GuestKind Kind { get; init; } = GuestKind.VirtualMachine;

    /// <summary>UUID in the header of a VMA archive.</summary>
    public string Uuid { get; init; } = "";

    /// <summary>Bytes a complete file has; a smaller file ends early.</summary>
    public required long Length { get; init; }

    /// <summary>What happened to its bytes since.</summary>
    public ArchiveDamage Damage { get; init; }

    /// <summary>Bytes of its disks that are not zero.</summary>
    public long DataBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var disk in Disks) bytes += Math.Min(disk.Capture.Written, disk.Capture.Size);
            return bytes;
        }
    }
}

/// <summary>What happened to an archive's bytes.</summary>
public enum ArchiveDamage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its beginning is overwritten: no program recognises it.</summary>
    Header,

    /// <summary>Some bytes in the middle changed: its checksums do not match.</summary>
    Data,
}

/// <summary>A disk in an archive.</summary>
/// <param name="Key">The drive or mount point it was, for example <c>scsi0</c> or <c>rootfs</c>.</param>
/// <param name="Storage">The storage it lay on; empty for a disk given by path.</param>
/// <param name="Format">Its image format.</param>
/// <param name="Capture">Its content when the backup began.</param>
public sealed record ArchivedDisk(string Key, string Storage, string Format, DiskCapture Capture)
{
    /// <summary>Where a container saw it, <c>/</c> or <c>/data</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>QEMU's name of the device.</summary>
    public string Device => Key == "tpmstate0" ? "drive-tpmstate0-backup" : "drive-" + Key;
}
