using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Backup;

public sealed class RestoreRunTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    private Node Node => datacenter.Nodes["pve1"];

    private string Backup(string options = "--compress zstd")
    {
        Node.Vzdump("100 --storage nas " + options).Finish(Node);
        return Node.OnlyArchive();
    }

    private PveTask Restore(RestoreRequest request) => RestoreRun.Start(Node, request, "root@pam").Finish(Node);

    [Theory]
    [InlineData("zstd")]
    [InlineData("0")]
    public void A_backup_is_restored_line_by_line(string compress)
    {
        var task = Restore(new RestoreRequest(Backup("--compress " + compress), 105));
        Golden.Verify(task.Transcript(), "qmrestore-" + compress);
        Golden.Verify(Node.Guests.Get(105).ConfigText, "qmrestore-config");
    }

    [Fact]
    public void The_restored_disk_is_exactly_what_was_captured()
    {
        var before = Node.Storages.Image("local-lvm:vm-100-disk-0")!.Capture();
        Restore(new RestoreRequest(Backup(), 105));
        Assert.Equal(before, Node.Storages.Image("local-lvm:vm-105-disk-0")!.Capture());
        Assert.Contains(datacenter.Facts.All, f => f is RestoreSucceeded { Vmid: 105, SourceVmid: 100, Forced: false });
    }

    [Fact]
    public void Unique_gives_new_addresses_and_a_limit_is_named()
    {
        var task = Restore(new RestoreRequest(Backup(), 105) { Unique = true, BandwidthLimit = 102_400 });
        Golden.Verify(task.Transcript(), "qmrestore-bwlimit");
        var (old, restored) = (Node.Guests.Get(100).Config, Node.Guests.Get(105).Config);
        foreach (var key in (string[])["net0", "smbios1", "vmgenid"]) Assert.NotEqual(old[key], restored[key]);
    }

    [Fact]
    public void Force_replaces_a_stopped_guest()
    {
        var archive = Backup();
        Assert.Equal("unable to restore VM 100 - VM 100 already exists on node 'pve1'",
            Assert.Throws<PveException>(() => Restore(new RestoreRequest(archive, 100))).Message);
        var refused = Restore(new RestoreRequest(archive, 100) { Force = true });
        Assert.Equal("unable to restore VM 100 - vm is running", refused.ExitStatus);
        Node.Guests.Get(100).Stop();
        var task = Restore(new RestoreRequest(archive, 100) { Force = true, Start = true });
        Golden.Verify(task.Transcript(), "qmrestore-force");
        Assert.True(Node.Guests.Get(100).IsRunning);
    }

    [Fact]
    public void A_target_that_fills_up_leaves_an_empty_guest()
    {
        var archive = Backup();
        var pool = Node.ThinPools["pve/data"];
        pool.Capacity = pool.Used + (2L << 30);
        var task = Restore(new RestoreRequest(archive, 105));
        Golden.Verify(task.Transcript(), "qmrestore-full");
        Assert.Empty(Node.Guests.Get(105).ConfigText);
        Assert.DoesNotContain("vm-105-disk-0", pool.Volumes.Keys);
    }

    [Fact]
    public void A_damaged_header_is_noticed_after_a_minute()
    {
        var archive = Backup();
        Node.Files.CreateBlob(Node.Storages.PathOf(archive), 4096);
        var task = Restore(new RestoreRequest(archive, 105));
        Golden.Verify(task.Transcript(), "qmrestore-damaged");
    }

    [Fact]
    public void An_archive_cut_short_ends_early()
    {
        var archive = Backup();
        Node.Files.ResizeBlob(Node.Storages.PathOf(archive), 1L << 30);
        var task = Restore(new RestoreRequest(archive, 105));
        Golden.Verify(task.Transcript(), "qmrestore-short");
    }

    [Fact]
    public void A_lock_that_cannot_be_taken_away_does_not_hide_why_the_restore_failed()
    {
        var archive = Backup();
        Node.Files.ResizeBlob(Node.Storages.PathOf(archive), 1L << 30);
        var task = RestoreRun.Start(Node, new RestoreRequest(archive, 105), "root@pam");
        datacenter.ClusterFiles.WriteGuard = _ => Files.Errno.Access;

        task.Finish(Node);

        Assert.False(task.IsRunning);
        Assert.EndsWith("failed: exit code 133", task.ExitStatus, StringComparison.Ordinal);
        Assert.Contains(datacenter.Facts.All, f => f is RestoreFailed { Vmid: 105 });
    }

    [Theory]
    [InlineData("nope:backup/vzdump-qemu-100-2026_04_01-09_00_00.vma", "storage 'nope' does not exist")]
    [InlineData("nas:backup/none.vma", "volume 'nas:backup/none.vma' does not exist")]
    [InlineData("/x/y.vma", "can't find file '/x/y.vma'")]
    [InlineData("local-lvm:vm-100-disk-0", "unable to use volume local-lvm:vm-100-disk-0 - content type needs to be 'backup'")]
    public void An_archive_that_is_none_is_refused(string archive, string message) =>
        Assert.Equal(message, Assert.Throws<PveException>(() => Restore(new RestoreRequest(archive, 105))).Message);

    [Fact]
    public void A_file_of_another_name_fails_in_the_task()
    {
        var task = Restore(new RestoreRequest("/etc/network/interfaces", 105));
        Assert.Equal("ERROR: couldn't determine archive info from '/etc/network/interfaces'", task.ExitStatus);
    }

    [Fact]
    public void Stopping_a_restore_removes_its_disks_and_its_lock()
    {
        var archive = Backup();
        var task = RestoreRun.Start(Node, new RestoreRequest(archive, 105), "root@pam");
        datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromSeconds(5));
        Assert.Equal("create", Node.Guests.Get(105).Lock);
        task.Abort();
        Golden.Verify(task.Transcript(), "qmrestore-aborted");
        Assert.Null(Node.Guests.Get(105).Lock);
        Assert.DoesNotContain("vm-105-disk-0", Node.ThinPools["pve/data"].Volumes.Keys);
    }
}
