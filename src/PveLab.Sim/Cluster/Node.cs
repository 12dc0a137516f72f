using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Services;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Cluster;

/// <summary>A Proxmox VE node: a host with disks, a file tree, storages seen from here, guests and tasks.</summary>
public sealed class Node
{
    private readonly SortedDictionary<string, ThinPool> thinPools = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ZfsPool> zpools = new(StringComparer.Ordinal);

    internal Node(Datacenter datacenter, PhysicalHost host, FileSystem root, Instant bootedAt)
    {
        Datacenter = datacenter;
        Host = host;
        BootedAt = bootedAt;
        Files = new FileTree(datacenter.Clock, root);
        Files.TaskLogRead += upid => datacenter.Facts.Record(new TaskLogRead(Clock.Now, upid));
        Journal = new NodeJournal(this);
        Tasks = new TaskList(this);
        Guests = new GuestList(this);
        Storages = new NodeStorages(this);
        Services = new NodeServices(this);
        Backups = new NodeBackups(this);
    }

    /// <summary>The world it belongs to.</summary>
    public Datacenter Datacenter { get; }

    /// <summary>The machine it runs on.</summary>
    public PhysicalHost Host { get; }

    /// <summary>Its name.</summary>
    public string Name => Host.Name;

    /// <summary>Virtual time.</summary>
    public VirtualClock Clock => Datacenter.Clock;

    /// <summary>When its kernel started.</summary>
    public Instant BootedAt { get; }

    /// <summary>Memory in bytes.</summary>
    public long Memory { get; init; } = 16L << 30;

    /// <summary>The newest CPU type its processors can run: <c>x86-64-v2</c> to <c>x86-64-v4</c>.</summary>
    public string Cpu { get; init; } = "x86-64-v4";

    /// <summary>Number of CPU threads.</summary>
    public int Cpus { get; init; } = 8;

    /// <summary>Its file tree.</summary>
    public FileTree Files { get; }

    /// <summary>What its programs and its kernel wrote to the journal.</summary>
    public NodeJournal Journal { get; }

    /// <summary>Its systemd units.</summary>
    public NodeServices Services { get; }

    /// <summary>Its tasks.</summary>
    public TaskList Tasks { get; }

    /// <summary>The guests whose configuration lies under this node.</summary>
    public GuestList Guests { get; }

    /// <summary>The storages as this node sees them.</summary>
    public NodeStorages Storages { get; }

    /// <summary>Its backups: the global lock and the scheduler.</summary>
    public NodeBackups Backups { get; }

    /// <summary>LVM thin pools by <c>vg/pool</c>.</summary>
    public IReadOnlyDictionary<string, ThinPool> ThinPools => thinPools;

    /// <summary>ZFS pools by name.</summary>
    public IReadOnlyDictionary<string, ZfsPool> Zpools => zpools;

    internal void Add(ThinPool pool) => thinPools.Add(pool.Name, pool);

    internal void Add(ZfsPool pool)
    {
        zpools.Add(pool.Name, pool);
        foreach (var disk in pool.Devices.Select(d => d.Disk).Distinct()) disk.Changed += pool.DiskChanged;
    }
}
