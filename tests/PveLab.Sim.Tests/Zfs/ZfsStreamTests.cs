using CsCheck;
using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Zfs;

/// <summary>Streams between pools: what arrives is what the snapshot keeps, and an increment finds its base.</summary>
public sealed class ZfsStreamTests
{
    private const long GiB = 1L << 30;
    private const string Disk = "rpool/data/vm-100-disk-0";
    private const string Copy = "rpool/thick/vm-100-disk-0";

    private static readonly Gen<(int What, int Which, long Bytes)> Step = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000], Gen.Long[1, 3 * GiB]);

    private readonly ZfsPool pool = ZfsLab.Pool(ZfsLab.Build());

    [Fact]
    public void An_increment_carries_what_was_written_between_and_both_sides_are_the_same_afterwards()
    {
        var disk = Made();
        Move(pool.Send(Taken(disk, "a"), new()));
        disk.Image.TryWrite(GiB);
        var stream = pool.Send(Taken(disk, "b"), new() { From = "@a" });
        disk.Image.TryWrite(GiB);

        Move(stream);

        var copy = pool.Datasets[Copy];
        Assert.Equal(GiB + GiB / 8, stream.Parts.Single().Snapshot.Data);
        Assert.Equal(["a", "b"], copy.Snapshots.Select(s => s.Name));
        Assert.Equal(disk.Snapshots.Select(s => (s.Guid, s.Created, s.Referenced)), copy.Snapshots.Select(s => (s.Guid, s.Created, s.Referenced)));
        Assert.Equal((5 * GiB, 8 * GiB), (copy.Image.Written, copy.VolumeSize));
        Assert.Equal(disk.Snapshots[0].Used, copy.Snapshots[0].Used);
    }

    [Theory]
    [InlineData("full", false, "cannot receive new filesystem stream: destination 'rpool/thick/vm-100-disk-0' exists\nmust specify -F to overwrite it")]
    [InlineData("full", true, "cannot receive new filesystem stream: destination has snapshots (eg. rpool/thick/vm-100-disk-0@a)\nmust destroy them to overwrite it")]
    [InlineData("modified", false, "cannot receive incremental stream: destination rpool/thick/vm-100-disk-0 has been modified\nsince most recent snapshot")]
    [InlineData("modified", true, null)]
    [InlineData("lost", false, "cannot receive incremental stream: most recent snapshot of rpool/thick/vm-100-disk-0 does not\nmatch incremental source")]
    [InlineData("lost", true, "cannot receive incremental stream: most recent snapshot of rpool/thick/vm-100-disk-0 does not\nmatch incremental source")]
    [InlineData("gone", true, "cannot receive incremental stream: destination 'rpool/thick/vm-100-disk-0' does not exist")]
    [InlineData("held", true, "cannot receive incremental stream: dataset is busy")]
    public void A_stream_that_does_not_fit_is_refused_in_zfs_own_words(string situation, bool force, string? refusal)
    {
        var disk = Made();
        Move(pool.Send(Taken(disk, "a"), new()));
        var copy = pool.Datasets[Copy];
        disk.Image.TryWrite(GiB);
        var stream = pool.Send(Taken(disk, "b"), situation == "full" ? new() : new() { From = "@a" });
        if (situation == "modified") copy.Image.TryWrite(GiB / 2);
        if (situation == "lost") pool.Destroy(copy.Snapshots[0]);
        if (situation == "gone") pool.Destroy(copy);
        if (situation == "held") Taken(copy, "mine").Hold("keep");
        var before = pool.Root.Used;

        var refused = Record.Exception(() => Move(stream, new() { Force = force }));

        Assert.Equal(refusal, refused?.Message);
        if (refusal is null) Assert.Equal(disk.Snapshots[^1].Referenced, copy.Referenced);
        else Assert.Equal(before, pool.Root.Used);
    }

    [Fact]
    public void A_stream_that_finds_no_room_leaves_nothing_behind()
    {
        var disk = Made();
        var stream = pool.Send(Taken(disk, "a"), new());
        pool.CreateVolume("rpool/filler", pool.Root.Available / 4096 * 4096 - 4 * GiB);
        var before = pool.Root.Used;
        var receiving = pool.Receive(stream, Copy);

        receiving.Arrived(stream.Bytes / 4);
        Assert.InRange(pool.Root.Used - before, GiB - (GiB / 16), GiB + (GiB / 16));
        var refused = Assert.Throws<ZfsException>(() => receiving.Arrived(stream.Bytes));

        Assert.Equal("cannot receive new filesystem stream: out of space", refused.Message);
        Assert.Equal(before, pool.Root.Used);
        Assert.False(pool.Datasets.ContainsKey(Copy));
    }

    [Fact]
    public void A_replication_stream_takes_away_what_the_sender_does_not_have()
    {
        var disk = Made();
        foreach (var name in (string[])["a", "b"]) Taken(disk, name);
        ZfsProperties.Set(disk, "compression", "zstd");
        Move(pool.Send(disk.Snapshots[1], new() { Replicate = true }), new() { Force = true });
        var copy = pool.Datasets[Copy];
        Assert.Equal(2, copy.Snapshots.Count);
        Assert.All((string[])["compression"], p => Assert.Equal("received", ZfsProperties.Get(copy, ZfsProperty.Find(p)!).Source));
        Taken(copy, "mine");
        pool.Destroy(disk.Snapshots[0]);
        Taken(disk, "c");
        var stream = pool.Send(Taken(disk, "d"), new() { Replicate = true, Intermediate = true, From = "b" });

        Move(stream, new() { Force = true });

        Assert.Equal(["b", "c", "d"], copy.Snapshots.Select(s => s.Name));
    }

    [Fact]
    public void A_transfer_takes_as_long_as_its_bytes_need_and_a_broken_one_keeps_only_what_was_complete()
    {
        var world = ZfsLab.Build();
        var (here, clock) = (ZfsLab.Pool(world), world.Clock);
        var disk = here.CreateVolume(Disk, 8 * GiB, sparse: true);
        disk.Image.TryWrite(GiB);
        here.Snapshot([disk], "a");
        disk.Image.TryWrite(4 * GiB);
        var stream = here.Send(here.Snapshot([disk], "b")[0], new() { Replicate = true });
        var begin = clock.Now;

        foreach (var wait in here.Receive(stream, Copy).Transfer(here, limit: 500e6).TakeWhile(_ => (clock.Now - begin).TotalSeconds < 5)) clock.AdvanceTo(clock.Now + wait);
        Assert.Equal(["a"], here.Datasets[Copy].Snapshots.Select(s => s.Name));
        Assert.Equal(0, here.Datasets[Copy].Incoming);
        here.Destroy(here.Datasets[Copy]);
        begin = clock.Now;
        foreach (var wait in here.Receive(stream, Copy).Transfer(here, limit: 500e6)) clock.AdvanceTo(clock.Now + wait);

        Assert.InRange((clock.Now - begin).TotalSeconds, stream.Bytes / 500e6, stream.Bytes / 500e6 + 1);
        Assert.Equal(["a", "b"], here.Datasets[Copy].Snapshots.Select(s => s.Name));
    }

    [Fact]
    public void Bytes_are_conserved_over_any_sequence_of_writes_snapshots_sends_and_destroying() => Step.List[1, 50].Holds(
        steps =>
        {
            var here = ZfsLab.Pool(ZfsLab.Build());
            var disk = here.CreateVolume(Disk, 64 * GiB, sparse: true);
            foreach (var (step, number) in steps.Select((s, i) => (s, i))) Take(here, disk, step, number);
            foreach (var dataset in here.Datasets.Values)
            {
                Assert.Equal(dataset.UsedByDataset + dataset.UsedBySnapshots + dataset.UsedByRefReservation + dataset.UsedByChildren, dataset.Used);
                Assert.Equal(dataset.Children.Values.Sum(c => Math.Max(c.Used, c.Reservation)), dataset.UsedByChildren);
                Assert.InRange(dataset.Snapshots.Sum(s => s.Used), 0, dataset.UsedBySnapshots);
                Assert.All(dataset.Snapshots, s => Assert.InRange(s.Used, 0, s.Referenced));
            }
            Compare(disk, here.Datasets.GetValueOrDefault(Copy));
        },
        cases: 200);

    // The same snapshot refers to the same bytes and means the same on both sides, whatever was destroyed around it.
    private static void Compare(ZfsDataset disk, ZfsDataset? copy)
    {
        foreach (var received in copy?.Snapshots ?? [])
        {
            if (disk.Snapshots.FirstOrDefault(s => s.Guid == received.Guid) is not { } original) continue;
            Assert.Equal((original.Referenced, original.Content.Written, original.VolumeSize), (received.Referenced, received.Content.Written, received.VolumeSize));
        }
    }

    private static void Take(ZfsPool here, ZfsDataset disk, (int What, int Which, long Bytes) step, int number)
    {
        var copy = here.Datasets.GetValueOrDefault(Copy);
        var some = disk.Snapshots.Count > 0 ? disk.Snapshots[step.Which % disk.Snapshots.Count] : null;
        var last = disk.Snapshots.Count > 0 ? disk.Snapshots[^1] : null;
        try
        {
            switch (step.What)
            {
                case 0 or 1: disk.Image.TryWrite(step.Bytes); break;
                case 2: disk.Image.TryWrite(-Math.Min(disk.Image.Written, step.Bytes)); break;
                case 3 or 4: here.Snapshot([disk], FormattableString.Invariant($"s{number}")); break;
                case 5 when some is not null: here.Destroy(some); break;
                case 6 when some is not null: here.Rollback(some); break;
                case 7 when last is not null: Move(here, here.Send(last, new() { Replicate = step.Which % 2 == 0 }), new() { Force = true }); break;
                case 8 or 9 when last is not null && some is not null:
                    Move(here, here.Send(last, new() { From = some.Name, Intermediate = step.Which % 2 == 0, Replicate = step.Which % 3 == 0 }), new() { Force = step.Which % 5 > 0 });
                    break;
                case 10 when copy is not null: copy.Image.TryWrite(step.Bytes / 4); break;
                case 11 when copy is { Snapshots.Count: > 0 }: here.Destroy(copy.Snapshots[step.Which % copy.Snapshots.Count]); break;
            }
        }
        catch (PveException)
        {
            // A refusal is an answer: it must leave the bytes as they were.
        }
    }

    private ZfsDataset Made()
    {
        var disk = pool.CreateVolume(Disk, 8 * GiB, sparse: true);
        disk.Image.TryWrite(4 * GiB);
        return disk;
    }

    private ZfsSnapshot Taken(ZfsDataset dataset, string name) => pool.Snapshot([dataset], name)[0];

    private void Move(ZfsStream stream, ZfsReceiveOptions? options = null) => Move(pool, stream, options);

    private static void Move(ZfsPool into, ZfsStream stream, ZfsReceiveOptions? options = null) => into.Receive(stream, Copy, options).Arrived(stream.Bytes);
}
