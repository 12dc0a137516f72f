using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Backup;

public sealed class SchedulerTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    private Node Node => datacenter.Nodes["pve1"];

    private void Define(string text) => datacenter.Cluster.WriteText("/jobs.cfg", text);

    private void Live(int hours) => datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromHours(hours));

    private List<JobFired> Fired => [.. datacenter.Facts.All.OfType<JobFired>()];

    [Fact]
    public void A_job_fires_at_its_time_each_day_and_prunes()
    {
        Define("vzdump: nightly\n\tschedule 21:00\n\tall 1\n\tenabled 1\n\tstorage nas\n\tcompress zstd\n\tprune-backups keep-last=2\n");
        Live(24 * 4);
        Assert.Equal(4, Fired.Count);
        Assert.All(Fired, f => Assert.EndsWith("21:00:00", datacenter.Zone.Stamp(f.At.UnixSeconds), StringComparison.Ordinal));
        Assert.Equal(2, Node.Storages.List("nas", "backup").Count);
        Assert.Equal("stopped", Node.Backups.Scheduler.Jobs["nightly"].State);
        Golden.Verify(Node.Files.ReadText("/var/lib/pve-manager/jobs/vzdump-nightly.json"), "job-state");
    }

    [Theory]
    [InlineData(0, new[] { "2026-04-01 21:00:00", "2026-04-04 21:00:00" })]
    [InlineData(1, new[] { "2026-04-01 21:00:00", "2026-04-04 09:00:00", "2026-04-04 21:00:00" })]
    public void Without_pvescheduler_nothing_fires_and_a_missed_run_is_made_up_for_only_when_asked(int repeatMissed, string[] expected)
    {
        Define($"vzdump: nightly\n\tschedule 21:00\n\tvmid 100\n\tstorage nas\n\trepeat-missed {repeatMissed}\n");
        Live(24);
        Node.Services.Find("pvescheduler")!.Stop();
        Live(48);
        Node.Services.Find("pvescheduler")!.Start();
        Live(24);
        Assert.Equal(expected, Fired.Select(f => datacenter.Zone.Stamp(f.At.UnixSeconds)));
    }

    [Fact]
    public void A_job_defined_while_pvescheduler_is_stopped_fires_once_it_runs()
    {
        Node.Services.Find("pvescheduler")!.Stop();
        Define("vzdump: nightly\n\tschedule 21:00\n\tvmid 100\n\tstorage nas\n");
        Live(24);
        Assert.Empty(Fired);
        Node.Services.Find("pvescheduler")!.Start();
        Live(24);
        Assert.Single(Fired);
    }

    [Fact]
    public void The_journal_names_the_scheduler_and_its_worker()
    {
        Define("vzdump: nightly\n\tschedule 21:00\n\tvmid 100\n\tstorage nas\n");
        Live(24);
        var pid = Node.Tasks.All[^1].Upid.Pid;
        Assert.Equal(
            [$"{pid - 1} <root@pam> starting task {Node.Tasks.All[^1].Id}", $"{pid} INFO: starting new backup job: {Command}", $"{pid} INFO: Starting Backup of VM 100 (qemu)"],
            Node.Journal.Entries.Where(e => e.Ident == "pvescheduler").Skip(1).Take(3).Select(e => $"{e.Pid} {e.Text}"));
    }

    private string Command => Node.Tasks.All[^1].Lines[0]["INFO: starting new backup job: ".Length..];

    [Fact]
    public void A_disabled_job_and_one_of_another_node_do_not_fire()
    {
        Define("vzdump: a\n\tschedule 21:00\n\tvmid 100\n\tenabled 0\n\nvzdump: b\n\tschedule 21:00\n\tvmid 100\n\tnode pve2\n");
        Live(48);
        Assert.Empty(Fired);
    }

    [Fact]
    public void An_edit_counts_from_the_next_minute()
    {
        Define("vzdump: a\n\tschedule 21:00\n\tvmid 100\n\tstorage nas\n");
        Live(1);
        Define("vzdump: a\n\tschedule *:0/30\n\tvmid 100\n\tstorage nas\n");
        Live(1);
        Assert.Equal(["2026-04-01 10:30:00", "2026-04-01 11:00:00"], Fired.Select(f => datacenter.Zone.Stamp(f.At.UnixSeconds)));
        datacenter.Cluster.Remove("/jobs.cfg");
        Live(24);
        Assert.Equal(2, Fired.Count);
        Assert.False(Node.Files.Exists("/var/lib/pve-manager/jobs/vzdump-a.json"));
    }

    [Fact]
    public void A_job_that_is_still_running_is_not_started_again()
    {
        Define("vzdump: a\n\tschedule *:*\n\tvmid 100\n\tstorage nas\n\tcompress gzip\n\tprune-backups keep-last=1\n");
        Live(1);
        foreach (var (first, second) in Fired.Zip(Fired.Skip(1)))
            Assert.True(Node.Tasks.Find(first.Task!)!.Ended <= second.At);
    }

    [Fact]
    public void What_makes_no_sense_in_the_file_is_skipped_with_a_warning()
    {
        var config = JobsConfig.Parse("foo\nvzdump: a\n\tschedule 21:00\n\tenabled maybe\n\tvmid 100\n\nvzdump: b\n\tvmid 100\n\n");
        Assert.Equal(["a"], config.Jobs.Select(j => j.Id));
        Assert.Equal(3, config.Warnings.Length);
        Assert.Equal("unknown section type ''", Assert.Throws<PveException>(() => config.Write()).Message);
    }
}
