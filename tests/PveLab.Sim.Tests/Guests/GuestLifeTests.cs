using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Tests.Guests;

public sealed class GuestLifeTests
{
    [Fact]
    public void A_started_guest_reaches_its_login_prompt_in_seventeen_seconds()
    {
        var lab = new Lab(running: false);
        lab.Guest.Start();
        lab.Pass(16);
        Assert.Equal(OsStatus.Services, lab.Guest.Os.Status);
        Assert.False(lab.Guest.AgentRunning);
        lab.Pass(1);
        Assert.Equal(OsStatus.Up, lab.Guest.Os.Status);
        Assert.Equal("vm-ubuntu01 login: ", lab.Guest.Os.Console.Prompt);
        Assert.True(lab.Guest.AgentRunning);
    }

    [Fact]
    public void Starting_twice_is_refused() =>
        Refused(() => new Lab().Guest.Start(), "VM 100 already running");

    [Fact]
    public void Suspending_a_stopped_guest_is_refused() =>
        Refused(() => new Lab(running: false).Guest.Suspend(), "VM 100 not running");

    [Fact]
    public void A_locked_guest_does_not_start()
    {
        var lab = new Lab(running: false);
        lab.Guest.SetLock("backup");
        Refused(() => lab.Guest.Start(), "VM is locked (backup)");
    }

    [Fact]
    public void A_missing_bridge_stops_the_start()
    {
        var lab = new Lab(running: false);
        lab.Guest.Save(lab.Guest.Config.With("net0", "virtio=BC:24:11:5E:0A:64,bridge=vmbr1"));
        Refused(() => lab.Guest.Start(), "bridge 'vmbr1' does not exist");
    }

    [Fact]
    public void A_missing_volume_stops_the_start()
    {
        var lab = new Lab(running: false);
        lab.Guest.Save(lab.Guest.Config.With("scsi1", "local-lvm:vm-100-disk-7,size=1G"));
        Assert.ThrowsAny<PveException>(() => lab.Guest.Start());
        Assert.Equal(GuestStatus.Stopped, lab.Guest.Status);
    }

    [Fact]
    public void Memory_that_the_node_does_not_have_stops_the_start()
    {
        var lab = new Lab(running: false);
        lab.Guest.Save(lab.Guest.Config.With("memory", "32768"));
        var said = new List<string>();
        Refused(() => lab.Guest.Start(log: said.Add), "start failed: QEMU exited with code 1");
        Assert.Equal("kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory", Assert.Single(said));
        Assert.Equal(0, lab.Node.Guests.MemoryUsed);
    }

    [Fact]
    public void Shutdown_takes_six_seconds_and_ends_the_process()
    {
        var lab = new Lab();
        lab.Guest.Shutdown();
        lab.Pass(5.9);
        Assert.True(lab.Guest.IsRunning);
        lab.Pass(0.2);
        Assert.False(lab.Guest.IsRunning);
        Assert.Null(lab.Guest.Pid);
    }

    [Fact]
    public void A_guest_without_a_system_never_shuts_down()
    {
        var lab = new Lab(running: false);
        lab.Disk.System = null;
        lab.Guest.Start();
        lab.Pass(30);
        Assert.Equal(OsStatus.NoBootDevice, lab.Guest.Os.Status);
        Assert.Contains("No bootable device.", lab.Guest.Os.Console.Since(0));
        lab.Guest.Shutdown();
        lab.Pass(600);
        Assert.True(lab.Guest.IsRunning);
    }

    [Fact]
    public void A_damaged_boot_loader_ends_in_the_rescue_shell()
    {
        var lab = new Lab(running: false);
        lab.Disk.System = lab.Disk.System! with { BootLoaderIntact = false };
        lab.Guest.Start();
        lab.Pass(30);
        Assert.Equal(OsStatus.BootFailed, lab.Guest.Os.Status);
    }

    [Fact]
    public void Booting_stands_still_while_the_cpus_are_halted()
    {
        var lab = new Lab(running: false);
        lab.Guest.Start();
        lab.Pass(6);
        lab.Guest.Suspend();
        lab.Pass(3600);
        Assert.Equal(OsStatus.Kernel, lab.Guest.Os.Status);
        lab.Guest.Resume();
        lab.Pass(11.1);
        Assert.Equal(OsStatus.Up, lab.Guest.Os.Status);
    }

    [Fact]
    public void A_guest_started_with_halted_cpus_boots_when_resumed()
    {
        var lab = new Lab(running: false);
        lab.Guest.Start(paused: true);
        Assert.Equal("prelaunch", lab.Guest.QmpStatus);
        lab.Pass(60);
        Assert.Equal(OsStatus.Off, lab.Guest.Os.Status);
        lab.Guest.Resume();
        lab.Pass(17);
        Assert.Equal(OsStatus.Up, lab.Guest.Os.Status);
    }

    [Fact]
    public void A_reboot_is_a_shutdown_and_a_start_by_a_task()
    {
        var lab = new Lab();
        var pid = lab.Guest.Pid;
        lab.Guest.Reboot();
        lab.Pass(30);
        Assert.Equal(OsStatus.Up, lab.Guest.Os.Status);
        Assert.NotEqual(pid, lab.Guest.Pid);
        Assert.Contains(lab.Node.Tasks.All, t => t.Upid.Type == "qmstart" && t.Ok);
    }

    [Fact]
    public void A_stop_waits_for_the_lock_a_hanging_shutdown_holds_and_gives_up()
    {
        var lab = new Lab(running: false);
        lab.Disk.System = null;
        lab.Guest.Start();
        lab.Pass(5);
        var shutdown = lab.Node.Tasks.Fork("qmshutdown", "100", "root@pam", t => GuestWork.Shutdown(lab.Guest, t));
        var stop = lab.Node.Tasks.Fork("qmstop", "100", "root@pam", t => GuestWork.Stop(lab.Guest, t));
        lab.Pass(70);
        Assert.Equal("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", stop.ExitStatus);
        Assert.Equal("VM quit/powerdown failed - got timeout", shutdown.ExitStatus);
        Assert.False(lab.Guest.Flock.Held);
    }

    [Fact]
    public void Pending_changes_come_with_the_next_start()
    {
        var lab = new Lab();
        lab.Guest.Save(PendingChanges.Set(lab.Guest.Config, "memory", "4096"));
        PendingChanges.ApplyHot(lab.Guest);
        Assert.Equal("2048", lab.Guest.Config["memory"]);
        lab.Guest.Stop();
        Assert.Equal("4096", lab.Guest.Config["memory"]);
        Assert.Empty(lab.Guest.Config.Pending);
    }

    [Fact]
    public void A_status_change_is_a_fact()
    {
        var lab = new Lab();
        lab.Guest.Stop();
        Assert.Contains(lab.World.Facts.All, f => f is StatusChanged { Entity: "guest 100", From: "Running", To: "Stopped" });
        Assert.Contains(lab.World.Facts.All, f => f is StatusChanged { Entity: "guest os 100", From: "Up", To: "Off" });
    }

    private static void Refused(Action act, string message) => Assert.Equal(message, Assert.ThrowsAny<PveException>(act).Message);
}
