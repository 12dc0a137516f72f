using CsCheck;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

/// <summary>Bytes are accounted once, whatever happens.</summary>
public sealed class StorageSpaceTests
{
    private static readonly Gen<(int What, int Vmid, long Bytes)> Step =
        Gen.Select(Gen.Int[0, 6], Gen.Int[100, 102], Gen.Long[1, 30L << 30]);

    [Fact]
    public void Bytes_add_up_after_any_sequence_of_allocating_writing_resizing_freeing_and_pruning() =>
        Step.List[1, 40].Holds(
            steps =>
            {
                var node = StorageLab.Build().Nodes["pve1"];
                foreach (var step in steps) Take(node, step);
                var root = node.Files.MountAt("/")!.FileSystem;
                var pool = node.ThinPools["pve/data"];
                Assert.Equal(Sum(root.Root) + (4L << 30), root.Used);
                Assert.InRange(root.Used, 0, root.Capacity);
                Assert.Equal(pool.Volumes.Values.Sum(v => v.Written), pool.Used);
                Assert.InRange(pool.Used, 0, pool.Capacity);
            },
            cases: 60);

    private static void Take(Node node, (int What, int Vmid, long Bytes) step)
    {
        var storages = node.Storages;
        var volumes = storages.List("files", "images").Concat(storages.List("local-lvm")).Select(v => v.VolumeId).ToList();
        var some = volumes.Count == 0 ? null : volumes[(int)(step.Bytes % volumes.Count)];
        try
        {
            switch (step.What)
            {
                case 0: storages.Allocate("local-lvm", step.Vmid, null, null, step.Bytes); break;
                case 1: storages.Allocate("files", step.Vmid, step.Bytes % 2 == 0 ? "raw" : "qcow2", null, step.Bytes); break;
                case 2 when some is not null: storages.TryWrite(some, step.Bytes); break;
                case 3 when some is not null: storages.Resize(some, storages.Image(some)!.Size + step.Bytes); break;
                case 4 when some is not null: storages.Free(some); break;
                case 5: node.Files.CreateBlob($"/srv/files/dump/vzdump-qemu-{step.Vmid}-2026_01_0{step.Bytes % 9 + 1}-00_00_00.vma", step.Bytes); break;
                case 6: storages.Prune("files"); break;
            }
        }
        catch (PveException)
        {
            // A refusal is an answer: it must leave the bytes as they were.
        }
    }

    private static long Sum(FileEntry entry) =>
        entry.Allocated + (entry is DirectoryEntry directory ? directory.Entries.Values.Sum(Sum) : 0);
}
