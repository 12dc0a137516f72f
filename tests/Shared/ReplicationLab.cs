using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;

namespace PveLab.Testing;

/// <summary>A small cluster for tests of replication: pve1, pve2 and pve3 with a pool each, and virtual machines spread over them.</summary>
internal static class ReplicationLab
{
    private const int Nodes = 3;

    private const string Storages =
        "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\n"
        + "zfspool: local-zfs\n\tpool rpool/data\n\tcontent images,rootdir\n\tsparse 1\n\n";

    private const string Corosync =
        "nodelist {\n  node {\n    name: pve1\n    nodeid: 1\n    quorum_votes: 1\n    ring0_addr: 192.168.10.11\n  }\n"
        + "  node {\n    name: pve2\n    nodeid: 2\n    quorum_votes: 1\n    ring0_addr: 192.168.10.12\n  }\n"
        + "  node {\n    name: pve3\n    nodeid: 3\n    quorum_votes: 1\n    ring0_addr: 192.168.10.13\n  }\n}\n\n"
        + "quorum {\n  provider: corosync_votequorum\n}\n\ntotem {\n  cluster_name: lab\n  config_version: 3\n  version: 2\n}\n";

    /// <summary>The world at 2026-04-01 09:00:00 in Tokyo. VM 100 runs and writes a row a minute.</summary>
    /// <param name="guests">How many guests: 100 on pve1, 101 on pve2, ….</param>
    /// <param name="jobs">Whether each has a job that copies it to the next node every 15 minutes.</param>
    /// <param name="written">Bytes written of a guest's disk of 8 GiB.</param>
    public static Datacenter Build(int guests = 1, bool jobs = true, string written = "500M") => WorldBuilder.Build(
        new WorldDefinition
        {
            Id = "replication-lab",
            Title = new LocalText { Ja = "試験", En = "test" },
            Booted = "2026-03-31T09:00:00+09:00",
            Start = "2026-04-01T09:00:00+09:00",
            Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.250" },
            Hosts = [.. Enumerable.Range(1, Nodes).Select(Node)],
            Guests = [.. Enumerable.Range(100, guests).Select(v => Guest(v, written))],
            Cluster =
            {
                ["storage.cfg"] = Storages,
                ["corosync.conf"] = Corosync,
                ["user.cfg"] = "user:root@pam:1:0:::root@pve1.lab.example::\n",
                ["replication.cfg"] = jobs ? Jobs(guests) : "",
            },
        },
        seed: 7);

    private static string Jobs(int guests)
    {
        var text = new StringBuilder();
        for (var vmid = 100; vmid < 100 + guests; vmid++)
            text.Append(CultureInfo.InvariantCulture, $"local: {vmid}-0\n\ttarget {NodeOf(vmid + 1)}\n\tsource {NodeOf(vmid)}\n\n");
        return text.ToString();
    }

    private static string NodeOf(int vmid) => "pve" + ((vmid - 100) % Nodes + 1).ToString(CultureInfo.InvariantCulture);

    private static HostDefinition Node(int number) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"pve{number}"),
        Address = string.Create(CultureInfo.InvariantCulture, $"192.168.10.{10 + number}"),
        Node = true,
        Memory = "64G",
        Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G", Used = "5G" }],
        Zpools = [new ZpoolDefinition { Name = "rpool", Disks = ["nvme0n1"], Size = "400G", Datasets = [new ZfsDatasetDefinition { Name = "rpool/data" }] }],
        Files =
        {
            ["/etc/network/interfaces"] = string.Create(CultureInfo.InvariantCulture,
                $"auto vmbr0\niface vmbr0 inet static\n\taddress 192.168.10.{10 + number}/24\n\tbridge-ports nic0\n\tbridge-stp off\n\tbridge-fd 0\n"),
        },
    };

    private static GuestDefinition Guest(int vmid, string written) => new()
    {
        Vmid = vmid,
        Node = NodeOf(vmid),
        Running = vmid == 100,
        Config = string.Create(CultureInfo.InvariantCulture,
            $"boot: order=scsi0\ncores: 2\nmemory: 1024\nname: vm{vmid}\nnet0: virtio=BC:24:11:00:{vmid / 256:X2}:{vmid % 256:X2},bridge=vmbr0\n"
            + $"ostype: l26\nscsi0: local-zfs:vm-{vmid}-disk-0,size=8G\nscsihw: virtio-scsi-single\nsmbios1: uuid=11111111-1111-1111-1111-{vmid:D12}\n"
            + $"vmgenid: 22222222-2222-2222-2222-{vmid:D12}\n"),
        Disks =
        {
            ["scsi0"] = new DiskContentDefinition
            {
                Written = written,
                System = new SystemDefinition
                {
                    Os = "Ubuntu 24.04.3 LTS", HostName = "vm", Accounts = { ["root"] = "pvelab" },
                    Workloads = [new WorkloadDefinition { Path = "/srv/rows", EverySeconds = 60 }],
                },
            },
        },
    };
}
