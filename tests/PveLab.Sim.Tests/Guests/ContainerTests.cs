using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Tests.Guests;

public sealed class ContainerTests
{
    private const string Config = """
        arch: amd64
        hostname: ct1
        memory: 512
        mp0: local-lvm:vm-200-disk-1,mp=/data,backup=1,size=1G
        mp1: /srv/share,mp=/share
        net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:02:00,ip=dhcp,type=veth
        ostype: debian
        rootfs: local-lvm:vm-200-disk-0,size=4G
        swap: 512
        """;

    private readonly Lab lab = new();

    [Fact]
    public void A_container_is_up_within_three_seconds_and_goes_down_in_two()
    {
        var container = Make();
        container.Start();
        Assert.Equal(ContainerStatus.Starting, container.Status);
        lab.Pass(3);
        Assert.Equal((ContainerStatus.Running, OsStatus.Up), (container.Status, container.Os.Status));
        container.Shutdown();
        Assert.Equal(ContainerStatus.Stopping, container.Status);
        lab.Pass(2);
        Assert.Equal((ContainerStatus.Stopped, OsStatus.Off, null), (container.Status, container.Os.Status, container.Pid));
    }

    [Fact]
    public void A_shutdown_that_comes_while_services_start_is_obeyed_when_they_are_up()
    {
        var container = Make();
        container.Start();
        lab.Pass(1);
        container.Shutdown();
        lab.Pass(1);
        Assert.True(container.IsRunning);
        lab.Pass(4);
        Assert.False(container.IsRunning);
    }

    [Fact]
    public void A_frozen_container_writes_nothing_and_goes_on_where_it_was()
    {
        var container = Running();
        container.Freeze();
        var before = Rows(container);
        lab.Pass(600);
        Assert.Equal(before, Rows(container));
        container.Thaw();
        lab.Pass(600);
        Assert.Equal(before + 10, Rows(container));
    }

    [Fact]
    public void Files_below_a_mount_point_lie_on_its_volume()
    {
        var container = Running();
        lab.Pass(120);
        container.Os.Change(s => s with { Files = s.Files.SetItem("/data/note", new GuestFile("kept", lab.Node.Clock.Now)).SetItem("/root/note", new GuestFile("root", lab.Node.Clock.Now)) }, 4096);
        Assert.Equal(["/note", "/orders.log"], Volume("local-lvm:vm-200-disk-1").System!.Files.Keys);
        Assert.Equal(["/etc/hostname", "/root/note"], Volume("local-lvm:vm-200-disk-0").System!.Files.Keys);
        Assert.Equal("kept", container.System!.Files["/data/note"].Text);
    }

    [Fact]
    public void A_bind_mount_is_a_directory_of_the_node()
    {
        var container = Running();
        Assert.Equal("on the node\n", container.System!.Files["/share/readme"].Text);
        container.Os.Change(s => s with { Files = s.Files.SetItem("/share/sub/new", new GuestFile("from inside", lab.Node.Clock.Now)).Remove("/share/readme") });
        Assert.Equal("from inside", lab.Node.Files.ReadText("/srv/share/sub/new"));
        Assert.False(lab.Node.Files.Exists("/srv/share/readme"));
    }

    [Theory]
    [InlineData("rootfs", "local-lvm:vm-200-disk-7,size=4G", "no such logical volume pve/vm-200-disk-7")]
    [InlineData("mp1", "/srv/gone,mp=/share", "startup for container '200' failed")]
    [InlineData("net0", "name=eth0,bridge=vmbr9,ip=dhcp", "startup for container '200' failed")]
    [InlineData("lock", "backup", "CT is locked (backup)")]
    [InlineData("template", "1", "you can't start a CT if it's a template")]
    public void A_container_that_lacks_something_does_not_start(string key, string value, string refusal)
    {
        var container = Make();
        container.Save(container.Config.With(key, value));
        Assert.Equal(refusal, Assert.ThrowsAny<PveException>(() => container.Start()).Message);
        Assert.Equal(ContainerStatus.Stopped, container.Status);
    }

    [Fact]
    public void What_a_container_cannot_do_now_is_refused_in_its_name()
    {
        var container = Make();
        Assert.Equal("CT 200 not running", Assert.Throws<PveException>(container.Shutdown).Message);
        container.Start();
        Assert.Equal("CT 200 already running", Assert.Throws<PveException>(() => container.Start()).Message);
    }

