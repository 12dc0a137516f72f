using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

public sealed class NodeStoragesTests
{
    private const long GiB = 1L << 30;

    private readonly Datacenter world = StorageLab.Build();

    private Node Pve1 => world.Nodes["pve1"];

    private NodeStorages Storages => Pve1.Storages;

    [Fact]
    public void Activating_a_directory_makes_the_directories_of_its_content()
    {
        Storages.Activate("files");

        Assert.Equal(["dump", "images", "snippets"], Pve1.Files.List("/srv/files").Keys);
    }

    [Fact]
    public void Storages_that_cannot_be_used_say_why_in_the_real_words()
    {
        Assert.Equal("storage 'nope' does not exist", Refusal("nope"));
        Assert.Equal("storage 'off' is disabled", Refusal("off"));
        Assert.Equal("storage 'pve2only' is not available on node 'pve1'", Refusal("pve2only"));
        Assert.Equal(
            "unable to activate storage 'offline' - directory is expected to be a mount point but is not mounted: '/mnt/offline'", Refusal("offline"));
    }

    [Fact]
    public void A_type_that_is_not_simulated_says_so()
    {
        world.Cluster.WriteText("/storage.cfg", "rbd: tank\n\tpool tank\n\n");

        Assert.Equal("PveLab: storage type 'rbd' is not simulated", Refusal("tank"));
    }

    [Fact]
    public void Status_shows_every_storage_and_warns_about_those_that_fail()
    {
        List<string> warnings = [];

        var status = Storages.Status(warnings.Add);

        Assert.Equal(
            ["local True True", "local-lvm True True", "nas True True", "files True True", "offline True False", "pve2only False False", "off False False"],
            status.Select(s => $"{s.Storage.Id} {s.Enabled} {s.Active}"));
        Assert.Equal((1000 * GiB, Pve1.Files.MountAt("/mnt/pve/nas")!.FileSystem.Used), (status[2].Total, status[2].Used));
        Assert.Single(warnings);
    }

    [Fact]
    public void An_export_is_mounted_once_and_lost_with_its_server()
    {
        Storages.Activate("nas");
        var connection = Storages.Connections["nas"];
        Assert.Equal(StorageConnectionStatus.Online, connection.Status);
        Assert.True(Pve1.Files.IsDirectory("/mnt/pve/nas/dump"));

        world.Hosts["nas"].PowerOff();
        Assert.Equal("storage 'nas' is not online", Refusal("nas"));
        Assert.Equal(StorageConnectionStatus.Unreachable, connection.Status);
        Assert.Throws<FileException>(() => Pve1.Files.WriteText("/mnt/pve/nas/dump/x", "y"));

        world.Hosts["nas"].PowerOn();
        Storages.Activate("nas");
        Assert.Equal(StorageConnectionStatus.Online, connection.Status);
    }

    [Fact]
    public void An_export_that_was_withdrawn_cannot_be_mounted_and_goes_stale_when_it_was()
    {
        Storages.Activate("nas");
        world.Exports[0].Withdraw();
        Storages.Connections["nas"].Observe();
        Assert.Equal(StorageConnectionStatus.Stale, Storages.Connections["nas"].Status);

        Storages.Connections["nas"].Unmount();
        Assert.Equal("mount error: mount.nfs: access denied by server while mounting 192.168.10.20:/volume1/backup", Refusal("nas"));
        Assert.Equal(StorageConnectionStatus.Unmounted, Storages.Connections["nas"].Status);
    }

    [Fact]
    public void A_cut_cable_of_the_node_takes_its_network_storage_away()
    {
        world.Hosts["pve1"].Disconnect();

        Assert.Equal("storage 'nas' is not online", Refusal("nas"));
    }

    [Fact]
    public void Images_get_the_next_free_name_and_are_listed_by_volume_id()
    {
        List<string> log = [];

        Assert.Equal("files:100/vm-100-disk-0.raw", Storages.Allocate("files", 100, null, null, GiB, log.Add));
        Assert.Equal("files:100/vm-100-disk-1.qcow2", Storages.Allocate("files", 100, "qcow2", null, GiB, log.Add));
        Assert.Equal("local-lvm:vm-100-disk-0", Storages.Allocate("local-lvm", 100, null, null, 32 * GiB, log.Add));

        Assert.Equal(
            [
                "Formatting '/srv/files/images/100/vm-100-disk-0.raw', fmt=raw size=1073741824 preallocation=off",
                "Formatting '/srv/files/images/100/vm-100-disk-1.qcow2', fmt=qcow2 cluster_size=65536 extended_l2=off preallocation=metadata compression_type=zlib size=1073741824 lazy_refcounts=off refcount_bits=16",
                "  Logical volume \"vm-100-disk-0\" created.",
                "  Logical volume pve/vm-100-disk-0 changed.",
            ],
            log);
        Assert.Equal(["files:100/vm-100-disk-0.raw raw 1073741824", "files:100/vm-100-disk-1.qcow2 qcow2 1073741824"],
            Storages.List("files").Select(v => $"{v.VolumeId} {v.Format} {v.Size}"));
        Assert.Equal("/dev/pve/vm-100-disk-0", Storages.PathOf("local-lvm:vm-100-disk-0"));
        Assert.Equal("/srv/files/images/100/vm-100-disk-1.qcow2", Storages.PathOf("files:100/vm-100-disk-1.qcow2"));
    }

