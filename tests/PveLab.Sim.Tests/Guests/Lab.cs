using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Tests.Guests;

/// <summary>A small world for tests about guests: pve1 and pve2, a NAS, guest 100 running on pve1.</summary>
internal sealed class Lab
{
    public const string Config = """
        agent: 1
        boot: order=scsi0;net0
        cores: 2
        memory: 2048
        name: vm-ubuntu01
        net0: virtio=BC:24:11:5E:0A:64,bridge=vmbr0
        scsi0: local-lvm:vm-100-disk-0,size=32G
        serial0: socket
        """;

    public Lab(bool running = true, Func<SystemDefinition, SystemDefinition>? change = null)
    {
        var system = new SystemDefinition
        {
            Os = "Ubuntu 24.04.3 LTS",
            HostName = "vm-ubuntu01",
            Agent = true,
            Accounts = new() { ["root"] = "pvelab" },
            Services = ["ssh", "cron"],
            Files = new() { ["/etc/hostname"] = "vm-ubuntu01\n" },
            Workloads = [new WorkloadDefinition { Path = "/srv/app/orders.log", EverySeconds = 60 }],
        };
        World = WorldBuilder.Build(
            new WorldDefinition
            {
                Id = "test",
                Title = new LocalText { Ja = "試験", En = "Test" },
                Booted = "2026-04-01T08:50:00+09:00",
                Start = "2026-04-01T09:00:00+09:00",
                Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.199" },
                Hosts = [NodeNamed("pve1", "192.168.10.11"), NodeNamed("pve2", "192.168.10.12"), Nas()],
                Cluster = new() { ["storage.cfg"] = "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent rootdir,images\n\ndir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n" },
                Guests =
                [
                    new GuestDefinition
                    {
                        Vmid = 100, Node = "pve1", Running = running, Config = Config,
                        Disks = new() { ["scsi0"] = new DiskContentDefinition { Written = "4G", System = change is null ? system : change(system) } },
                    },
                ],
            },
            42);
    }

    public Datacenter World { get; }

    public Node Node => World.Nodes["pve1"];

    public VirtualMachine Guest => Node.Guests.Get(100);

    public DiskImage Disk => Node.Storages.Image("local-lvm:vm-100-disk-0")!;

    public void Pass(double seconds) => World.Clock.AdvanceTo(World.Clock.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>A guest with a disk of its own, a copy of what guest 100 has at this moment.</summary>
    public VirtualMachine Copy(int vmid, string? mac = null)
    {
        var config = GuestConfig.Parse(Config.Replace("vm-100-", FormattableString.Invariant($"vm-{vmid}-"), StringComparison.Ordinal));
        if (mac is not null) config = config.With("net0", $"virtio={mac},bridge=vmbr0");
        var guest = Node.Guests.Create(vmid, config);
        var volume = Node.Storages.Allocate("local-lvm", vmid, null, null, 32L << 30);
        Node.Storages.Image(volume)!.Restore(Disk.Capture());
        return guest;
    }

    private static HostDefinition NodeNamed(string name, string address) => new()
    {
        Name = name,
        Address = address,
        Node = true,
        Memory = "16G",
        Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G", Used = "5G" }],
        ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "141G" }],
        Files = new()
        {
            ["/etc/network/interfaces"] = $"""
                auto lo
                iface lo inet loopback

                iface nic0 inet manual

                auto vmbr0
                iface vmbr0 inet static
                        address {address}/24
                        gateway 192.168.10.1
                        bridge-ports nic0
                        bridge-stp off

                """,
        },
    };

    private static HostDefinition Nas() => new()
    {
        Name = "nas",
        Address = "192.168.10.20",
        Disks = [new DiskDefinition { Name = "raid", Rate = "220M" }],
        FileSystems = [new FileSystemDefinition { Path = "/volume1/pve-backup", Disk = "raid", Size = "1T", Type = "btrfs" }],
    };
}
