using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Faults;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.HighAvailability;
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
    private readonly SortedDictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PhysicalHost> hosts = new(StringComparer.Ordinal);
    private readonly List<Export> exports = [];

    /// <summary>An empty datacenter at <paramref name="start"/>.</summary>
    public Datacenter(Instant start, Zone zone, ulong seed)
    {
        Clock = new VirtualClock(start);
        Zone = zone;
        Chance = new Chance(seed);
        Facts = new FactLog(Clock);
        Bandwidth = new Bandwidth(Clock);
        View = new ClusterView(Facts);
        Links = new HostLinks(this);
        Memberships = new Memberships(this);
        Network = new Network(this);
        Lifecycles = new Lifecycles(Facts);
        Faults = new FaultList(this);
        HighAvailability = new HaStack(this);
        View.Files.Changed += HighAvailability.FilesChanged;
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

    /// <summary>The HA daemons of all nodes.</summary>
    public HaStack HighAvailability { get; }

    /// <summary>What goes wrong in it.</summary>
    public FaultList Faults { get; }

    /// <summary>The paths between machines.</summary>
    public HostLinks Links { get; }

    /// <summary>Corosync: which nodes see each other.</summary>
    public Memberships Memberships { get; }

    /// <summary>pmxcfs as the part of the cluster with quorum has it; a node that is cut off sees its own (<see cref="Cluster.Node.View"/>).</summary>
    public ClusterView View { get; }

    /// <summary>The file system of <see cref="View"/>.</summary>
    public FileSystem ClusterFiles => View.Files;

    /// <summary>The tree of <see cref="View"/>: <c>/storage.cfg</c> here is <c>/etc/pve/storage.cfg</c> on a node.</summary>
    public FileTree Cluster => View.Tree;

    /// <summary>The nodes by name.</summary>
    public IReadOnlyDictionary<string, Node> Nodes => nodes;

    /// <summary>storage.cfg as of now, as the part of the cluster with quorum has it.</summary>
    public StorageConfig Storages => View.Storages;

    /// <summary>jobs.cfg as of now, as the part of the cluster with quorum has it.</summary>
    public JobsConfig Jobs => View.Jobs;

    /// <summary>replication.cfg as of now, as the part of the cluster with quorum has it.</summary>
    public ReplicationConfig Replication => View.Replication;

    /// <summary>The node of that name.</summary>
    /// <exception cref="PveException">There is none: the host name lookup fails as in real PVE.</exception>
    public Node Node(string name) => nodes.TryGetValue(name, out var node) ? node
        : throw new PveException($"hostname lookup '{name}' failed - failed to get address info for: {name}: Name or service not known");

    /// <summary>The node that holds the guest's configuration, or null when no node does.</summary>
    public Node? OwnerOf(int vmid) => GuestOf(vmid)?.Node;

    /// <summary>The virtual machine or container of that VMID, wherever it is; null when there is none. Of a cluster in parts the one with quorum knows.</summary>
    public Guest? GuestOf(int vmid) => nodes.Values.OrderBy(n => n.View != View).Select(n => n.Guests.Either(vmid)).FirstOrDefault(g => g is not null);

    /// <summary>The VMIDs whose guest has processes on several nodes at once, with those nodes: split brain, which ruins shared disks and replicas.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Node>> RunningTwice => nodes.Values.SelectMany(n => n.Guests.Running.Select(g => (g.Vmid, Node: n)))
        .GroupBy(g => g.Vmid, g => g.Node).Where(g => g.Count() > 1)
        .ToImmutableSortedDictionary(g => g.Key, IReadOnlyList<Node> (g) => [.. g]);

    /// <summary>Whether packets pass from one node to the other.</summary>
    public bool CanReach(Node from, Node to) => Links.Reach(from.Host, to.Host);

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
        if (!Clock.AdvanceTo(at, WorldLimits.Appointments)) throw new WorldException($"start: too much happens before it, more than {WorldLimits.Appointments} appointments");
        Facts.Open();
        Opened = at;
    }
}
