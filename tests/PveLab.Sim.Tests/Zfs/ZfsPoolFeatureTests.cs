using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Zfs;

public sealed class ZfsPoolFeatureTests
{
    private const long GiB = 1L << 30;
    private const string Disk = "local-zfs:vm-100-disk-0";

    private readonly Datacenter world = ZfsLab.Build();

    public ZfsPoolFeatureTests()
    {
        Storages.Allocate("local-zfs", 100, null, null, 8 * GiB);
        Storages.TryWrite(Disk, GiB);
    }

    private NodeStorages Storages => world.Nodes["pve1"].Storages;

    [Fact]
    public void A_rollback_brings_back_exactly_what_the_newest_snapshot_keeps()
    {
        Storages.Snapshot(Disk, "before");
        Storages.TryWrite(Disk, 2 * GiB);
        Storages.Resize(Disk, 16 * GiB);

        Storages.Rollback(Disk, "before");

        Assert.Equal((8 * GiB, GiB), (Storages.Image(Disk)!.Size, Storages.Image(Disk)!.Written));
        Assert.Equal(8 * GiB, Storages.Measure(Disk)!.Size);
        Assert.Equal(GiB, Storages.SnapshotImage(Disk, "before")!.Written);
    }

    [Fact]
    public void Only_the_newest_snapshot_can_be_rolled_back_to()
    {
        foreach (var name in (string[])["a", "b"]) Storages.Snapshot(Disk, name);
        List<string> blockers = [];

        Assert.Equal($"can't rollback, 'a' is not most recent snapshot on '{Disk}'", Assert.Throws<PveException>(() => Storages.CheckRollback(Disk, "a", blockers)).Message);
        Assert.Equal(["b"], blockers);
        Assert.Equal($"can't rollback, snapshot 'c' does not exist on '{Disk}'", Assert.Throws<PveException>(() => Storages.CheckRollback(Disk, "c", [])).Message);
        Assert.Equal("zfs error: could not find any snapshots to destroy; check snapshot names.", Assert.Throws<PveException>(() => Storages.DeleteSnapshot(Disk, "c")).Message);
    }

    [Fact]
    public void A_linked_clone_shares_its_base_and_is_named_after_it()
    {
        var made = Storages.CreateBase(Disk);

        var clone = Storages.Clone(made, 101, null);

        Assert.Equal(("local-zfs:base-100-disk-0", "local-zfs:base-100-disk-0/vm-101-disk-0"), (made, clone));
        Assert.Equal(GiB, Storages.Image(clone)!.Written);
        Assert.Equal(["local-zfs:base-100-disk-0", clone], Storages.List("local-zfs").Select(v => v.VolumeId));
        Assert.Equal("base volume 'base-100-disk-0' is still in use by linked clones", Assert.Throws<PveException>(() => Storages.Free(made)).Message);
        Storages.Free(clone);
        Storages.Free(made);
        Assert.Empty(Storages.List("local-zfs"));
    }

    [Fact]
    public void Taking_a_volumes_owner_away_renames_it()
    {
        Assert.Equal("local-zfs:vm-105-disk-0", Storages.Rename(Disk, 105));
        Assert.Equal(GiB, Storages.Image("local-zfs:vm-105-disk-0")!.Written);
        Assert.Equal("target volume 'vm-105-disk-0' already exists", Assert.Throws<PveException>(() => Storages.Rename("local-zfs:vm-105-disk-0", 105, "vm-105-disk-0")).Message);
    }

    [Fact]
    public void A_container_volumes_quota_goes_back_with_it()
    {
        var volume = Storages.Allocate("local-zfs", 200, "subvol", null, 4 * GiB);
        Storages.Snapshot(volume, "before");
        Storages.Resize(volume, 8 * GiB);

        Storages.Rollback(volume, "before");

        Assert.Equal(4 * GiB, Storages.Measure(volume)!.Size);
        Storages.ActivateVolume(volume);
        Assert.Equal(4 * GiB, world.Nodes["pve1"].Files.MountAt("/rpool/data/subvol-200-disk-0")!.FileSystem.Capacity);
    }
}
