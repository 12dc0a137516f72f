using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Testing;

/// <summary>A world with ZFS: node pve1 with a mirrored pool of 128 GiB, its guests' disks sparse on local-zfs and promised on thick-zfs.</summary>
internal static class ZfsLab
{
    /// <summary>storage.cfg of the lab.</summary>
    public const string Config =
        "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\n"
        + "zfspool: local-zfs\n\tpool rpool/data\n\tcontent images,rootdir\n\tsparse 1\n\n"
        + "zfspool: thick-zfs\n\tpool rpool/thick\n\tcontent images,rootdir\n\n"
        + "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent images,rootdir\n\n";

    /// <summary>The world, in which nothing has happened yet.</summary>
    public static Datacenter Build()
    {
        var world = WorldBuilder.Build(new WorldDefinition
        {
            Id = "zfs-lab",
            Title = new LocalText { Ja = "試験", En = "test" },
            Timezone = "Etc/UTC",
            Booted = "2026-01-01T00:00:00Z",
            Start = "2026-01-01T00:00:00Z",
            Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.200" },
            Hosts = [Host()],
        }, seed: 1);
        world.Cluster.WriteText("/storage.cfg", Config);
        return world;
    }

    /// <summary>The pool of the world's node.</summary>
    public static ZfsPool Pool(Datacenter world) => world.Nodes["pve1"].Zpools["rpool"];

    private static HostDefinition Host() => new()
    {
        Name = "pve1",
        Address = "192.168.10.11",
        Node = true,
        Disks = [Disk("nvme0n1"), Disk("sda"), Disk("sdb"), Disk("sdc")],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "50G", Used = "4G" }],
        ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "100G" }],
        Zpools =
        [
            new ZpoolDefinition
            {
                Name = "rpool", Disks = ["sda", "sdb"], Size = "128G",
                Datasets =
                [
                    new ZfsDatasetDefinition { Name = "rpool", Properties = { ["compression"] = "on", ["atime"] = "on" } },
                    new ZfsDatasetDefinition { Name = "rpool/data" },
                    new ZfsDatasetDefinition { Name = "rpool/thick" },
                ],
            },
        ],
    };

    private static DiskDefinition Disk(string name) => new() { Name = name, Rate = "1000M" };
}
