using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Backup;

public sealed class BackupRunTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    private Node Node => datacenter.Nodes["pve1"];

    [Theory]
    [InlineData("snapshot", "100 --storage nas --mode snapshot --compress zstd --notes-template {{guestname}} --prune-backups keep-last=2")]
    [InlineData("suspend", "100 --storage nas --mode suspend --compress gzip --bwlimit 51200")]
    [InlineData("stop", "100 --storage nas --mode stop --compress 0 --protected 1")]
    [InlineData("dumpdir", "100 --dumpdir /var/tmp")]
    public void A_running_guest_is_backed_up_line_by_line(string name, string options)
    {
        var task = Node.Vzdump(options).Finish(Node);
        Golden.Verify(task.Transcript(), "vzdump-running-" + name);
    }

    [Fact]
    public void A_stopped_guest_is_started_paused_and_stopped_again()
    {
        Node.Guests.Get(100).Stop();
        var task = Node.Vzdump("100 --storage nas --compress zstd").Finish(Node);
        Golden.Verify(task.Transcript(), "vzdump-stopped");
        Assert.False(Node.Guests.Get(100).IsRunning);
    }

    [Fact]
    public void The_log_file_holds_the_guests_part_and_a_copy_lies_beside_the_archive()
    {
        Node.Vzdump("100 --storage nas --compress zstd").Finish(Node);
        var log = Node.Files.ReadText("/var/log/vzdump/qemu-100.log");
        Golden.Verify(log, "vzdump-log-file");
        Assert.Equal(log, Node.Files.ReadText("/mnt/pve/nas/dump/vzdump-qemu-100-2026_04_01-09_00_00.log"));
        Assert.False(Node.Files.Exists("/var/log/vzdump/vzdump-qemu-100-2026_04_01-09_00_00.log"));
    }

    [Fact]
    public void In_the_books_dialect_the_log_also_lies_where_the_book_looks()
    {
        datacenter.Dialect = Dialect.Book;
        Node.Vzdump("100 --storage nas --compress zstd").Finish(Node);
        Assert.True(Node.Files.Exists("/var/log/vzdump/vzdump-qemu-100-2026_04_01-09_00_00.log"));
    }

    [Fact]
    public void The_archive_holds_what_was_on_the_disk_when_the_backup_began()
    {
        var before = Node.Storages.Image("local-lvm:vm-100-disk-0")!.Capture();
        Node.Vzdump("100 --storage nas --compress gzip").Finish(Node);
        var archive = VmaFile.Open(Node.Files, Node.Storages.PathOf(Node.OnlyArchive()))!;
        Assert.Equal(before, archive.Disks[0].Capture);
        Assert.NotEqual(before, Node.Storages.Image("local-lvm:vm-100-disk-0")!.Capture());
    }

    [Fact]
    public void A_full_target_fails_half_way_and_nothing_stays_behind()
    {
        var free = Node.Storages.Status(_ => { }).Single(s => s.Storage.Id == "nas").Available;
        Node.Files.CreateBlob("/mnt/pve/nas/ballast", free - (1L << 30));
        var task = Node.Vzdump("100 --storage nas --compress zstd").Finish(Node);
        Golden.Verify(task.Transcript(), "vzdump-full");
        Assert.Equal(1L << 30, Node.Storages.Status(_ => { }).Single(s => s.Storage.Id == "nas").Available + 4096);
        Assert.Null(Node.Guests.Get(100).Lock);
        Assert.Contains(datacenter.Facts.All, f => f is BackupFailed { Vmid: 100 });
    }

    [Fact]
    public void Stopping_the_task_undoes_what_it_began()
    {
        var task = Node.Vzdump("100 --storage nas --compress gzip");
        datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromSeconds(10));
        Assert.Equal("backup", Node.Guests.Get(100).Lock);
        task.Abort();
        Golden.Verify(task.Transcript(), "vzdump-aborted");
        Assert.Null(Node.Guests.Get(100).Lock);
        Assert.Empty(Node.Storages.List("nas", "backup"));
        Assert.Null(Node.Backups.LockHolder);
    }

    [Theory]
    [InlineData("999 --storage nas", "unable to find VM '999'")]
    [InlineData("100 --storage nope", "could not activate storage 'nope': storage 'nope' does not exist could not get storage information for 'nope': storage 'nope' does not exist")]
    [InlineData("100 --storage local-lvm", "could not get storage information for 'local-lvm': can't use storage 'local-lvm' for backups - wrong content type")]
    [InlineData("100 --dumpdir /nonexistent", "dumpdir '/nonexistent' does not exist")]
    [InlineData("100 --storage nas --dumpdir /tmp", "cannot use options 'storage' and 'dumpdir' at the same time")]
    public void Errors_are_worded_as_in_real_pve(string options, string expected)
    {
        var task = Node.Vzdump(options).Finish(Node);
        Assert.Contains(expected, task.Transcript(), StringComparison.Ordinal);
        Assert.False(task.Ok);
    }

    [Fact]
    public void A_locked_guest_is_not_touched()
    {
        Node.Guests.Get(100).SetLock("backup");
        var task = Node.Vzdump("100 --storage nas").Finish(Node);
        Golden.Verify(task.Transcript(), "vzdump-locked");
        Assert.Equal("backup", Node.Guests.Get(100).Lock);
    }

    [Fact]
    public void A_second_vzdump_waits_for_the_first()
    {
        var first = Node.Vzdump("100 --storage nas --compress gzip");
        var second = Node.Vzdump("100 --storage nas --compress gzip");
        Assert.Equal(["INFO: trying to get global lock - waiting..."], second.Lines);
        second.Finish(Node);
        Assert.True(first.Ok);
        Assert.True(second.Ok);
        Assert.Equal(2, Node.Storages.List("nas", "backup").Count);
    }

    [Fact]
    public void Retention_removes_the_oldest_with_its_log_and_notes()
    {
        for (var i = 0; i < 3; i++) Node.Vzdump("100 --storage nas --compress zstd --prune-backups keep-last=2 --notes-template x").Finish(Node);
        Assert.Equal(2, Node.Storages.List("nas", "backup").Count);
        Assert.Equal(6, Node.Files.List("/mnt/pve/nas/dump").Count);
    }
}
