using PveLab.Sim.Cluster;
using PveLab.Sim.Replication;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Replication;

/// <summary>Replication between the nodes of a cluster: what the scheduler does, and what is left where when something goes wrong.</summary>
public sealed class ReplicationTests
{
    private const string Volume = "rpool/data/vm-100-disk-0";

    private readonly Datacenter world = ReplicationLab.Build();

    private Node Source => world.Nodes["pve1"];

    private Node Target => world.Nodes["pve2"];

    private NodeReplicationJob Job => Source.Replication.Engine.Find("100-0")!;

    [Fact]
    public void Every_quarter_of_an_hour_the_target_gets_what_changed_and_both_sides_keep_one_snapshot()
    {
        Live(minutes: 50);
        Assert.Equal((ReplicationJobStatus.Synced, 0), (Job.Status, Job.State.FailCount));
        Assert.Equal(world.Clock.Now.UnixSeconds / 900 * 900, Job.State.LastSync);
        var name = ReplicationSnapshots.NameOf("100-0", Job.State.LastSync);
        foreach (var node in (Node[])[Source, Target])
            Assert.Equal(name, Assert.Single(node.Zpools["rpool"].Datasets[Volume].Snapshots).Name);
        Assert.Equal(Source.Zpools["rpool"].Datasets[Volume].Snapshot(name)!.Guid, Target.Zpools["rpool"].Datasets[Volume].Snapshot(name)!.Guid);
        Assert.Contains("local-zfs:vm-100-disk-0", Target.Storages.List("local-zfs").Select(v => v.VolumeId));
    }

    [Fact]
    public void The_replica_holds_the_rows_of_the_moment_the_run_took_its_snapshot()
    {
        Live(minutes: 50);
        var newest = Target.Zpools["rpool"].Datasets[Volume].Image.Capture().NewestRow!.Value.UnixSeconds;
        Assert.InRange(newest, Job.State.LastSync - 60, Job.State.LastSync + 5);
    }

    [Fact]
    public void While_the_target_is_off_the_job_fails_once_and_catches_up_when_it_is_back()
    {
        Live(minutes: 20);
        Target.Host.PowerOff();
        Live(minutes: 15);
        Assert.Equal(ReplicationJobStatus.Failing, Job.Status);
        Assert.Equal(1, Job.State.FailCount);
        Assert.EndsWith("failed: exit code 255", Job.State.Error, StringComparison.Ordinal);
        Assert.Contains("(remote_prepare_local_job) ssh: connect to host 192.168.10.12 port 22: No route to host", Log(), StringComparison.Ordinal);
        Assert.Equal(0, Source.Replication.NextSync(Job));
        Live(minutes: 60);
        Assert.Equal(1, Job.State.FailCount);
        Target.Host.PowerOn();
        Live(minutes: 5);
        Assert.Equal((ReplicationJobStatus.Synced, 0), (Job.Status, Job.State.FailCount));
    }

    [Fact]
    public void A_job_that_fails_for_another_reason_is_tried_after_5_10_15_and_30_minutes()
    {
        Live(minutes: 20);
        Target.Services.Find("ssh")!.Stop();
        Live(minutes: 125);
        var tries = world.Facts.All.OfType<ReplicationFailed>().Select(f => f.At.UnixSeconds / 60).ToList();
        Assert.Equal([5L, 10, 15, 30], tries.Zip(tries.Skip(1), (a, b) => b - a).Take(4));
    }

    [Fact]
    public void A_disk_added_on_a_storage_without_replication_makes_the_job_fail()
    {
        Live(minutes: 20);
        var guest = Source.Guests.Get(100);
        guest.Save(guest.Config.With("scsi1", "local:100/vm-100-disk-1.qcow2,size=1G"));
        Live(minutes: 15);
        Assert.Equal("missing replicate feature on volume 'local:100/vm-100-disk-1.qcow2'", Job.State.Error);
    }

    [Fact]
    public void Removing_a_job_takes_the_copies_and_the_snapshots_away()
    {
        Live(minutes: 20);
        Source.View.Replication.With(Source.View.Replication.Find("100-0")!.With("remove_job", "full")).Save(Source.Cluster);
        Live(minutes: 3);
        Assert.Empty(Source.View.Replication.Jobs);
        Assert.False(Target.Zpools["rpool"].Datasets.ContainsKey(Volume));
        Assert.Empty(Source.Zpools["rpool"].Datasets[Volume].Snapshots);
        Assert.Equal("{}", Source.Files.ReadText("/var/lib/pve-manager/pve-replication-state.json"));
        Assert.Single(world.Facts.All.OfType<ReplicationRemoved>());
    }

    [Fact]
    public void Power_lost_in_the_middle_leaves_the_job_interrupted_and_the_next_run_cleans_up()
    {
        Live(minutes: 14);
        world.Clock.AdvanceTo(Instant.FromUnixSeconds((world.Clock.Now.UnixSeconds / 900 + 1) * 900 + 2));
        Assert.Equal(ReplicationJobStatus.Syncing, Job.Status);
        Source.Host.PowerOff();
        Live(minutes: 1);
        Source.Host.PowerOn();
        Live(minutes: 20);
        Assert.Equal(ReplicationJobStatus.Synced, Job.Status);
        Assert.Single(Source.Zpools["rpool"].Datasets[Volume].Snapshots);
    }