    [Fact]
    public void Wrong_names_and_taken_names_are_refused()
    {
        Storages.Allocate("local-lvm", 100, null, "vm-100-disk-7", GiB);
        Storages.Allocate("files", 100, "raw", "vm-100-disk-0.raw", GiB);

        Assert.Equal("illegal name 'vm-101-disk-7' - should be 'vm-100-*'", Fails(() => Storages.Allocate("local-lvm", 100, null, "vm-101-disk-7", GiB)));
        Assert.Equal("lvcreate 'pve/vm-100-disk-7' error:   Logical Volume \"vm-100-disk-7\" already exists in volume group \"pve\"",
            Fails(() => Storages.Allocate("local-lvm", 100, null, "vm-100-disk-7", GiB)));
        Assert.Equal("disk image '/srv/files/images/100/vm-100-disk-0.raw' already exists", Fails(() => Storages.Allocate("files", 100, "raw", "vm-100-disk-0.raw", GiB)));
        Assert.Equal("illegal name 'a.qcow2' - wrong extension for format ('qcow2 != 'raw')", Fails(() => Storages.Allocate("files", 100, "raw", "a.qcow2", GiB)));
    }

    [Fact]
    public void Promising_more_than_the_pool_has_warns_and_writing_more_is_refused()
    {
        List<string> log = [];
        var volume = Storages.Allocate("local-lvm", 100, null, null, 200 * GiB, log.Add);

        Assert.Contains("  WARNING: Sum of all thin volume sizes (200.00 GiB) exceeds the size of thin pool pve/data and the size of whole volume group (116.00 GiB).", log);
        Assert.True(Storages.TryWrite(volume, 90 * GiB));
        Assert.False(Storages.TryWrite(volume, 11 * GiB));
        Assert.Equal(90 * GiB, Pve1.ThinPools["pve/data"].Used);
    }

    [Fact]
    public void Files_in_the_dump_directory_are_backups_whoever_put_them_there()
    {
        Storages.Activate("files");
        Pve1.Files.CreateBlob("/srv/files/dump/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst", 5000);
        Pve1.Files.WriteText("/srv/files/dump/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst.notes", "first\nsecond");
        Pve1.Files.WriteText("/srv/files/dump/readme.txt", "no backup");

        var backup = Assert.Single(Storages.List("files", "backup"));

        Assert.Equal(("files:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst", "vma.zst", 5000L, 100), (backup.VolumeId, backup.Format, backup.Size, backup.Vmid));
        Assert.Equal("first", backup.Notes);
        Assert.Equal(1767290645, backup.Created!.Value.UnixSeconds);
    }

    [Fact]
    public void A_protected_backup_is_not_freed()
    {
        const string Volume = "files:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst";
        Storages.Activate("files");
        Pve1.Files.CreateBlob(Storages.PathOf(Volume), 5000);
        Storages.SetProtected(Volume, true);

        Assert.Equal("cannot remove protected volume 'backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst' on 'files'", Fails(() => Storages.Free(Volume)));
        Storages.SetProtected(Volume, false);
        Storages.Free(Volume);
        Assert.Empty(Storages.List("files", "backup"));
    }

    [Fact]
    public void Pruning_takes_the_archive_with_its_log_and_notes_and_spares_protected_ones()
    {
        Storages.Activate("files");
        foreach (var day in (int[])[1, 2, 3, 4])
        {
            Pve1.Files.CreateBlob($"/srv/files/dump/vzdump-qemu-100-2026_01_0{day}-00_00_00.vma.zst", 5000);
            Pve1.Files.WriteText($"/srv/files/dump/vzdump-qemu-100-2026_01_0{day}-00_00_00.log", "log");
        }
        Storages.SetProtected("files:backup/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst", true);
        List<string> log = [];

        var entries = Storages.Prune("files", log: (level, text) => log.Add($"{level}: {text}"));

        Assert.Equal([PruneMark.Protected, PruneMark.Remove, PruneMark.Keep, PruneMark.Keep], entries.Select(e => e.Mark));
        Assert.Equal(["info: removing backup 'files:backup/vzdump-qemu-100-2026_01_02-00_00_00.vma.zst'"], log);
        Assert.False(Pve1.Files.Exists("/srv/files/dump/vzdump-qemu-100-2026_01_02-00_00_00.log"));
        Assert.Contains(world.Facts.All, f => f is BackupPruned { VolumeId: "files:backup/vzdump-qemu-100-2026_01_02-00_00_00.vma.zst" });
    }

    [Fact]
    public void Failure_domains_are_the_disks_below()
    {
        Assert.Equal("nvme0", Storages.DiskOf("local-lvm:vm-100-disk-0")!.Name);
        Assert.Equal("raid", Storages.DiskOf("nas")!.Name);
        Assert.True(Storages.FailureDomainOf("nas")!.IsSeparateFrom(Storages.FailureDomainOf("local-lvm")!));
        Assert.False(Storages.FailureDomainOf("local")!.IsSeparateFrom(Storages.FailureDomainOf("local-lvm")!));
        Assert.Equal(["nas raid", "nas link", "pve1 link"], Storages.Lanes("nas").Select(l => l.Name));
    }

    [Fact]
    public void A_removed_image_no_longer_takes_space_when_it_is_still_written()
    {
        var volume = Storages.Allocate("files", 100, "raw", null, GiB);
        DiskImage image = Storages.Image(volume)!;
        var before = Pve1.Files.MountAt("/")!.FileSystem.Used;
        Assert.True(image.TryWrite(1 << 20));
        Storages.Free(volume);

        Assert.True(image.TryWrite(1 << 20));
        Assert.True(Pve1.Files.MountAt("/")!.FileSystem.Used <= before);
    }

    private string Refusal(string id) => Fails(() => Storages.Activate(id));

    private static string Fails(Action act) => Assert.ThrowsAny<PveException>(act).Message;
}
