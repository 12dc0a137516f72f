namespace PveLab.Shell.Tests.Guest;

public sealed class QmTests
{
    [Fact]
    public void List_shows_stopped_guests_as_qm_does() => Assert.Equal(
        "      VMID NAME                 STATUS     MEM(MB)    BOOTDISK(GB) PID       \n"
        + "       100 vm-ubuntu01          stopped    2048              32.00 0         \n",
        new GuestLab(running: false).Run("qm list"));

    [Fact]
    public void List_prints_nothing_when_there_is_nothing()
    {
        var lab = new GuestLab(running: false);
        lab.Run("qm destroy 100");
        Assert.Equal("", lab.Run("qm list"));
    }

    [Fact]
    public void Config_shows_keys_in_order_without_the_digest() => Assert.Equal(
        "agent: 1\nboot: order=scsi0\ncores: 2\nmemory: 2048\nname: vm-ubuntu01\nnet0: virtio=BC:24:11:5E:0A:64,bridge=vmbr0\n"
        + "scsi0: local-lvm:vm-100-disk-0,size=32G\nserial0: socket\n",
        new GuestLab().Run("qm config 100"));

    [Theory]
    [InlineData("qm config 999", "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\n", 255)]
    [InlineData("qm status 100", "status: running\n", 0)]
    [InlineData("qm start 100", "VM 100 already running\n", 255)]
    [InlineData("qm start 999", "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist\n", 255)]
    [InlineData("qm unlock 100", "", 0)]
    [InlineData("qm destroy 100", "VM 100 is running - destroy failed\n", 255)]
    [InlineData("qm set 100", "no options specified\n", 255)]
    [InlineData("qm create 100", "unable to create VM 100 - VM 100 already exists on node 'pve1'\n", 255)]
    public void Answers_are_those_of_qm(string line, string text, int status)
    {
        var lab = new GuestLab();
        Assert.Equal(text, lab.Run(line));
        Assert.Equal(status, lab.Shell.Status);
    }

    [Fact]
    public void Shutting_a_stopped_guest_down_only_warns()
    {
        var lab = new GuestLab(running: false);
        Assert.Equal("VM 100 not running\n\n", lab.Run("qm shutdown 100"));
        Assert.Equal(0, lab.Shell.Status);
        Assert.Equal("", lab.Run("qm stop 100"));
    }

    [Fact]
    public void A_locked_guest_is_refused_until_it_is_unlocked()
    {
        var lab = new GuestLab(running: false);
        lab.Node.Guests.Get(100).SetLock("backup");
        Assert.Equal("VM is locked (backup)\n", lab.Run("qm start 100"));
        Assert.Equal("VM is locked (backup)\n", lab.Run("qm set 100 --name foo"));
        lab.Run("qm unlock 100");
        Assert.Equal("", lab.Run("qm start 100"));
    }

    [Fact]
    public void Set_tells_what_it_changes_and_what_it_makes()
    {
        var lab = new GuestLab(running: false);
        Assert.Equal("update VM 100: -name foo\n", lab.Run("qm set 100 --name foo"));
        Assert.Equal(
            "update VM 100: -scsi1 local-lvm:8\nscsi1: successfully created disk 'local-lvm:vm-100-disk-1,size=8G'\n",
            WithoutLvm(lab.Run("qm set 100 --scsi1 local-lvm:8")));
        Assert.Equal("update VM 100: -delete scsi1\n", lab.Run("qm set 100 --delete scsi1"));
        Assert.Contains("unused0: local-lvm:vm-100-disk-1\n", lab.Run("qm config 100"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_plugged_in_waits_for_the_next_start()
    {
        var lab = new GuestLab();
        lab.Run("qm set 100 --memory 4096");
        Assert.Contains("cur memory: 2048\nnew memory: 4096\n", lab.Run("qm pending 100"), StringComparison.Ordinal);
        lab.Run("qm shutdown 100 && qm start 100");
        Assert.Contains("memory: 4096\n", lab.Run("qm config 100"), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_allocates_disks_and_draws_what_was_left_open()
    {
        var lab = new GuestLab();
        var said = lab.Run("qm create 9000 --name empty --memory 1024 --scsi0 local-lvm:4 --net0 virtio,bridge=vmbr0 --serial0 socket");
        Assert.Contains("scsi0: successfully created disk 'local-lvm:vm-9000-disk-0,size=4G'\n", said, StringComparison.Ordinal);
        var config = lab.Run("qm config 9000");
        Assert.Contains("boot: order=scsi0;net0\n", config, StringComparison.Ordinal);
        Assert.Matches("net0: virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0\n", config);
        Assert.DoesNotContain("lock:", config, StringComparison.Ordinal);
        Assert.Equal("", lab.Run("qm start 9000"));
    }

    [Fact]
    public void A_disk_that_cannot_be_made_leaves_no_guest_behind()
    {
        var lab = new GuestLab();
        Assert.Contains("unable to create VM 9000 - storage 'gone' does not exist\n", lab.Run("qm create 9000 --scsi0 gone:4"), StringComparison.Ordinal);
        Assert.Null(lab.Node.Guests.Find(9000));
    }

    [Fact]
    public void Protection_keeps_a_guest()
    {
        var lab = new GuestLab(running: false);
        lab.Run("qm set 100 --protection 1");
        Assert.Equal("can't remove VM 100 - protection mode enabled\n", lab.Run("qm destroy 100"));
    }

    [Fact]
    public void Destroy_frees_the_disks()
    {
        var lab = new GuestLab(running: false);
        lab.Run("qm destroy 100 --purge");
        Assert.Equal(0, lab.Shell.Status);
        Assert.Empty(lab.Node.ThinPools["pve/data"].Volumes);
    }

    [Fact]
    public void A_task_is_left_behind_with_its_log()
    {
        var lab = new GuestLab();
        lab.Run("qm stop 100");
        var task = Assert.Single(lab.Node.Tasks.All);
        Assert.Equal(("qmstop", "100", "OK"), (task.Upid.Type, task.Upid.Id, task.ExitStatus));
    }

    private static string WithoutLvm(string text) =>
        string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("  ", StringComparison.Ordinal)).Select(l => l + "\n"));
}
