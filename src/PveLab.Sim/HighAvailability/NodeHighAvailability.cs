using PveLab.Sim.Cluster;
using PveLab.Sim.Services;

namespace PveLab.Sim.HighAvailability;

/// <summary>HA on one node: its two daemons and its watchdog.</summary>
public sealed class NodeHighAvailability
{
    private readonly Node node;
    private Action? whenEnded;

    internal NodeHighAvailability(Node node)
    {
        this.node = node;
        CrmDaemon = new HaDaemon(node, "pve-ha-crm");
        LrmDaemon = new HaDaemon(node, "pve-ha-lrm");
        Watchdogs = new HaWatchdogs(node);
        node.Services.Changed += Hear;
    }

    /// <summary>Its Cluster Resource Manager; null while its daemon does not run.</summary>
    public ClusterResourceManager? Crm => CrmDaemon.Crm;

    /// <summary>Its Local Resource Manager; null while its daemon does not run.</summary>
    public LocalResourceManager? Lrm => LrmDaemon.Lrm;

    /// <summary>Whether the node is on its way down, and whether it is to come up again.</summary>
    public (bool Shutdown, bool Reboot) Shutdown { get; private set; }

    internal HaDaemon CrmDaemon { get; }

    internal HaDaemon LrmDaemon { get; }

    internal HaWatchdogs Watchdogs { get; }

    /// <summary>
    /// The node goes down in order: first its LRM does what the shutdown policy says, then its CRM ends, then <paramref name="then"/> is done.
    /// </summary>
    public void GoDown(bool reboot, Action then)
    {
        Shutdown = (true, reboot);
        whenEnded = then;
        if (LrmDaemon.IsRunning) LrmDaemon.RequestShutdown();
        else CrmDaemon.RequestShutdown();
        DaemonEnded();
    }

    /// <summary>Its processes are gone, with the power or because the kernel starts anew.</summary>
    internal void Vanish()
    {
        whenEnded = null;
        Watchdogs.Reset();
        CrmDaemon.Kill();
        LrmDaemon.Kill();
        Watchdogs.Reset();
        Shutdown = default;
    }

    internal void DaemonEnded()
    {
        if (whenEnded is null || LrmDaemon.IsRunning) return;
        if (CrmDaemon.IsRunning)
        {
            CrmDaemon.RequestShutdown();
            if (CrmDaemon.IsRunning) return;
        }
        var then = whenEnded;
        whenEnded = null;
        then?.Invoke();
    }

    private void Hear(Service service)
    {
        var daemon = service.Unit.Name switch
        {
            "pve-ha-crm" => CrmDaemon,
            "pve-ha-lrm" => LrmDaemon,
            _ => null,
        };
        if (daemon is null) return;
        if (service.IsActive) daemon.Start();
        else if (!node.Host.Powered) Vanish();
        else if (service.DiedOf is not null) daemon.Kill();
        else daemon.RequestShutdown();
    }
}
