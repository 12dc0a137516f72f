using PveLab.Sim.Cluster;

namespace PveLab.Testing;

/// <summary>A small world for tests of storages: node pve1 with a thin pool, node pve2, and a NAS.</summary>
internal static class StorageLab
{
    /// <summary>storage.cfg of the lab.</summary>
    public const string Config =
        "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\n"
        + "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent images,rootdir\n\n"
        + "nfs: nas\n\texport /volume1/backup\n\tpath /mnt/pve/nas\n\tserver 192.168.10.20\n\tcontent backup\n\n"
        + "dir: files\n\tpath /srv/files\n\tcontent images,backup,snippets\n\tprune-backups keep-last=2\n\n"
        + "dir: offline\n\tpath /mnt/offline\n\tcontent backup\n\tis_mountpoint 1\n\n"
        + "dir: pve2only\n\tpath /mnt/p2\n\tcontent backup\n\tnodes pve2\n\n"
        + "dir: off\n\tdisable\n\tpath /mnt/off\n\tcontent backup\n\n";

    /// <summary>The world, in which nothing has happened yet.</summary>
    public static Datacenter Build(string config = Config)
    {
        var world = WorldBuilder.Build(new WorldDefinition
        {
            Id = "storage-lab",
            Title = new LocalText { Ja = "試験", En = "test" },
            Timezone = "Asia/Tokyo",
            Booted = "2026-01-01T00:00:00Z",
            Start = "2026-01-01T00:00:00Z",
            Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.200" },
            Hosts =
            [
                Host("pve1", "192.168.10.11", [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0", Size = "100G" }]),
                Host("pve2", "192.168.10.12", []),
                new HostDefinition
                {
                    Name = "nas", Address = "192.168.10.20",
                    Disks = [new DiskDefinition { Name = "raid", Rate = "200M" }],
                    FileSystems = [new FileSystemDefinition { Path = "/volume1/backup", Disk = "raid", Size = "1000G", Used = "100G", Type = "nfs4", Source = "192.168.10.20:/volume1/backup" }],
                },
            ],
        }, seed: 1);
        world.Cluster.WriteText("/storage.cfg", config);
        return world;
    }

    private static HostDefinition Host(string name, string address, List<ThinPoolDefinition> pools) => new()
    {
        Name = name,
        Address = address,
        Node = true,
        Disks = [new DiskDefinition { Name = "nvme0", Rate = "1000M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0", Size = "50G", Used = "4G" }],
        ThinPools = pools,
    };
}
