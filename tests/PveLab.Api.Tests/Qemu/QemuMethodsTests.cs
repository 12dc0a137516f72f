using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Api.Tests.Qemu;

public sealed class QemuMethodsTests
{
    private readonly Datacenter world = Build();

    [Fact]
    public void The_list_types_its_numbers()
    {
        var row = Assert.Single(Call(Verb.Get, "/nodes/pve1/qemu")!.AsArray())!.AsObject();
        Assert.Equal("{\"cpu\":0,\"cpus\":2,\"disk\":0,\"diskread\":0,\"diskwrite\":0,\"maxdisk\":4294967296,\"maxmem\":1073741824,\"mem\":0,\"memhost\":0,"
            + "\"name\":\"web\",\"netin\":0,\"netout\":0,\"status\":\"stopped\",\"uptime\":0,\"vmid\":100}", row.ToJsonString());
    }

    [Fact]
    public void The_configuration_comes_with_the_digest_of_its_file()
    {
        var config = Call(Verb.Get, "/nodes/pve1/qemu/100/config")!.AsObject();
        Assert.Equal(2, (long)config["cores"]!);
        Assert.Equal("1024", (string)config["memory"]!);
        Assert.Equal(40, ((string)config["digest"]!).Length);
    }

    [Fact]
    public void A_change_with_an_old_digest_is_refused() => Assert.Equal(
        "checksum mismatch (file change by other user?)",
        Assert.Throws<PveException>(() => Call(Verb.Set, "/nodes/pve1/qemu/100/config", ("name", "x"), ("digest", new string('0', 40)))).Message);

    [Fact]
    public void An_unknown_option_cannot_be_deleted() => Assert.Equal(
        "Parameter verification failed.\ndelete: unknown option 'foo'",
        Assert.Throws<ParameterException>(() => Call(Verb.Set, "/nodes/pve1/qemu/100/config", ("delete", "foo"))).Message);

    [Fact]
    public void A_boot_order_names_devices_that_exist() => Assert.Equal(
        "invalid bootorder: device 'scsi7' does not exist'",
        Assert.Throws<PveException>(() => Call(Verb.Set, "/nodes/pve1/qemu/100/config", ("boot", "order=scsi7"))).Message);

    [Fact]
    public void A_start_answers_the_id_of_its_task_and_runs_beside_the_caller()
    {
        var upid = (string)Call(Verb.Create, "/nodes/pve1/qemu/100/status/start")!;
        var task = world.Nodes["pve1"].Tasks.Find(upid)!;
        Assert.True(task.IsRunning);
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(2));
        Assert.Equal("OK", task.ExitStatus);
        Assert.Equal("running", (string)Call(Verb.Get, "/nodes/pve1/qemu/100/status/current")!["qmpstatus"]!);
    }

    [Fact]
    public void A_guest_of_another_node_is_not_there()
    {
        Call(Verb.Create, "/nodes/pve2/qemu", ("vmid", "102"));
        Assert.Equal(
            "Configuration file 'nodes/pve1/qemu-server/102.conf' does not exist",
            Assert.Throws<PveException>(() => Call(Verb.Get, "/nodes/pve1/qemu/102/config")).Message);
        Assert.Equal(
            "unable to create VM 102 - VM 102 already exists on node 'pve2'",
            Assert.Throws<PveException>(() => Call(Verb.Create, "/nodes/pve1/qemu", ("vmid", "102"))).Message);
    }

    [Fact]
    public void A_guest_with_a_replication_job_stays_until_it_is_purged()
    {
        world.Cluster.WriteText("/replication.cfg", "local: 100-0\n\ttarget pve2\n\nlocal: 101-0\n\ttarget pve2\n\n");
        world.Cluster.WriteText("/jobs.cfg", "vzdump: backup-a\n\tschedule 02:00\n\tvmid 100,101\n\nvzdump: backup-b\n\tvmid 100\n\n");
        Assert.Equal(
            "There is a replication job '100-0' for guest '100' - Please remove that first.",
            Assert.Throws<PveException>(() => Call(Verb.Delete, "/nodes/pve1/qemu/100")).Message);
        Call(Verb.Delete, "/nodes/pve1/qemu/100", ("purge", "1"));
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(5));
        Assert.Equal("local: 101-0\n\ttarget pve2\n\n", world.Cluster.ReadText("/replication.cfg"));
        Assert.Equal("vzdump: backup-a\n\tschedule 02:00\n\tvmid 101\n\n", world.Cluster.ReadText("/jobs.cfg"));
        Assert.Single(world.Facts.All.OfType<GuestDestroyed>());
    }

    [Fact]
    public void Without_quorum_nothing_starts()
    {
        world.ClusterFiles.WriteGuard = _ => Sim.Files.Errno.Access;
        Assert.Equal("cluster not ready - no quorum?", Assert.Throws<PveException>(() => Call(Verb.Create, "/nodes/pve1/qemu/100/status/start")).Message);
    }

    private JsonNode? Call(Verb verb, string path, params (string Name, string Value)[] parameters)
    {
        var given = new JsonObject();
        foreach (var (name, value) in parameters) given[name] = value;
        return ApiCatalogue.Tree.Invoke(verb, path, new ApiCall { Datacenter = world, LocalNode = "pve1", Parameters = given });
    }

    private static Datacenter Build() => WorldBuilder.Build(
        new WorldDefinition
        {
            Id = "api",
            Title = new LocalText { Ja = "api", En = "api" },
            Booted = "2026-04-01T08:00:00+09:00",
            Start = "2026-04-01T09:00:00+09:00",
            Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.199" },
            Hosts = [NodeNamed("pve1", "192.168.10.11"), NodeNamed("pve2", "192.168.10.12")],
            Cluster = new() { ["storage.cfg"] = "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent rootdir,images\n" },
            Guests = [new GuestDefinition { Vmid = 100, Node = "pve1", Config = "boot: order=scsi0\ncores: 2\nmemory: 1024\nname: web\nscsi0: local-lvm:vm-100-disk-0,size=4G\n" }],
        },
        3);

    private static HostDefinition NodeNamed(string name, string address) => new()
    {
        Name = name,
        Address = address,
        Node = true,
        Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G" }],
        ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "141G" }],
    };
}
