using System.Globalization;
using CsCheck;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

/// <summary>Snapshots and clones of volumes.</summary>
public sealed class VolumeSnapshotTests
{
    private static readonly Gen<(int Verb, int Pick, int Mebibytes)[]> Acts = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[1, 200]).Array[1, 25];

    [Theory]
    [InlineData("files", "qcow2")]
    [InlineData("local-lvm", "raw")]
    public void Snapshots_in_any_order_conserve_bytes_and_contents(string storage, string format) => Acts.Holds(
        acts =>
        {
            var node = StorageLab.Build().Node("pve1");
            var volume = node.Storages.Allocate(storage, 100, format, null, 4L << 30);
            var kept = new SortedDictionary<string, DiskCapture>(StringComparer.Ordinal);
            foreach (var (verb, pick, mebibytes) in acts)
            {
                Act(node, volume, verb, "s" + pick.ToString(CultureInfo.InvariantCulture), (long)mebibytes << 20, kept);
                Check(node, volume, kept);
            }
            foreach (var name in kept.Keys.ToList()) node.Storages.DeleteSnapshot(volume, name);
            var image = node.Storages.Image(volume)!;
            Assert.Equal(image.Written, image.Held);
            node.Storages.Free(volume);
            Assert.Equal(0, node.ThinPools["pve/data"].Used);
            Check(node, null, []);
        },
        cases: 200);

    [Fact]
    public void A_rolled_back_disk_is_what_it_was()
    {
        var node = StorageLab.Build().Node("pve1");
        var volume = node.Storages.Allocate("local-lvm", 100, null, null, 4L << 30);
        node.Storages.TryWrite(volume, 1L << 30);
        var log = new List<string>();
        node.Storages.Snapshot(volume, "before", log.Add);
        node.Storages.TryWrite(volume, 2L << 30);
        Assert.Equal(3L << 30, node.ThinPools["pve/data"].Used);
        node.Storages.Rollback(volume, "before", log.Add);
        Assert.Equal(1L << 30, node.Storages.Image(volume)!.Written);
        Assert.Equal(1L << 30, node.ThinPools["pve/data"].Used);
        Assert.Equal(
            [
                "  Logical volume \"snap_vm-100-disk-0_before\" created.",
                "  Logical volume \"vm-100-disk-0\" successfully removed.",
                "  Logical volume \"vm-100-disk-0\" created.",
                "  Logical volume pve/vm-100-disk-0 changed.",
            ],
            log);
    }

    [Fact]
    public void A_raw_file_has_no_snapshots()
    {
        var node = StorageLab.Build().Node("pve1");
        var volume = node.Storages.Allocate("files", 100, "raw", null, 1L << 30);
        Assert.False(node.Storages.HasFeature("snapshot", volume));
        Assert.Equal("can't snapshot this image format", Assert.Throws<PveException>(() => node.Storages.Snapshot(volume, "a1")).Message);
    }

    [Theory]
    [InlineData("files", "qcow2", "files:100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2")]
    [InlineData("local-lvm", "raw", "local-lvm:vm-101-disk-0")]
    public void A_linked_clone_shares_what_its_base_holds(string storage, string format, string expected)
    {
        var node = StorageLab.Build().Node("pve1");
        var volume = node.Storages.Allocate(storage, 100, format, null, 4L << 30);
        node.Storages.TryWrite(volume, 1L << 30);
        var baseVolume = node.Storages.CreateBase(volume);
        var before = Used(node);
        var clone = node.Storages.Clone(baseVolume, 101, null);
        Assert.Equal(expected, clone);
        Assert.Equal(1L << 30, node.Storages.Image(clone)!.Written);
        Assert.InRange(Used(node) - before, 0, 1 << 20);
        Assert.Contains(node.Storages.List(storage, "images", 101), v => v.VolumeId == clone);
        node.Storages.TryWrite(clone, 1L << 20);
        Assert.Equal(1L << 30, node.Storages.Image(baseVolume)!.Written);
        if (storage == "files")
            Assert.Equal("base volume '100/base-100-disk-0.qcow2' is still in use by linked clones", Assert.Throws<PveException>(() => node.Storages.Free(baseVolume)).Message);
    }

    private static long Used(Node node) => node.Files.MountOf("/srv").FileSystem.Used + node.ThinPools["pve/data"].Used;

    private static void Act(Node node, string volume, int verb, string name, long bytes, SortedDictionary<string, DiskCapture> kept)
    {
        var image = node.Storages.Image(volume)!;
        switch (verb)
        {
            case 0 or 1:
                if (image.TryWrite(bytes)) image.System = new GuestSystem { OsName = "test", HostName = image.Written.ToString(CultureInfo.InvariantCulture) };
                break;
            case 2:
                image.TryWrite(-Math.Min(bytes, image.Written));
                break;
            case 3 when !kept.ContainsKey(name):
                kept[name] = image.Capture();
                node.Storages.Snapshot(volume, name);
                break;
            case 4 when kept.TryGetValue(name, out var capture):
                node.Storages.Rollback(volume, name);
                Assert.Equal(capture, node.Storages.Image(volume)!.Capture());
                break;
            case 5 when kept.Remove(name):
                node.Storages.DeleteSnapshot(volume, name);
                break;
        }
    }

    private static void Check(Node node, string? volume, SortedDictionary<string, DiskCapture> kept)
    {
        var system = node.Files.MountOf("/srv").FileSystem;
        Assert.Equal((4L << 30) + Allocated(system.Root), system.Used);
        if (volume is null) return;
        Assert.Equal(kept.Keys, node.Storages.Snapshots(volume).Order(StringComparer.Ordinal));
        foreach (var (name, capture) in kept) Assert.Equal(capture, node.Storages.SnapshotImage(volume, name)!.Capture());
        Assert.InRange(node.Storages.Image(volume)!.Held, Math.Min(node.Storages.Image(volume)!.Written, 0), long.MaxValue);
    }

    private static long Allocated(DirectoryEntry directory) =>
        directory.Allocated + directory.Entries.Values.Sum(e => e is DirectoryEntry below ? Allocated(below) : e.Allocated);
}
