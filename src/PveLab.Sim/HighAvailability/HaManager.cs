using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The one manager of the cluster, in the CRM that holds the manager lock (pve-ha-manager: PVE/HA/Manager.pm). Each round it looks at the nodes, reads
/// what the LRMs came to and what was asked of it, takes every service as far as it gets, fences lost nodes, and publishes what it thinks.
/// </summary>
public sealed partial class HaManager
{
    private static readonly HaServiceConfig Unconfigured = new("", null, "disabled");

    private readonly IHaEnvironment environment;
    private readonly HaNodes nodes;
    private readonly SortedDictionary<string, HaService> services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, bool> nodeRequests;
    private SortedDictionary<string, HaServiceConfig> configs = new(StringComparer.Ordinal);
    private Dictionary<string, LrmResult> results = [];
    private Dictionary<string, LrmMode> modes = [];
    private HaPlacement placement;
    private string? scheduler;

    internal HaManager(IHaEnvironment environment)
    {
        this.environment = environment;
        var before = environment.ReadManagerStatus();
        nodes = new HaNodes(environment, before);
        nodeRequests = new SortedDictionary<string, bool>(before.NodeRequests.ToDictionary(), StringComparer.Ordinal);
        foreach (var (sid, state) in before.Services) services.Add(sid, new HaService(sid, state));
        placement = new HaPlacement(HaAffinity.None, new HaUsage([], []), services);
        UpdateScheduler();
    }

    /// <summary>One round.</summary>
    /// <exception cref="PveException">The cluster's files do not answer, or a guest could not be moved.</exception>
    public void Manage()
    {
        var members = environment.ReadNodes();
        ReadLrms();
        nodes.Update(members, modes);
        if (!nodes.IsOperational(environment.Node))
        {
            environment.Log(HaLogLevel.Info, "master seems offline");
            return;
        }
        UpdateScheduler();
        configs = new SortedDictionary<string, HaServiceConfig>(environment.ReadServices().ToDictionary(), StringComparer.Ordinal);
        AddServices();
        RemoveServices();
        var usage = new HaUsage(nodes.Online, services.Values);
        placement = new HaPlacement(placement.Affinity, usage, services);
        placement = placement with { Affinity = environment.ReadAffinity([.. nodes.Names], text => environment.Log(HaLogLevel.Info, text)) };
        ReadCommands();
        while (TakeServices() | FenceNodes()) { }
        Publish();
    }

    /// <summary>Rounds in which everything stayed as it was.</summary>
    internal void Skip(long seconds) => nodes.Skip(seconds);

    private void UpdateScheduler()
    {
        var wanted = environment.Settings.Scheduler;
        if (scheduler is null && wanted != "basic") environment.Log(HaLogLevel.Info, $"using scheduler mode '{wanted}'");
        else if (scheduler is not null && scheduler != wanted)
            environment.Log(HaLogLevel.Info, $"switching scheduler mode from '{scheduler}' to '{wanted}'");
        scheduler = wanted;
    }

    private void ReadLrms()
    {
        results = new(StringComparer.Ordinal);
        modes = new(StringComparer.Ordinal);
        foreach (var node in nodes.Names)
        {
            var report = environment.ReadLrmStatus(node);
            modes[node] = report.Mode;
            foreach (var (uid, result) in report.Results) results.TryAdd(uid, result);
        }
    }

    private void AddServices()
    {
        foreach (var (sid, config) in configs)
        {
            if (services.ContainsKey(sid) || config.State == "ignored") continue;
            environment.Log(HaLogLevel.Info, $"adding new service '{sid}' on node '{config.Node}'");
            // It may be running already: the wish to start leaves it where it is.
            var status = config.State == "started" ? HaServiceStatus.RequestStart : HaServiceStatus.RequestStop;
            services.Add(sid, new HaService(sid, new HaServiceState(status, config.Node ?? "", environment.NewUid("started"))));
        }
    }

    private void RemoveServices()
    {
        foreach (var sid in services.Keys.ToArray())
        {
            var config = configs.GetValueOrDefault(sid);
            if (config is not null && config.State != "ignored") continue;
            environment.Log(HaLogLevel.Info, $"removing stale service '{sid}' ({(config is null ? "no config" : "ignored state requested")})");
            services.Remove(sid);
        }
    }

    private bool TakeServices()
    {
        var again = false;
        foreach (var service in services.Values)
        {
            var before = service.State.Status;
            Take(service, configs.GetValueOrDefault(service.Sid, Unconfigured), results.GetValueOrDefault(service.State.Uid));
            if (modes.GetValueOrDefault(service.State.Node, LrmMode.Unknown) == LrmMode.Restart
                && service.State.Status is HaServiceStatus.Started or HaServiceStatus.Stopped or HaServiceStatus.RequestStop)
                Change(service, HaServiceTrigger.Freeze);
            again |= service.State.Status != before;
        }
        return again;
    }

    private bool FenceNodes()
    {
        var again = false;
        var fenced = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var service in services.Values.Where(s => s.State.Status == HaServiceStatus.Fence))
        {
            if (!fenced.TryGetValue(service.State.Node, out var done)) fenced.Add(service.State.Node, done = nodes.Fence(service.State.Node));
            if (!done) continue;
            Change(service, HaServiceTrigger.Recover);
            again = true;
        }
        // A node whose services somebody has taken away by hand meanwhile would else be waited for for ever.
        foreach (var node in nodes.Names.Where(n => !fenced.ContainsKey(n) && nodes.StatusOf(n) == HaNodeStatus.Fence).ToArray())
        {
            environment.Log(HaLogLevel.Notice, $"node '{node}' in fence state but no services to-fence! admin interference?!");
            again |= nodes.Fence(node);
        }
        return again;
    }

    private void Publish() => environment.WriteManagerStatus(new HaManagerStatus
    {
        MasterNode = environment.Node,
        Timestamp = environment.Now,
        Nodes = nodes.Snapshot,
        NodeRequests = nodeRequests.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Services = services.ToImmutableSortedDictionary(s => s.Key, s => s.Value.State, StringComparer.Ordinal),
    });

    private void Change(HaService service, HaServiceTrigger trigger, HaServiceChange change = default)
    {
        var before = service.State.Status;
        service.Change(environment.Lifecycles, trigger, change, environment.NewUid(trigger.ToString()));
        placement.Usage.Replace(service.Sid, service.State);
        environment.Log(HaLogLevel.Info,
            $"service '{service.Sid}': state changed from '{HaText.Of(before)}' to '{HaText.Of(service.State.Status)}'{change.Text}");
    }
}
