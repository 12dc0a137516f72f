using System.Globalization;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;

namespace PveLab.Testing;

/// <summary>A small world for tests of backup and restore: node pve1 with VM 100 and more on request, and a NAS.</summary>
internal static class BackupLab
{
    private const string Storages =
        "dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup\n\n"
        + "lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n\tcontent images,rootdir\n\n"
        + "nfs: nas\n\texport /volume1/backup\n\tpath /mnt/pve/nas\n\tserver 192.168.10.20\n\tcontent backup\n\n";

    /// <summary>The world at 2026-04-01 09:00:00 in Tokyo, VM 100 running since the day before.</summary>
    /// <param name="guests">How many guests: 100, 101, …; only the first runs.</param>
    /// <param name="disk">Size of a guest's disk.</param>
    /// <param name="written">Of that, written.</param>
    /// <param name="archive">An archive that lies there already.</param>
    public static Datacenter Build(int guests = 1, string disk = "32G", string written = "5000M", ArchiveDefinition? archive = null) => WorldBuilder.Build(
        new WorldDefinition
        {
            Id = "backup-lab",
            Title = new LocalText { Ja = "試験", En = "test" },
            Booted = "2026-03-31T09:00:00+09:00",
            Start = "2026-04-01T09:00:00+09:00",
            Network = new NetworkDefinition { Subnet = "192.168.10.0/24", Gateway = "192.168.10.1", DhcpFrom = "192.168.10.100", DhcpTo = "192.168.10.250" },
            Hosts = [Node(), Nas()],
            Guests = [.. Enumerable.Range(100, guests).Select(v => Guest(v, disk, written))],
            Archives = archive is null ? [] : [archive],
            Cluster = { ["storage.cfg"] = Storages, ["user.cfg"] = "user:root@pam:1:0:::root@pve1.lab.example::\n\npool:prod::100:local:\n" },
        },
        seed: 7);

    /// <summary>Starts vzdump with options written as on its command line: <c>"100 --storage nas"</c>.</summary>
    public static PveTask Vzdump(this Node node, string options)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var words = options.Split(' ');
        var vmids = words.TakeWhile(w => !w.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (vmids.Length > 0) parameters["vmid"] = string.Join(',', vmids);
        for (var i = vmids.Length; i + 1 < words.Length; i += 2) parameters[words[i][2..]] = words[i + 1];
        return PveLab.Sim.Backup.Vzdump.Start(node, VzdumpRequest.Of(parameters), "root@pam")!;
    }

    /// <summary>Lives until the task has ended, at most a day.</summary>
    public static PveTask Finish(this PveTask task, Node node)
    {
        var limit = node.Clock.Now + TimeSpan.FromDays(1);
        while (task.IsRunning && node.Clock.Step(limit)) { }
        return task;
    }

    /// <summary>What a task printed, with how it ended.</summary>
    public static string Transcript(this PveTask task) => string.Join('\n', task.Lines) + "\n=> " + task.ExitStatus + "\n";

    /// <summary>The only archive in the NAS's dump directory, as volume id.</summary>
    public static string OnlyArchive(this Node node) =>
        node.Storages.List("nas", "backup").Single().VolumeId;

    private static HostDefinition Node() => new()
    {
        Name = "pve1",
        Address = "192.168.10.11",
        Node = true,
        Memory = "256G",
        Disks = [new DiskDefinition { Name = "nvme0n1", Rate = "1400M" }],
        FileSystems = [new FileSystemDefinition { Path = "/", Disk = "nvme0n1", Size = "68G", Used = "5G" }],
        ThinPools = [new ThinPoolDefinition { Name = "pve/data", Disk = "nvme0n1", Size = "900G" }],
        Files =
        {
            ["/etc/network/interfaces"] = "auto vmbr0\niface vmbr0 inet static\n\taddress 192.168.10.11/24\n\tbridge-ports nic0\n\tbridge-stp off\n\tbridge-fd 0\n",
        },
    };

    private static HostDefinition Nas() => new()
    {
        Name = "nas",
        Address = "192.168.10.20",
        Disks = [new DiskDefinition { Name = "raid", Rate = "220M" }],
        FileSystems = [new FileSystemDefinition { Path = "/volume1/backup", Disk = "raid", Size = "900G", Used = "100G", Type = "nfs4", Source = "192.168.10.20:/volume1/backup" }],
    };

    private static GuestDefinition Guest(int vmid, string disk, string written) => new()
    {
        Vmid = vmid,
        Node = "pve1",
        Running = vmid == 100,
        Config = string.Create(CultureInfo.InvariantCulture,
            $"agent: 1\nboot: order=scsi0\ncores: 2\nmemory: 2048\nname: vm{vmid}\nnet0: virtio=BC:24:11:00:{vmid / 256:X2}:{vmid % 256:X2},bridge=vmbr0\n"
            + $"ostype: l26\nscsi0: local-lvm:vm-{vmid}-disk-0,size={disk}\nscsihw: virtio-scsi-single\nsmbios1: uuid=11111111-1111-1111-1111-{vmid:D12}\n"
            + $"vmgenid: 22222222-2222-2222-2222-{vmid:D12}\n"),
        Disks =
        {
            ["scsi0"] = new DiskContentDefinition
            {
                Written = written,
                System = new SystemDefinition
                {
                    Os = "Ubuntu 24.04.3 LTS", HostName = "vm", Agent = true, Accounts = { ["root"] = "pvelab" },
                    Workloads = [new WorkloadDefinition { Path = "/srv/rows", EverySeconds = 60 }],
                },
            },
        },
    };
}
