using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Zfs;

public sealed class ZfsPoolStorageTests
{
    private const long GiB = 1L << 30;

    private readonly Datacenter world = ZfsLab.Build();

    private NodeStorages Storages => world.Nodes["pve1"].Storages;

    [Fact]
    public void Volumes_get_zfs_names_paths_and_formats()
    {
        Assert.Equal("local-zfs:vm-100-disk-0", Storages.Allocate("local-zfs", 100, null, null, 4 * GiB));
        Assert.Equal("local-zfs:vm-100-disk-1", Storages.Allocate("local-zfs", 100, "raw", "vm-100-disk-1", GiB + 1));
        Assert.Equal("local-zfs:subvol-200-disk-0", Storages.Allocate("local-zfs", 200, "subvol", null, 4 * GiB));

        Assert.Equal("/dev/zvol/rpool/data/vm-100-disk-0", Storages.PathOf("local-zfs:vm-100-disk-0"));
        Assert.Equal("/rpool/data/subvol-200-disk-0", Storages.PathOf("local-zfs:subvol-200-disk-0"));
        Assert.Equal(
            [("local-zfs:subvol-200-disk-0", "subvol", 4 * GiB), ("local-zfs:vm-100-disk-0", "raw", 4 * GiB), ("local-zfs:vm-100-disk-1", "raw", GiB + (1 << 20))],
            Storages.List("local-zfs").Select(v => (v.VolumeId, v.Format, v.Size)));
    }

    [Theory]
    [InlineData("vm-100-disk-7", "zfs error: cannot create 'rpool/data/vm-100-disk-7': dataset already exists")]
    [InlineData("vm-101-disk-7", "illegal name 'vm-101-disk-7' - should be 'vm-100-*'")]
    [InlineData("bad", "illegal name 'bad' - should be 'vm-100-*'")]
    [InlineData("vm-100-a,b", "zfs error: cannot create 'rpool/data/vm-100-a,b': invalid character ',' in name")]
    public void A_wrong_name_is_refused_in_the_plugins_or_in_zfs_own_words(string name, string message)
    {
        Storages.Allocate("local-zfs", 100, null, "vm-100-disk-7", 4 * GiB);

        Assert.Equal(message, Assert.Throws<PveException>(() => Storages.Allocate("local-zfs", 100, null, name, 4 * GiB)).Message);
    }

    [Fact]
    public void A_disk_that_cannot_be_promised_its_size_is_not_made()
    {
        var refused = Assert.Throws<PveException>(() => Storages.Allocate("thick-zfs", 111, null, null, 100_000_000_000_000));

        Assert.Equal("zfs error: cannot create 'rpool/thick/vm-111-disk-0': out of space", refused.Message);
        Assert.Empty(Storages.List("thick-zfs"));
    }

    [Fact]
    public void Freeing_what_is_already_gone_is_no_error()
    {
        Storages.Allocate("local-zfs", 100, null, "vm-100-disk-7", 4 * GiB);

        Storages.Free("local-zfs:vm-100-disk-7");
        Storages.Free("local-zfs:vm-100-disk-7");

        Assert.Empty(Storages.List("local-zfs"));
    }

    [Fact]
    public void Status_is_what_the_dataset_uses_and_what_the_pool_has_left()
    {
        var before = Assert.Single(Storages.Status(static _ => { }), s => s.Storage.Id == "local-zfs");
        Storages.Allocate("local-zfs", 100, null, "vm-100-disk-0", 40 * GiB);
        Storages.TryWrite("local-zfs:vm-100-disk-0", 10 * GiB);

        var after = Assert.Single(Storages.Status(static _ => { }), s => s.Storage.Id == "local-zfs");

        Assert.Equal(before.Total, after.Total);
        Assert.Equal(before.Used + 10 * GiB + (56 << 10), after.Used);
        Assert.Equal(after.Total - after.Used, after.Available);
    }

    [Fact]
    public void A_container_volume_is_a_mounted_file_system_as_large_as_its_quota()
    {
        Storages.Allocate("local-zfs", 200, "subvol", null, 4 * GiB);
        var mounted = world.Nodes["pve1"].Files.MountAt("/rpool/data/subvol-200-disk-0")!.FileSystem;

        Assert.True(Storages.TryWrite("local-zfs:subvol-200-disk-0", 3 * GiB));
        Assert.False(Storages.TryWrite("local-zfs:subvol-200-disk-0", GiB));

        Assert.Equal(4 * GiB, mounted.Capacity);
        Assert.Equal(3 * GiB + (96 << 10), mounted.Used);
        Storages.Free("local-zfs:subvol-200-disk-0");
        Assert.Null(world.Nodes["pve1"].Files.MountAt("/rpool/data/subvol-200-disk-0"));
    }

    [Fact]
    public void A_pool_lives_without_one_half_of_its_mirror_and_stops_without_both()
    {
        var pool = ZfsLab.Pool(world);
        pool.Devices.First().Disk.Fail();
        Assert.Equal(Sim.Zfs.ZfsPoolStatus.Degraded, pool.Status);
        Storages.Allocate("local-zfs", 100, null, null, GiB);

        pool.Devices.Last().Disk.Fail();

        Assert.Equal(Sim.Zfs.ZfsPoolStatus.Suspended, pool.Status);
        Assert.False(Storages.TryWrite("local-zfs:vm-100-disk-0", GiB));
        Assert.Equal("zfs error: cannot create 'rpool/data/vm-100-disk-1': pool I/O is currently suspended",
            Assert.Throws<PveException>(() => Storages.Allocate("local-zfs", 100, null, null, GiB)).Message);
        foreach (var device in pool.Devices) device.Disk.Recover();
        Assert.Equal(Sim.Zfs.ZfsPoolStatus.Suspended, pool.Status);
        pool.Clear();
        Assert.Equal(Sim.Zfs.ZfsPoolStatus.Online, pool.Status);
        Assert.True(Storages.TryWrite("local-zfs:vm-100-disk-0", GiB));
    }

    [Fact]
    public void A_storage_whose_pool_is_not_there_cannot_be_activated()
    {
        world.Cluster.WriteText("/storage.cfg", "zfspool: tank\n\tpool tank\n\n");

        Assert.Equal("could not activate storage 'tank', zfs error: cannot import 'tank': no such pool available\n",
            Assert.Throws<PveException>(() => Storages.Activate("tank")).Message);
    }
}
