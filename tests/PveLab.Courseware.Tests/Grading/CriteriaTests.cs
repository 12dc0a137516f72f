using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Tests.Grading;

/// <summary>Each criterion is judged over facts recorded by hand in the restore test's own world.</summary>
public sealed class CriteriaTests : IDisposable
{
    private const string OnNas = "nas:backup/vzdump-qemu-100-2026_04_01-09_00_10.vma.zst";
    private const string BackupTask = "UPID:pve1:00001000:00002000:69CC6180:vzdump:100:root@pam:";

    private readonly Attempt attempt = new(ScenarioLibrary.Shipped.Find("ch08-restore-test"));

    public void Dispose() => attempt.Dispose();

    private Instant Now => attempt.World.Clock.Now;

    [Fact]
    public void Nothing_done_meets_nothing() => Assert.Empty(Met());

    [Fact]
    public void A_failure_always_says_what_is_missing() =>
        Assert.All(attempt.Grade().Results, r => Assert.NotEmpty(r.Finding.Evidence));

    [Fact]
    public void A_backup_on_the_nas_survives_the_loss_of_the_node()
    {
        Backup("/mnt/pve/nas/dump/vzdump-qemu-100-2026_04_01-09_00_10.vma.zst", OnNas, "nas");
        Assert.Equal(["backup-ok", "separate-domain"], Met());
    }

    [Fact]
    public void A_backup_beside_the_guest_does_not()
    {
        Backup("/var/lib/vz/dump/x.vma.zst", "local:backup/vzdump-qemu-100-2026_04_01-09_00_10.vma.zst", "local");
        Assert.Equal(["backup-ok"], Met());
        Assert.Contains("nvme0n1", Finding("separate-domain").Evidence[0].What.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 1 << 20, ArchiveDamage.None)]
    [InlineData(100, 1 << 19, ArchiveDamage.None)]
    [InlineData(100, 1 << 20, ArchiveDamage.Data)]
    public void A_file_that_is_no_longer_that_backup_or_not_all_of_it_is_in_no_domain(int vmid, long size, ArchiveDamage damage)
    {
        const string Path = "/mnt/pve/nas/dump/x.vma.zst";
        Backup(Path, OnNas, "nas");
        Assert.Contains("separate-domain", Met());
        var files = attempt.World.Node("pve1").Files;
        var archive = (BackupArchive)((Sim.Files.BlobFile)files.Find(Path)!).Payload!;
        files.Remove(Path);
        files.CreateBlob(Path, size, archive with { Vmid = vmid, Damage = damage });
        Assert.Equal(["backup-ok"], Met());
    }

    [Fact]
    public void A_guest_whose_disks_cannot_be_placed_is_separate_from_nothing()
    {
        Backup("/mnt/pve/nas/dump/x.vma.zst", OnNas, "nas");
        var guest = attempt.World.Node("pve1").Guests.Get(100);
        guest.Save(guest.Config.With("scsi0", "nowhere:vm-100-disk-0,size=32G"));
        Assert.DoesNotContain("separate-domain", Met());
    }

    [Fact]
    public void A_backup_that_was_removed_is_in_no_domain()
    {
        Backup("/mnt/pve/nas/dump/gone", OnNas, "nas");
        attempt.World.Node("pve1").Files.Remove("/mnt/pve/nas/dump/gone");
        Assert.Equal(["backup-ok"], Met());
    }

    [Fact]
    public void Reading_the_log_counts_once_the_backup_has_ended()
    {
        Record(new TaskLogRead(Now, BackupTask));
        Later();
        Backup("/var/lib/vz/dump/x", "local:backup/x", "local");
        Assert.DoesNotContain("log-read", Met());
        Record(new TaskLogRead(Now, BackupTask));
        Assert.Contains("log-read", Met());
    }

    [Fact]
    public void Listing_counts_for_the_storage_that_holds_the_backup()
    {
        Backup("/var/lib/vz/dump/x", "local:backup/x", "local");
        Record(new BackupsListed(Now, "pve1", "nas"));
        Assert.DoesNotContain("archive-listed", Met());
        Record(new BackupsListed(Now, "pve1", "local"));
        Assert.Contains("archive-listed", Met());
    }

    [Fact]
    public void A_restore_as_another_guest_leaves_the_original_alone()
    {
        Restore(101);
        Assert.Equal(["original-untouched", "other-vmid", "restore-ok"], Met());
    }

    [Fact]
    public void A_restore_over_the_original_is_neither()
    {
        Restore(100, forced: true);
        Assert.Equal(["restore-ok"], Met());
    }

    [Fact]
    public void A_restore_from_somebody_elses_backup_counts_for_nothing()
    {
        Restore(101, source: 200);
        Assert.Empty(Met());
    }

