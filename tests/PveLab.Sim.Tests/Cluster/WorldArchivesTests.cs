using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Cluster;

/// <summary>Archives that a world's definition puts on a storage.</summary>
public sealed class WorldArchivesTests
{
    private const string Path = "/var/lib/vz/dump/vzdump-qemu-100-2026_03_01-02_00_00.vma.zst";
    private const string Config = "name: old\nscsi0: local-lvm:vm-100-disk-0,size=4G\n#qmdump#map:scsi0:drive-scsi0:local-lvm:raw:\n";

    private static ArchiveDefinition Good => new()
    {
        Path = Path,
        Config = Config,
        Size = "900M",
        Notes = "before the upgrade",
        Protected = true,
        Disks = { ["scsi0"] = new ArchivedDiskDefinition { Written = "2G", System = new SystemDefinition { Os = "Debian", HostName = "old" } } },
    };

    [Fact]
    public void An_archive_is_listed_with_its_notes_and_its_mark()
    {
        var archive = BackupLab.Build(archive: Good).Nodes["pve1"].Storages.List("local", "backup").Single();
        Assert.Equal(("local:backup/vzdump-qemu-100-2026_03_01-02_00_00.vma.zst", 900L << 20, "before the upgrade", true),
            (archive.VolumeId, archive.Size, archive.Notes, archive.Protected));
    }

    [Fact]
    public void Its_disks_come_from_the_configuration_and_hold_what_the_definition_says()
    {
        var node = BackupLab.Build(archive: Good).Nodes["pve1"];
        var disk = Assert.Single(VmaFile.Open(node.Files, Path)!.Disks);
        Assert.Equal(("scsi0", "local-lvm", 4L << 30, 2L << 30, "old"), (disk.Key, disk.Storage, disk.Capture.Size, disk.Capture.Written, disk.Capture.System!.HostName));
        Assert.Equal(Config, ArchiveConfig.Read(node, Path, _ => { }));
    }

    [Fact]
    public void A_copy_that_was_cut_short_is_no_readable_archive() =>
        Assert.Null(VmaFile.Open(BackupLab.Build(archive: Good with { Left = "1K" }).Nodes["pve1"].Files, Path));

    [Fact]
    public void A_containers_archive_holds_its_configuration()
    {
        const string Tar = "/var/lib/vz/dump/vzdump-lxc-200-2026_03_01-02_00_00.tar.gz";
        var node = BackupLab.Build(archive: new ArchiveDefinition { Path = Tar, Config = "hostname: ct\nrootfs: local-lvm:vm-200-disk-0,size=4G\n", Size = "300M" }).Nodes["pve1"];
        Assert.StartsWith("hostname: ct\n", ArchiveConfig.Read(node, Tar, _ => { }), StringComparison.Ordinal);
        Assert.Equal(GuestKind.Container, TarFile.Open(node.Files, Tar)!.Kind);
    }

    [Fact]
    public void A_name_that_vzdump_does_not_give_is_refused() =>
        Assert.Contains("the name is not one that vzdump gives", Assert.Throws<WorldException>(() => BackupLab.Build(archive: Good with { Path = "/tmp/x.vma" })).Message, StringComparison.Ordinal);
}
