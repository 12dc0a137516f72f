using PveLab.Sim.Cluster;

namespace PveLab.Sim.Services;

/// <summary>The units of one node. Stopping one has its real effect: no scheduler, no jobs; no status daemon, no storage mounted again; no pmxcfs, no /etc/pve.</summary>
public sealed class NodeServices
{
    private const string ClusterMount = "rw,nosuid,nodev,relatime,user_id=0,group_id=0,default_permissions,allow_other";

    private readonly SortedDictionary<string, Service> units = new(StringComparer.Ordinal);

    internal NodeServices(Node node)
    {
        Node = node;
        foreach (var unit in ServiceUnits.All) units.Add(unit.Id, new Service(node, unit));
        StatusDaemon = new StatusDaemon(node);
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>All, by id.</summary>
    public IReadOnlyCollection<Service> All => units.Values;

    /// <summary>What pvestatd does.</summary>
    public StatusDaemon StatusDaemon { get; }

    /// <summary>A unit came up or went down.</summary>
    public event Action<Service>? Changed;

    /// <summary>Adds a unit that somebody has written for this node; it is not started.</summary>
    /// <exception cref="PveException">There is one of that name.</exception>
    public Service Add(ServiceUnit unit)
    {
        var service = new Service(Node, unit);
        return units.TryAdd(unit.Id, service) ? service : throw new PveException($"there is a unit {unit.Id}");
    }

    /// <summary>The unit of that name, with or without suffix; <c>sshd</c> is <c>ssh</c>. Null when there is none.</summary>
    public Service? Find(string name)
    {
        if (name is "sshd" or "sshd.service") name = "ssh.service";
        return units.GetValueOrDefault(name) ?? (name.Contains('.', StringComparison.Ordinal) ? null : units.GetValueOrDefault(name + ".service"));
    }

    /// <summary>Whether the node has power and the unit is up.</summary>
    public bool IsActive(string name) => Node.Host.Powered && Find(name) is { IsActive: true };

    /// <summary>The node boots: the journal begins a new boot and everything enabled starts.</summary>
    public void Boot()
    {
        Node.Journal.BeginBoot();
        foreach (var service in InOrder)
            if (service is { Masked: false, Unit: var unit } && unit.Enabled != false && (service.Enabled || unit.Enabled is null)) service.Start();
    }

    /// <summary>The node shuts down in order: everything stops, the last first.</summary>
    public void Shutdown()
    {
        foreach (var service in InOrder.Reverse()) service.Stop();
    }

    /// <summary>As they come up: those of every node first, then this node's own.</summary>
    private IEnumerable<Service> InOrder => units.Values.OrderBy(s => ServiceUnits.All.IndexOf(s.Unit) is >= 0 and var place ? place : int.MaxValue);

    internal void LosePower()
    {
        foreach (var service in units.Values) service.Vanish();
    }

    internal void Started(Service service)
    {
        Changed?.Invoke(service);
        switch (service.Unit.Name)
        {
            case "pve-cluster" when Node.Files.MountAt("/etc/pve") is null:
                Node.Files.Mount("/etc/pve", Node.View.Files, ClusterMount);
                break;
            case "networking":
                Node.Datacenter.Network.Apply(Node);
                break;
            case "pvescheduler":
                Node.Backups.Scheduler.Start();
                Node.Replication.Start();
                break;
            case "pvestatd":
                StatusDaemon.PollSoon();
                break;
        }
    }

    internal void Stopped(Service service)
    {
        Changed?.Invoke(service);
        if (service.Unit.Name == "pve-cluster") Node.Files.Unmount("/etc/pve");
        else if (service.Unit.Name == "pvescheduler") Node.Replication.Stop();
    }
}
