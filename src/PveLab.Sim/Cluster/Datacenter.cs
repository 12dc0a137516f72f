using PveLab.Sim.Backup;
using PveLab.Sim.Faults;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Replication;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>
/// The simulated world: nodes, the cluster file system they share, time, chance and everything that happened. The files under
/// /etc/pve are the configuration: views like <see cref="Storages"/> are parsed from their text, so an edit takes effect at once.
/// </summary>
public sealed class Datacenter
{
    private const long ClusterFileSystemBytes = 128L << 20;

    private readonly SortedDictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PhysicalHost> hosts = new(StringComparer.Ordinal);
    private readonly List<Export> exports = [];
    private (long Version, StorageConfig Config)? storages;
    private JobsConfig jobs = JobsConfig.Empty;
    private ReplicationConfig replication = ReplicationConfig.Empty;

    /// <summary>An empty datacenter at <paramref name="start"/>.</summary>
    public Datacenter(Instant start, Zone zone, ulong seed)
    {
        Clock = new VirtualClock(start);
        Zone = zone;
        Chance = new Chance(seed);
        Facts = new FactLog(Clock);
        Bandwidth = new Bandwidth(Clock);
        ClusterFiles = new FileSystem(Facts, "/dev/fuse", "fuse", ClusterFileSystemBytes, null);
        Cluster = new FileTree(Clock, ClusterFiles);
        Network = new Network(this);
        Lifecycles = new Lifecycles(Facts);
        Faults = new FaultList(this);
    }

    /// <summary>Whose word counts where book and product differ (<see cref="DialectDifference"/>).</summary>
    public Dialect Dialect { get; set; }

    /// <summary>Virtual time.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The time zone its nodes and guests live in.</summary>
    public Zone Zone { get; }

    /// <summary>Seeded chance.</summary>
    public Chance Chance { get; }

    /// <summary>What happened.</summary>
    public FactLog Facts { get; }

    /// <summary>Shared bandwidth of disks and links.</summary>
    public Bandwidth Bandwidth { get; }

    /// <summary>The lab network.</summary>
    public Network Network { get; }

    /// <summary>The machine of every kind of lifecycle.</summary>
    public Lifecycles Lifecycles { get; }

    /// <summary>What goes wrong in it.</summary>
    public FaultList Faults { get; }

    /// <summary>pmxcfs: what every node mounts at /etc/pve.</summary>
    public FileSystem ClusterFiles { get; }

    /// <summary>The tree of <see cref="ClusterFiles"/> alone: <c>/storage.cfg</c> here is <c>/etc/pve/storage.cfg</c> on a node.</summary>
    public FileTree Cluster { get; }

    /// <summary>The nodes by name.</summary>
    public IReadOnlyDictionary<string, Node> Nodes => nodes;

    /// <summary>storage.cfg as of now.</summary>
    public StorageConfig Storages
    {
        get
        {
            if (storages is not { } cached || cached.Version != ClusterFiles.Version)
            {
                var text = Cluster.Exists("/storage.cfg") ? Cluster.ReadText("/storage.cfg") : "";
                storages = cached = (ClusterFiles.Version, storages?.Config is { } old && old.Text == text ? old : StorageConfig.Parse(text));
            }
            return cached.Config;
        }
    }

    /// <summary>jobs.cfg as of now.</summary>
    public JobsConfig Jobs
    {
        get
        {
            var text = Cluster.Find("/jobs.cfg") is TextFile file ? file.Text : "";
            // The text of an unchanged file is the same object: this getter is asked at every change of the cluster's files.
            if (!ReferenceEquals(text, jobs.Text)) jobs = text == jobs.Text ? jobs with { Text = text } : JobsConfig.Parse(text);
            return jobs;
        }
    }

    /// <summary>replication.cfg as of now.</summary>
    public ReplicationConfig Replication
    {
        get
        {
            var text = Cluster.Find("/replication.cfg") is TextFile file ? file.Text : "";
            return text == replication.Text ? replication : replication = ReplicationConfig.Parse(text);
        }
    }

    /// <summary>The node of that name.</summary>
    /// <exception cref="PveException">There is none: the host name lookup fails as in real PVE.</exception>
    public Node Node(string name) => nodes.TryGetValue(name, out var node) ? node
        : throw new PveException($"hostname lookup '{name}' failed - failed to get address info for: {name}: Name or service not known");

    /// <summary>The node that holds the guest's configuration, or null when no node does.</summary>
    public Node? OwnerOf(int vmid) => GuestOf(vmid)?.Node;

    /// <summary>The virtual machine or container of that VMID, wherever it is; null when there is none.</summary>
    public Guest? GuestOf(int vmid) => nodes.Values.Select(n => n.Guests.Either(vmid)).FirstOrDefault(g => g is not null);

    /// <summary>Every machine by name: nodes and storage boxes.</summary>
    public IReadOnlyDictionary<string, PhysicalHost> Hosts => hosts;

    /// <summary>What storage boxes offer by NFS.</summary>
    public IReadOnlyList<Export> Exports => exports;

    /// <summary>When the world was opened to the learner; what came before is its history.</summary>
    public Instant Opened { get; private set; }

    internal void Add(Node node) => nodes.Add(node.Name, node);

    internal void Add(PhysicalHost host) => hosts.Add(host.Name, host);

    internal void Add(Export export) => exports.Add(export);

    internal void Open(Instant at)
    {
        Clock.AdvanceTo(at);
        Facts.Open();
        Opened = at;
    }
}