    [Fact]
    public void What_is_being_received_is_busy_and_is_gone_when_its_sender_loses_power()
    {
        var pool = Target.Zpools["rpool"];
        pool.Destroy(pool.Datasets[Volume]);
        while (!pool.Datasets.ContainsKey(Volume)) world.Clock.Step(Instant.FromUnixSeconds(long.MaxValue / 1000));
        Assert.Equal("cannot destroy 'rpool/data/vm-100-disk-0': dataset is busy", Assert.Throws<ZfsException>(() => pool.Destroy(pool.Datasets[Volume])).Message);
        Source.Host.PowerOff();
        Assert.DoesNotContain(Volume, pool.Datasets.Keys);
    }

    [Fact]
    public void A_glance_at_the_log_decides_nothing_about_the_space_it_takes()
    {
        Live(minutes: 50);
        var disk = Source.Files.MountOf("/var/log/pve").FileSystem;
        var used = disk.Used;
        var seen = world.Clock.Glance(() => Source.Files.ReadText("/var/log/pve/replicate/100-0"));
        Assert.Equal(used, disk.Used);
        Assert.Equal(seen, Source.Files.ReadText("/var/log/pve/replicate/100-0"));
        Assert.NotEqual(used, disk.Used);
    }

    [Fact]
    public void After_a_move_the_job_copies_back_from_where_it_left_off()
    {
        Live(minutes: 20);
        Source.Guests.Get(100).Stop();
        var (states, before) = (Source.Replication.Handover(100, "pve2"), Job.State.LastSync);
        Target.Replication.TakeOver(100, states);
        world.Cluster.Rename("/nodes/pve1/qemu-server/100.conf", "/nodes/pve2/qemu-server/100.conf");
        Target.Replication.TurnRound(100, "pve1", "pve2");
        var job = Target.Replication.Engine.Find("100-0")!;
        Assert.Equal(("pve1", before), (job.Target, job.State.LastSync));
        Live(minutes: 16);
        Assert.Equal(ReplicationJobStatus.Synced, job.Status);
        Assert.Contains("incremental sync", Target.Files.ReadText("/var/log/pve/replicate/100-0"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_whose_configuration_was_moved_by_hand_is_replicated_back_too()
    {
        Live(minutes: 20);
        Source.Host.PowerOff();
        Live(minutes: 2);
        world.Cluster.Rename("/nodes/pve1/qemu-server/100.conf", "/nodes/pve2/qemu-server/100.conf");
        Live(minutes: 2);
        Assert.Equal(("pve1", "pve2"), (world.Replication.Find("100-0")!.Target, world.Replication.Find("100-0")!["source"]));
        Source.Host.PowerOn();
        Live(minutes: 20);
        Assert.Equal(ReplicationJobStatus.Synced, Target.Replication.Engine.Find("100-0")!.Status);
        Assert.Contains("incremental sync", Target.Files.ReadText("/var/log/pve/replicate/100-0"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_lived_through_at_once_leaves_what_living_through_it_hour_by_hour_leaves()
    {
        var (slow, fast) = (ReplicationLab.Build(guests: 7), ReplicationLab.Build(guests: 7));
        foreach (var datacenter in (Datacenter[])[slow, fast])
            datacenter.Cluster.WriteText("/replication.cfg", datacenter.Cluster.ReadText("/replication.cfg").Replace("local: 104-0\n", "local: 104-0\n\tschedule 0..23:20\n", StringComparison.Ordinal));
        var end = slow.Clock.Now + TimeSpan.FromDays(5);
        while (slow.Clock.Now < end) slow.Clock.AdvanceTo(slow.Clock.Now + TimeSpan.FromHours(1));
        fast.Clock.AdvanceTo(end);
        Assert.Equal(Everything(slow), Everything(fast));
        Assert.Equal(slow.Facts.All.Select(f => f.ToString()), fast.Facts.All.Select(f => f.ToString()));
    }

    [Fact]
    public void A_year_keeps_one_snapshot_one_log_and_no_facts_of_its_runs()
    {
        Live(minutes: 60);
        var facts = world.Facts.All.Count;
        Live(minutes: 365 * 24 * 60 + 5);
        Assert.Equal(facts, world.Facts.All.Count);
        Assert.Single(Target.Zpools["rpool"].Datasets[Volume].Snapshots);
        Assert.Single(Log().Split('\n'), l => l.Contains("start replication job", StringComparison.Ordinal));
        Assert.Equal(world.Clock.Now.UnixSeconds / 900 * 900, Job.State.LastSync);
    }

    private static string Everything(Datacenter datacenter)
    {
        var text = new System.Text.StringBuilder();
        foreach (var node in datacenter.Nodes.Values)
        {
            text.AppendLine(node.Name).AppendLine(node.Files.ReadText("/var/lib/pve-manager/pve-replication-state.json"));
            foreach (var name in node.Files.List("/var/log/pve/replicate").Keys) text.Append(node.Files.ReadText("/var/log/pve/replicate/" + name));
            foreach (var pool in node.Zpools.Values)
            {
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{pool.Name} {pool.Transaction} {pool.Allocated}");
                foreach (var dataset in pool.Datasets.Values)
                {
                    text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{dataset.Name} {dataset.Used} {dataset.Referenced} {dataset.Image.Written} {dataset.Image.Capture().NewestRow}");
                    foreach (var snapshot in dataset.Snapshots)
                        text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{snapshot.FullName} {snapshot.Guid} {snapshot.Transaction} {snapshot.Created} {snapshot.Used} {snapshot.Referenced}");
                }
            }
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{node.Tasks.NextPid()} {node.Files.MountOf("/").FileSystem.Used}");
        }
        return text.ToString();
    }

    private void Live(int minutes) => world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromMinutes(minutes));

    private string Log() => Source.Files.ReadText("/var/log/pve/replicate/100-0");
}
