using CsCheck;
using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Zfs;

/// <summary>A pool's bytes are accounted once: what datasets show adds up to what is taken, whatever happens.</summary>
public sealed class ZfsSpaceTests
{
    private const long GiB = 1L << 30;

    private static readonly Gen<(int What, int Which, long Bytes)> Step = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Long[1, 20 * GiB]);

    [Fact]
    public void Bytes_add_up_after_any_sequence_of_allocating_writing_snapshots_clones_and_destroying() =>
        Step.List[1, 60].Holds(
            steps =>
            {
                var node = ZfsLab.Build().Nodes["pve1"];
                foreach (var (step, number) in steps.Select((s, i) => (s, i))) Take(node, step, number);
                Check(node.Zpools["rpool"]);
            },
            cases: 150);

    private static void Check(ZfsPool pool)
    {
        foreach (var dataset in pool.Datasets.Values)
        {
            Assert.Equal(dataset.UsedByDataset + dataset.UsedBySnapshots + dataset.UsedByRefReservation + dataset.UsedByChildren, dataset.Used);
            Assert.Equal(dataset.Children.Values.Sum(c => Math.Max(c.Used, c.Reservation)), dataset.UsedByChildren);
            Assert.InRange(dataset.Snapshots.Sum(s => s.Used), 0, dataset.UsedBySnapshots);
            Assert.All(dataset.Snapshots, s => Assert.InRange(s.Used, 0, s.Referenced));
            if (dataset.Kind == ZfsKind.Volume) Assert.Equal(dataset.Image.Written + (56 << 10), dataset.Referenced);
            Assert.True(dataset.Available >= 0);
        }
        Assert.InRange(pool.Root.Used, pool.Allocated, pool.Usable);
        // Destroying everything gives back everything.
        foreach (var dataset in pool.Root.Tree().Reverse().Where(d => d.Kind == ZfsKind.Volume).OrderBy(d => d.Origin is null).ToList())
        {
            foreach (var clone in dataset.Snapshots.SelectMany(s => s.Clones).ToList()) Remove(pool, clone);
            Remove(pool, dataset);
        }
        Assert.Equal((96 << 10) + 8192 + (2 * (96 << 10)), pool.Root.Used);
    }

    private static void Remove(ZfsPool pool, ZfsDataset dataset)
    {
        if (!pool.Datasets.ContainsKey(dataset.Name)) return;
        foreach (var clone in dataset.Snapshots.SelectMany(s => s.Clones).ToList()) Remove(pool, clone);
        pool.Destroy(dataset);
    }

    private static void Take(Node node, (int What, int Which, long Bytes) step, int number)
    {
        var pool = node.Zpools["rpool"];
        var volumes = pool.Datasets.Values.Where(d => d.Kind == ZfsKind.Volume).ToList();
        var some = volumes.Count == 0 ? null : volumes[step.Which % volumes.Count];
        var snapshot = some is { Snapshots.Count: > 0 } ? some.Snapshots[step.Which % some.Snapshots.Count] : null;
        try
        {
            switch (step.What)
            {
                case 0: node.Storages.Allocate("local-zfs", 100 + step.Which % 3, null, null, step.Bytes); break;
                case 1: node.Storages.Allocate("thick-zfs", 100 + step.Which % 3, null, null, step.Bytes); break;
                case 2 or 3 or 4 when some is not null: some.Image.TryWrite(step.Bytes / 3); break;
                case 5 when some is not null: some.Image.TryWrite(-Math.Min(some.Image.Written, step.Bytes / 5)); break;
                case 6 or 7 when some is not null: pool.Snapshot([some], FormattableString.Invariant($"s{number}")); break;
                case 8 when snapshot is not null: pool.Destroy(snapshot); break;
                case 9 when snapshot is not null: pool.Rollback(snapshot); break;
                case 10 when snapshot is not null: pool.Clone(snapshot, FormattableString.Invariant($"rpool/data/vm-200-disk-{number}")); break;
                case 11 when some is { Snapshots.Count: 0 }: pool.Destroy(some); break;
            }
        }
        catch (PveException)
        {
            // A refusal is an answer: it must leave the bytes as they were.
        }
    }

    [Fact]
    public void A_snapshot_holds_alone_what_was_overwritten_after_it()
    {
        var pool = ZfsLab.Pool(ZfsLab.Build());
        var volume = pool.CreateVolume("rpool/data/vm-100-disk-0", 8 * GiB, sparse: true);
        volume.Image.TryWrite(4 * GiB);
        var before = pool.Snapshot([volume], "before")[0];
        Assert.Equal(0, before.Used);

        volume.Image.TryWrite(GiB);

        Assert.Equal(GiB / 8, before.Used);
        Assert.Equal(GiB / 8, volume.UsedBySnapshots);
        Assert.Equal(GiB + GiB / 8, volume.WrittenSinceSnapshot);
        Assert.Equal(5 * GiB + GiB / 8 + (56 << 10), volume.Used);
    }

    [Fact]
    public void A_promised_volume_takes_its_size_at_once_and_again_when_a_snapshot_keeps_what_is_written()
    {
        var pool = ZfsLab.Pool(ZfsLab.Build());
        var volume = pool.CreateVolume("rpool/thick/vm-100-disk-0", 64 * GiB);
        Assert.InRange(volume.Used, 64 * GiB, 66 * GiB);
        volume.Image.TryWrite(62 * GiB);
        Assert.InRange(volume.Used, 64 * GiB, 66 * GiB);

        var refused = Assert.Throws<ZfsException>(() => pool.Snapshot([volume], "before"));

        Assert.Equal("cannot create snapshot 'rpool/thick/vm-100-disk-0@before': out of space", refused.Message);
    }

    [Fact]
    public void A_clone_takes_nothing_until_it_is_written_to_and_keeps_its_origin_alive()
    {
        var pool = ZfsLab.Pool(ZfsLab.Build());
        var volume = pool.CreateVolume("rpool/data/base-100-disk-0", 8 * GiB, sparse: true);
        volume.Image.TryWrite(4 * GiB);
        var origin = pool.Snapshot([volume], "__base__")[0];

        var clone = pool.Clone(origin, "rpool/data/vm-101-disk-0");

        Assert.Equal(0, clone.Used);
        Assert.Equal(4 * GiB, clone.Image.Written);
        clone.Image.TryWrite(GiB);
        Assert.Equal(GiB + GiB / 8, clone.Used);
        Assert.Throws<ZfsException>(() => pool.Destroy(origin));
    }
}
