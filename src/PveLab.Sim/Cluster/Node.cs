using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Replication;
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
        Files = new FileTree(datacenter.Clock, root) { Self = host.Name, Reaches = fs => fs.Disk is not { } disk || datacenter.Links.Reach(host, disk.Host) };
        View = datacenter.View;
        View.Files.Changed += ViewEdited;
        Membership = new Membership(this);
        Files.TaskLogRead += upid => datacenter.Facts.Record(new TaskLogRead(Clock.Now, upid));
        Journal = new NodeJournal(this);
        Tasks = new TaskList(this);
        Guests = new GuestList(this);
        Storages = new NodeStorages(this);
        Services = new NodeServices(this);
        Time = new NodeClock(this);
        Backups = new NodeBackups(this);
        HighAvailability = new NodeHighAvailability(this);
        Power = new NodePower(this);
        Replication = new NodeReplication(this);
    }

    /// <summary>The world it belongs to.</summary>
    public Datacenter Datacenter { get; }

    /// <summary>The machine it runs on.</summary>
    public PhysicalHost Host { get; }

    /// <summary>Its name.</summary>
    public string Name => Host.Name;

    /// <summary>Virtual time.</summary>
    public VirtualClock Clock => Datacenter.Clock;

    /// <summary>What it takes for the time.</summary>
    public NodeClock Time { get; }

    /// <summary>The lanes that bytes of a file system pass on their way to or from this node: its disk, and over the network both links.</summary>
    public IReadOnlyList<Lane> LanesOf(FileSystem fileSystem) =>
        fileSystem.Link is not null && Host.Link is { } link ? [.. BackupLanes.Of(fileSystem), link] : BackupLanes.Of(fileSystem);

    /// <summary>Where its system is in its life.</summary>
    public NodeStatus Status { get; internal set; }

    /// <summary>Switching it on and off.</summary>
    public NodePower Power { get; }

    /// <summary>When its kernel started.</summary>
    public Instant BootedAt { get; internal set; }

    /// <summary>What it shows under /etc/pve: what the cluster has, or while it is cut off, what it had.</summary>
    public ClusterView View { get; private set; }

    /// <summary>The tree of <see cref="View"/>: <c>/storage.cfg</c> here is /etc/pve/storage.cfg on this node.</summary>
    public FileTree Cluster => View.Tree;

    /// <summary>Its place in the cluster.</summary>
    public Membership Membership { get; }

    /// <summary>Whether it may change the cluster's files and act for the cluster; a node on its own always may.</summary>
    public bool HasQuorum => Host.Powered && (!Datacenter.Memberships.IsCluster || Membership.Status == MembershipStatus.Quorate);

    /// <summary>Whether packets pass from it to another node that is up.</summary>
    public bool Reaches(Node other) => Datacenter.CanReach(this, other);

    /// <summary>Whether its pmxcfs counts another node as online: as a member of the same part of the cluster.</summary>
    public bool Sees(Node other) => other == this || (Datacenter.Memberships.IsCluster ? Membership.Members.Contains(other) : other.Host.OnNetwork);

    /// <summary>Something under its /etc/pve changed, be it an edit or another part of the cluster's state.</summary>
    public event Action? ViewChanged;

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

    /// <summary>Its HA daemons.</summary>
    public NodeHighAvailability HighAvailability { get; }

    /// <summary>Its replication: the engine, the scheduler, and what it does for jobs that copy to it.</summary>
    public NodeReplication Replication { get; }

    /// <summary>LVM thin pools by <c>vg/pool</c>.</summary>
    public IReadOnlyDictionary<string, ThinPool> ThinPools => thinPools;

    /// <summary>ZFS pools by name.</summary>
    public IReadOnlyDictionary<string, ZfsPool> Zpools => zpools;

    /// <summary>Shows other files under /etc/pve: it was cut off, or belongs to the cluster again.</summary>
    internal void Show(ClusterView view)
    {
        if (view == View) return;
        View.Files.Changed -= ViewEdited;
        View = view;
        View.Files.Changed += ViewEdited;
        if (Files.MountAt("/etc/pve") is { } mount) Files.Mount("/etc/pve", View.Files, mount.Options);
        ViewEdited();
    }

    private void ViewEdited() => ViewChanged?.Invoke();

    internal void Add(ThinPool pool) => thinPools.Add(pool.Name, pool);

    /// <summary>Tells a pool what becomes of a disk.</summary>
    internal static void Watch(PhysicalDisk disk, ZfsPool pool)
    {
        disk.Changed -= pool.DiskChanged;
        disk.Changed += pool.DiskChanged;
    }

    internal void Add(ZfsPool pool)
    {
        zpools.Add(pool.Name, pool);
        foreach (var disk in pool.Devices.Select(d => d.Disk).Distinct()) Watch(disk, pool);
    }
}
