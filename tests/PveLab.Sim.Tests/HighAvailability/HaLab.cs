using PveLab.Sim.Cluster;

namespace PveLab.Sim.Tests.HighAvailability;

/// <summary>Three nodes in one cluster and a NAS; VM 100 runs on pve1, its disk on the NAS, and VM 101 there with its disk on the node itself.</summary>
internal static class HaLab
{
    private const string Storages =
        "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\n"
        + "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent images,rootdir\n\n"
        + "nfs: nas\n\texport /volume1\n\tpath /mnt/pve/nas\n\tserver 192.168.10.20\n\tcontent images,backup\n\n";

    private const string Start = "2026-04-01T09:00:00+09:00";

    /// <summary>The world at 09:00 in Tokyo; resources.cfg says what HA looks after.</summary>
    public static Datacenter Build(string resources = "", string rules = "", string settings = "")
    {
        string[] names = ["pve1", "pve2", "pve3"];
        var corosync = "nodelist {\n" + string.Concat(names.Select((name, i) =>
            FormattableString.Invariant($"  node {{\n    name: {name}\n    nodeid: {i + 1}\n    quorum_votes: 1\n    ring0_addr: 192.168.10.1{i + 1}\n  }}\n")))
            + "}\n\ntotem {\n  cluster_name: lab\n  config_version: 3\n}\n";
        var cluster = new Dictionary<string, string> { ["storage.cfg"] = Storages, ["corosync.conf"] = corosync, ["datacenter.cfg"] = settings };
        if (resources.Length > 0) cluster["ha/resources.cfg"] = resources;
        if (rules.Length > 0) cluster["ha/rules.cfg"] = rules;
        return WorldBuilder.Build(
            new WorldDefinition
            {
                Id = "ha-lab",
                Title = new LocalText { Ja = "試験", En = "test" },
                Booted = "2026-03-31T09:00:00+09:00",
                Start = Start,
                Network = new NetworkDefinition
                {
                    Subnet = "192.168.10.0/24",
                    Gateway = "192.168.10.1",
                    DhcpFrom = "192.168.10.100",
                    DhcpTo = "192.168.10.250",
                },
                Hosts = [.. names.Select(Node), Nas()],
                Guests = [Guest(100, "nas:100/vm-100-disk-0.qcow2"), Guest(101, "local-lvm:vm-101-disk-0")],
                Cluster = cluster,
            },
            seed: 7);
    }

    /// <summary>Lives on.</summary>
    public static void Live(this Datacenter world, int seconds) => world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>What HA's daemons told a node's journal since the start, with the seconds since then.</summary>
    public static IEnumerable<string> HaJournal(this Datacenter world, string node) => world.Nodes[node].Journal.Entries
        .Where(e => e.Ident is "pve-ha-crm" or "pve-ha-lrm" or "watchdog-mux" && e.At >= world.Opened)
        .Select(e => FormattableString.Invariant($"{(e.At - world.Opened).TotalSeconds,4:F0} {node}/{e.Ident}: {e.Text}"));

    /// <summary>Who runs a guest.</summary>
    public static IEnumerable<string> RunnersOf(this Datacenter world, int vmid) =>
        world.Nodes.Values.Where(n => n.Guests.Running.Any(g => g.Vmid == vmid)).Select(n => n.Name);

    private static HostDefinition Node(string name) => new()
    {
        Name = name,
        Address = "192.168.10.1" + name[^1],
        Node = true,
        Memory = "16G",
        Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G", Used = "5G" }],
        ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "141G" }],
        Files =
        {
            ["/etc/network/interfaces"] =
                $"auto vmbr0\niface vmbr0 inet static\n\taddress 192.168.10.1{name[^1]}/24\n\tbridge-ports nic0\n\tbridge-stp off\n\tbridge-fd 0\n",
        },
    };

    private static HostDefinition Nas() => new()
    {
        Name = "nas",
        Address = "192.168.10.20",
        Disks = [new DiskDefinition { Name = "raid", Rate = "220M" }],
        FileSystems =
            [new FileSystemDefinition { Path = "/volume1", Disk = "raid", Size = "900G", Used = "100G", Type = "nfs4", Source = "192.168.10.20:/volume1" }],
    };

    private static GuestDefinition Guest(int vmid, string disk) => new()
    {
        Vmid = vmid,
        Node = "pve1",
        Running = true,
        Config = FormattableString.Invariant($"agent: 1\nboot: order=scsi0\ncores: 2\nmemory: 1024\nname: vm{vmid}\n")
            + FormattableString.Invariant($"net0: virtio=BC:24:11:00:00:{vmid - 100:X2},bridge=vmbr0\n")
            + FormattableString.Invariant($"ostype: l26\nscsi0: {disk},size=8G\nscsihw: virtio-scsi-single\n")
            + FormattableString.Invariant($"smbios1: uuid=11111111-1111-1111-1111-{vmid:D12}\n"),
        Disks =
        {
            ["scsi0"] = new DiskContentDefinition
            {
                Written = "2G",
                System = new SystemDefinition { Os = "Ubuntu 24.04.3 LTS", HostName = "vm", Agent = true, Accounts = { ["root"] = "pvelab" } },
            },
        },
    };
}