    [Fact]
    public void A_failed_restore_shows_its_error()
    {
        Record(new RestoreFailed(Now, "pve1", 101, OnNas, "UPID:x", "no space"));
        Assert.Equal("no space", Finding("restore-ok").Evidence[0].Line);
    }

    [Fact]
    public void Destroying_the_original_shows()
    {
        Restore(101);
        Record(new GuestDestroyed(Now, 100, "pve1"));
        Assert.DoesNotContain("original-untouched", Met());
    }

    [Fact]
    public void A_replaced_disk_of_the_original_shows()
    {
        Restore(101);
        var guest = attempt.World.Node("pve1").Guests.Get(100);
        guest.Save(guest.Config.With("scsi0", "local-lvm:vm-100-disk-1,size=32G"));
        Assert.DoesNotContain("original-untouched", Met());
    }

    [Fact]
    public void Notes_tags_and_a_lock_do_not_touch_the_original()
    {
        Restore(101);
        var guest = attempt.World.Node("pve1").Guests.Get(100);
        guest.Save(guest.Config.With("tags", "x").With("lock", "backup") with { Description = "hello" });
        Assert.Contains("original-untouched", Met());
    }

    [Fact]
    public void Running_login_and_ping_count_after_the_restore_only()
    {
        Started(101);
        Record(new GuestLoggedIn(Now, 101, "pve1", "root", "console"));
        Record(new PingAnswered(Now, "guest 101", "192.168.10.1", null, "router", false));
        Later();
        Restore(101);
        Later();
        Assert.DoesNotContain(Met(), id => id.StartsWith("restored-", StringComparison.Ordinal));
        Started(101);
        Record(new GuestLoggedIn(Now, 101, "pve1", "root", "console"));
        Record(new PingAnswered(Now, "guest 101", "192.168.10.1", null, "router", false));
        Assert.Equal(["restored-login", "restored-ping", "restored-runs"], Met().Where(id => id.StartsWith("restored-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Logging_in_to_the_original_proves_nothing()
    {
        Restore(101);
        Record(new GuestLoggedIn(Now, 100, "pve1", "root", "ssh"));
        Assert.DoesNotContain("restored-login", Met());
    }

    [Theory]
    [InlineData("pve1", 101, false, true)]
    [InlineData("guest 101", 100, false, true)]
    [InlineData("guest 101", null, false, true)]
    [InlineData("pve1", 101, true, false)]
    [InlineData("pve1", 100, false, false)]
    [InlineData("guest 101", 101, false, false)]
    public void A_ping_counts_when_the_restored_guest_surely_took_part(string from, int? answeredBy, bool conflict, bool counts)
    {
        Restore(101);
        Record(new PingAnswered(Now, from, "192.168.10.101", answeredBy, "pve1", conflict));
        Assert.Equal(counts, Met().Contains("restored-ping"));
    }

    [Theory]
    [InlineData("schedule 02:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=3", "retention schedule")]
    [InlineData("schedule 02:30\n\tall 1\n\tstorage nas\n\tprune-backups keep-daily=2,keep-weekly=1", "retention schedule")]
    [InlineData("schedule 02:30\n\tall 1\n\texclude 100\n\tstorage nas\n\tprune-backups keep-last=3", "")]
    [InlineData("schedule 02:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=4", "schedule")]
    [InlineData("schedule 02:30\n\tvmid 100\n\tstorage nas", "schedule")]
    [InlineData("schedule 02:30\n\tenabled 0\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=3", "")]
    [InlineData("schedule 02:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=3\n\tremove 0", "schedule")]
    [InlineData("schedule 02:30\n\tvmid 100\n\tnode pve9\n\tstorage nas\n\tprune-backups keep-last=3", "")]
    [InlineData("schedule 02:30\n\tpool gone\n\tstorage nas\n\tprune-backups keep-last=3", "")]
    [InlineData("schedule 02:30\n\tpool shop\n\tstorage nas\n\tprune-backups keep-last=3", "retention schedule")]
    [InlineData("schedule 02:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=3\n\n"
        + "vzdump: more\n\tschedule 03:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=9", "schedule")]
    [InlineData("schedule 2020-01-01 02:30\n\tvmid 100\n\tstorage nas\n\tprune-backups keep-last=3", "")]
    public void A_job_counts_when_it_would_really_run(string job, string met)
    {
        attempt.World.Cluster.WriteText("/user.cfg", "pool:shop::100::\n");
        attempt.World.Cluster.WriteText("/jobs.cfg", $"vzdump: lab\n\t{job}\n");
        Assert.Equal(met, string.Join(' ', Met()));
    }

    [Theory]
    [InlineData("# Restore\nqmrestore the newest archive as 101; it took 42 s.\n", true)]
    [InlineData("復元の手順: pvesm list で確認し、別 VMID へ qmrestore する。起動とログインを確かめること。所要 0:44 分。\n", true)]
    [InlineData("リストア手順。pvesm list nas で確認、qmrestore で VM 101 へ、起動して ping する。時間は real 0m40.120s。\n", true)]
    [InlineData("Restore: qmrestore the newest archive as VM 101, start it, log in. It took 3 minutes.\n", false)]
    public void The_noted_time_has_to_be_the_measured_one(string note, bool timed)
    {
        Restore(101);
        Later();
        attempt.World.Node("pve1").Files.WriteText("/root/restore.md", note);
        Assert.Contains("procedure", Met());
        Assert.Equal(timed, Met().Contains("time-measured"));
    }

    [Fact]
    public void A_procedure_may_stand_in_the_notes_of_a_guest()
    {
        var guest = attempt.World.Node("pve1").Guests.Get(100);
        guest.Save(guest.Config with { Description = "To restore: pvesm list nas, then qmrestore VOLUME 101 --unique 1" });
        Assert.Equal(["procedure"], Met());
    }

    [Fact]
    public void A_word_is_no_procedure()
    {
        Later();
        attempt.World.Node("pve1").Files.WriteText("/root/x.md", "restore\n");
        Assert.Empty(Met());
    }

    [Fact]
    public void Measures_run_from_the_restore_to_the_login_and_back_to_the_data()
    {
        Restore(101);
        Later();
        Record(new GuestLoggedIn(Now, 101, "pve1", "root", "console"));
        Assert.Equal(new Measures(TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(102), TimeSpan.FromSeconds(258)), attempt.Grade().Measures);
    }

    [Fact]
    public void Points_never_make_up_for_a_required_criterion()
    {
        Backup("/mnt/pve/nas/dump/x", OnNas, "nas");
        Assert.False(attempt.Grade().Passed);
        Restore(101);
        Started(101);
        Record(new GuestLoggedIn(Now, 101, "pve1", "root", "console"));
        Assert.False(attempt.Grade().Passed);
        Record(new PingAnswered(Now, "pve1", "192.168.10.101", 101, "pve1", false));
        Assert.True(attempt.Grade().Passed);
        Assert.Equal(70, attempt.Grade().Points);
    }

    [Fact]
    public void A_hint_costs_once()
    {
        Backup("/mnt/pve/nas/dump/x", OnNas, "nas");
        attempt.Submit(new Input.HintBought(1));
        attempt.Submit(new Input.HintBought(1));
        Assert.Equal((8, 2), (attempt.Grade().Points, attempt.Grade().HintCost));
    }

    [Fact]
    public void After_the_time_limit_nothing_passes()
    {
        attempt.Submit(new Input.Advance(TimeSpan.FromMinutes(2881)));
        Assert.False(attempt.Grade().InTime);
    }

    [Fact]
    public void Every_kind_belongs_to_one_criterion() =>
        Assert.Equal(CriterionCatalogue.Kinds.Count, CriterionCatalogue.Kinds.Values.Distinct().Count());

    private List<string> Met() => [.. attempt.Grade().Results.Where(r => r.Finding.Met).Select(r => r.Criterion.Id).Order(StringComparer.Ordinal)];

    private Finding Finding(string id) => attempt.Grade().Results.Single(r => r.Criterion.Id == id).Finding;

    private void Record(Fact fact) => attempt.World.Facts.Record(fact);

    private void Later() => attempt.Submit(new Input.Advance(TimeSpan.FromMinutes(1)));

    private void Backup(string path, string volume, string storage)
    {
        var node = attempt.World.Node("pve1");
        node.Storages.Activate(storage);
        node.Files.CreateDirectory(path[..path.LastIndexOf('/')], parents: true);
        node.Files.CreateBlob(path, 1 << 20, new BackupArchive { Config = "", Disks = [], CapturedAt = Now - TimeSpan.FromSeconds(30), Vmid = 100, Uuid = "", Length = 1 << 20 });
        Record(new BackupSucceeded(Now, "pve1", 100, volume, path, BackupTask, TimeSpan.FromSeconds(30), 1 << 20));
    }

    private void Restore(int vmid, bool forced = false, int source = 100) => Record(new RestoreSucceeded(
        Now, "pve1", vmid, OnNas, source, TimeSpan.FromSeconds(42), forced, Now - TimeSpan.FromMinutes(5), "UPID:pve1:restore:"));

    private void Started(int vmid) => Record(new StatusChanged(Now, $"guest {vmid}", "Stopped", "Running", "Start"));
}