    [Fact]
    public void Two_containers_with_one_address_take_turns_answering()
    {
        var container = Running();
        var copy = Make(201, Config.Replace("vm-200-", "vm-201-", StringComparison.Ordinal));
        copy.Start();
        lab.Pass(5);
        var ping = Ping.From(lab.Node, container.Os.Nics[0].Address!.Value);
        Assert.Contains(PingOutcome.Lost, Enumerable.Range(0, 4).Select(_ => ping.Send().Outcome));
        copy.Stop();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(PingOutcome.Reply, ping.Send().Outcome));
    }

    [Fact]
    public void A_static_address_needs_no_server_and_manual_has_none()
    {
        var container = Make();
        container.Save(container.Config.With("net0", "name=lan,bridge=vmbr0,hwaddr=BC:24:11:00:02:00,ip=192.168.10.77/24,type=veth").With("net1", "name=b,bridge=vmbr0,ip=manual"));
        container.Start();
        lab.Pass(5);
        Assert.Equal(["lan 192.168.10.77", "b "], container.Os.Nics.Select(n => $"{n.Device} {n.Address}"));
    }

    [Fact]
    public void A_reboot_from_inside_applies_what_waited()
    {
        var container = Running();
        container.Save(PendingChanges.Delete(container.Config, "mp1", force: false));
        container.Os.Reboot();
        lab.Pass(10);
        Assert.Equal((ContainerStatus.Running, null), (container.Status, container.Config["mp1"]));
        Assert.DoesNotContain("/share/readme", container.System!.Files.Keys);
    }

    [Fact]
    public void A_reboot_from_inside_that_cannot_start_again_leaves_it_off_and_a_line_in_the_journal()
    {
        var container = Running();
        container.SetLock("backup");
        container.Os.Reboot();
        lab.Pass(10);
        Assert.Equal(ContainerStatus.Stopped, container.Status);
        Assert.Contains(lab.Node.Journal.Entries, e => e.Text == "Failed to start pve-container@200.service - PVE LXC Container: 200.");
    }

    [Fact]
    public void A_pending_mount_point_that_finds_no_room_goes_on_waiting()
    {
        var container = Running();
        container.Save(PendingChanges.Set(container.Config, "mp2", "nowhere:1,mp=/more"));
        container.Stop();
        Assert.Equal((ContainerStatus.Stopped, null, "nowhere:1,mp=/more"), (container.Status, container.Config["mp2"], container.Config.Pending["mp2"]));
    }

    [Fact]
    public void The_pending_section_of_a_container_has_a_name_of_its_own()
    {
        var container = Make();
        container.Save(PendingChanges.Set(container.Config, "memory", "1024"));
        Assert.Contains("\n[pve:pending]\nmemory: 1024\n", container.ConfigText, StringComparison.Ordinal);
        Assert.Equal("1024", container.Config.Pending["memory"]);
    }

    [Fact]
    public void A_restore_measures_its_recovery_point_by_what_was_backed_up()
    {
        var container = Running();
        lab.Pass(300);
        var newest = container.System!.NewestRow;
        Finish(Vzdump.Start(lab.Node, VzdumpRequest.Of([new("vmid", "200"), new("storage", "local"), new("mode", "stop")]), "root@pam")!);
        var archive = lab.World.Facts.All.OfType<BackupSucceeded>().Single().VolumeId!;
        Finish(ContainerCreation.Start(lab.Node, new ContainerRequest(archive, 201) { Restore = true, Storage = "local-lvm", Unique = true }, "root@pam"));
        var restored = lab.Node.Guests.Containers.Get(201);
        Assert.Equal(newest, restored.System!.NewestRow);
        Assert.Equal(200, lab.World.Facts.All.OfType<RestoreSucceeded>().Single().SourceVmid);
    }

    private void Finish(PveTask task)
    {
        for (var seconds = 0; task.IsRunning && seconds < 600; seconds++) lab.Pass(1);
        Assert.True(task.Ok, string.Join('\n', task.Lines));
    }

    private static long Rows(Container container) => container.System!.Files["/data/orders.log"].Rows!.Count;

    private DiskCapture Volume(string volume) => lab.Node.Storages.Image(volume)!.Capture();

    private Container Running()
    {
        var container = Make();
        container.Start();
        lab.Pass(120);
        return container;
    }

    private Container Make(int vmid = 200, string config = Config)
    {
        var files = lab.Node.Files;
        files.CreateDirectory("/srv/share", parents: true);
        files.WriteText("/srv/share/readme", "on the node\n");
        var container = lab.Node.Guests.Containers.Create(vmid, GuestConfig.Parse(config));
        var root = lab.Node.Storages.Allocate("local-lvm", vmid, null, null, 4L << 30);
        lab.Node.Storages.Image(root)!.Restore(new DiskCapture(4L << 30, 600L << 20, new GuestSystem
        {
            OsName = "Debian GNU/Linux 12 (bookworm)",
            HostName = "ct1",
            Files = GuestSystem.Data.Files.Add("/etc/hostname", new GuestFile("ct1\n", lab.Node.Clock.Now)),
            Workloads = [new Workload("/data/orders.log", TimeSpan.FromMinutes(1), 4096)],
        }));
        lab.Node.Storages.Allocate("local-lvm", vmid, null, null, 1L << 30);
        return container;
    }
}
