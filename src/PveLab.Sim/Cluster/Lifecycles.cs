using PveLab.Sim.Backup;
using PveLab.Sim.Faults;
using PveLab.Sim.Guests;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Migration;
using PveLab.Sim.Replication;
using PveLab.Sim.Services;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Cluster;

/// <summary>The directory of every lifecycle: one machine per kind, made when first needed.</summary>
public sealed class Lifecycles(FactLog facts)
{
    private StorageLifecycle? storage;
    private TaskLifecycle? task;
    private BackupLifecycle? backup;
    private BackupJobLifecycle? backupJob;
    private RestoreLifecycle? restore;
    private GuestLifecycle? guest;
    private ContainerLifecycle? container;
    private OsBootLifecycle? osBoot;
    private ServiceLifecycle? service;
    private ZfsPoolLifecycle? zfsPool;
    private FaultLifecycle? fault;
    private CrmLifecycle? crm;
    private LrmLifecycle? lrm;
    private HaServiceLifecycle? haService;
    private HaNodeLifecycle? haNode;
    private MembershipLifecycle? membership;
    private MigrationLifecycle? migration;
    private NodeLifecycle? node;
    private ReplicationJobLifecycle? replicationJob;

    /// <summary>Connections of nodes to network storages.</summary>
    public StorageLifecycle Storage => storage ??= new StorageLifecycle(facts);

    /// <summary>Backups of single guests.</summary>
    public BackupLifecycle Backup => backup ??= new BackupLifecycle(facts);

    /// <summary>Backup jobs as a node's scheduler sees them.</summary>
    public BackupJobLifecycle BackupJob => backupJob ??= new BackupJobLifecycle(facts);

    /// <summary>Restores.</summary>
    public RestoreLifecycle Restore => restore ??= new RestoreLifecycle(facts);

    /// <summary>Worker tasks.</summary>
    public TaskLifecycle Task => task ??= new TaskLifecycle(facts);

    /// <summary>Virtual machines.</summary>
    public GuestLifecycle Guest => guest ??= new GuestLifecycle(facts);

    /// <summary>Containers.</summary>
    public ContainerLifecycle Container => container ??= new ContainerLifecycle(facts);

    /// <summary>Operating systems inside guests.</summary>
    public OsBootLifecycle OsBoot => osBoot ??= new OsBootLifecycle(facts);

    /// <summary>The systemd units of nodes.</summary>
    public ServiceLifecycle Service => service ??= new ServiceLifecycle(facts);

    /// <summary>ZFS pools.</summary>
    public ZfsPoolLifecycle ZfsPool => zfsPool ??= new ZfsPoolLifecycle(facts);

    /// <summary>Faults.</summary>
    public FaultLifecycle Fault => fault ??= new FaultLifecycle(facts);

    /// <summary>Cluster Resource Managers.</summary>
    public CrmLifecycle Crm => crm ??= new CrmLifecycle(facts);

    /// <summary>Local Resource Managers.</summary>
    public LrmLifecycle Lrm => lrm ??= new LrmLifecycle(facts);

    /// <summary>Services under the HA manager.</summary>
    public HaServiceLifecycle HaService => haService ??= new HaServiceLifecycle(facts);

    /// <summary>Nodes in the HA manager's eyes.</summary>
    public HaNodeLifecycle HaNode => haNode ??= new HaNodeLifecycle(facts);
    /// <summary>Nodes in their cluster.</summary>
    public MembershipLifecycle Membership => membership ??= new MembershipLifecycle(facts);

    /// <summary>Nodes' operating systems.</summary>
    public NodeLifecycle Node => node ??= new NodeLifecycle(facts);

    /// <summary>Migrations of guests.</summary>
    public MigrationLifecycle Migration => migration ??= new MigrationLifecycle(facts);

    /// <summary>Replication jobs on the nodes that run them.</summary>
    public ReplicationJobLifecycle ReplicationJob => replicationJob ??= new ReplicationJobLifecycle(facts);

    /// <summary>Every lifecycle's diagram by its name, for the generated documentation and its golden test.</summary>
    public IReadOnlyDictionary<string, string> Diagrams => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["backup"] = Backup.ToMermaid(),
        ["backup-job"] = BackupJob.ToMermaid(),
        ["container"] = Container.ToMermaid(),
        ["fault"] = Fault.ToMermaid(),
        ["crm"] = Crm.ToMermaid(),
        ["guest"] = Guest.ToMermaid(),
        ["guest-os"] = OsBoot.ToMermaid(),
        ["ha-node"] = HaNode.ToMermaid(),
        ["ha-service"] = HaService.ToMermaid(),
        ["lrm"] = Lrm.ToMermaid(),
        ["membership"] = Membership.ToMermaid(),
        ["migration"] = Migration.ToMermaid(),
        ["node"] = Node.ToMermaid(),
        ["replication-job"] = ReplicationJob.ToMermaid(),
        ["restore"] = Restore.ToMermaid(),
        ["service"] = Service.ToMermaid(),
        ["storage"] = Storage.ToMermaid(),
        ["task"] = Task.ToMermaid(),
        ["zfs-pool"] = ZfsPool.ToMermaid(),
    };

    /// <summary>The table of a kind of lifecycle that somebody may want to look at while it runs, null for another.</summary>
    public LifecycleTable? Table(string? kind) => kind switch
    {
        "Backup" => Backup.Table,
        "Restore" => Restore.Table,
        "Migration" => Migration.Table,
        "ReplicationJob" => ReplicationJob.Table,
        "BackupJob" => BackupJob.Table,
        "Guest" => Guest.Table,
        "Container" => Container.Table,
        "OsBoot" => OsBoot.Table,
        "HaService" => HaService.Table,
        "Storage" => Storage.Table,
        "ZfsPool" => ZfsPool.Table,
        "Task" => Task.Table,
        _ => null,
    };
}
