using System.Globalization;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>A simulated node: power, network and its two managers.</summary>
public sealed class HaTestNode
{
    internal HaTestNode(HaTestHardware hardware, string name) =>
        (CrmEnvironment, LrmEnvironment) = (new(hardware, name, "crm"), new(hardware, name, "lrm"));

    internal bool Power { get; set; }

    internal bool Network { get; set; }

    internal string? Shutdown { get; set; }

    internal bool RestartsLrm { get; set; }

    internal LrmReport Report { get; set; } = LrmReport.None;

    internal HashSet<string> Running { get; } = new(StringComparer.Ordinal);

    internal HaTestEnvironment CrmEnvironment { get; }

    internal HaTestEnvironment LrmEnvironment { get; }

    internal ClusterResourceManager? Crm { get; set; }

    internal LocalResourceManager? Lrm { get; set; }
}

/// <summary>The simulated hardware the real managers are tested on (pve-ha-manager: PVE/HA/Sim/Hardware.pm, TestHardware.pm): nodes that take turns.</summary>
public sealed class HaTestHardware
{
    private const long WatchdogSeconds = 60;
    private const long RoundSeconds = 20;
    private const long LastSecond = 10000;

    private readonly List<TestWatchdog> watchdogs = [];
    private int uids;

    /// <summary>Hardware with its configuration; every node is off.</summary>
    public HaTestHardware(IEnumerable<string> nodes, IEnumerable<HaServiceConfig> services)
    {
        Lifecycles = new Lifecycles(new FactLog(new VirtualClock(Instant.FromUnixSeconds(0))));
        foreach (var node in nodes) Nodes.Add(node, new HaTestNode(this, node));
        foreach (var service in services) Services.Add(service.Sid, service);
    }

    /// <summary>What was said, as the real log has it.</summary>
    public List<string> Log { get; } = [];

    internal long Now { get; private set; }

    internal Lifecycles Lifecycles { get; }

    internal SortedDictionary<string, HaTestNode> Nodes { get; } = new(StringComparer.Ordinal);

    internal SortedDictionary<string, HaServiceConfig> Services { get; } = new(StringComparer.Ordinal);

    internal List<string> Commands { get; } = [];

    internal Dictionary<string, (string Node, long Time)> Locks { get; } = new(StringComparer.Ordinal);

    internal HaManagerStatus ManagerStatus { get; set; } = HaManagerStatus.Empty;

    // All the simulated daemons live in one process, and the real flag in the process.
    internal bool HasPublishedLrmStatus { get; set; }

    /// <summary>Lives through rounds of commands: one every five rounds of the nodes, and 500 seconds more.</summary>
    public void Run(IEnumerable<IReadOnlyList<string>> rounds)
    {
        Say("info", 0, "hardware", "starting simulation");
        var waiting = new Queue<IReadOnlyList<string>>(rounds);
        var last = 0L;
        for (var loop = 0; Now <= LastSecond; loop++)
        {
            var start = Now;
            foreach (var (name, node) in Nodes) TakeTurn(name, node);
            Now = Math.Max(Now, start + Math.Max(RoundSeconds, Nodes.Count * 2));
            foreach (var node in Nodes.Values)
            {
                node.CrmEnvironment.BeginRound();
                node.LrmEnvironment.BeginRound();
            }
            if (loop % 5 != 0) continue;
            if (waiting.TryDequeue(out var commands))
            {
                foreach (var command in commands) new HaTestCommand(this, command).Execute("cmdlist");
                if (commands.Count > 0) last = Now;
            }
            else if (Now - last > 500) break;
        }
        Say("info", Now, "hardware", "exit simulation - done");
    }

    internal void Say(string level, long time, string who, string text) =>
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{level[..Math.Min(4, level.Length)],-5} {time,5} {who,12}: {text}"));

    internal string NextUid() => (++uids).ToString(CultureInfo.InvariantCulture);

    internal bool IsOnline(string name) =>
        IsUp(Nodes[name]) && Nodes.Values.Count(IsUp) > Nodes.Count / 2;

    internal void SetState(string sid, string state) => Services[sid] = ServiceOf(sid) with { State = state };

    internal void Move(string sid, string from, string to)
    {
        var service = ServiceOf(sid);
        if (service.Node != from) throw new PveException($"current_node for '{sid}' does not match ({from} != {service.Node})");
        Services[sid] = service with { Node = to };
    }

    internal HaServiceConfig ServiceOf(string sid) => Services.GetValueOrDefault(sid) ?? throw new PveException($"no such service '{sid}'");

    internal IHaWatchdog OpenWatchdog(string node)
    {
        var watchdog = new TestWatchdog(this, node);
        watchdogs.Add(watchdog);
        return watchdog;
    }

    internal void ResetWatchdogs(string node) => watchdogs.RemoveAll(w => w.Node == node);

    private static bool IsUp(HaTestNode node) => node.Power && node.Network;

    private void TakeTurn(string name, HaTestNode node)
    {
        if (node.Crm is { } crm)
        {
            Live(node.CrmEnvironment, crm.Iterate());
            if (crm.HasEnded) EndCrm(name, node);
        }
        if (node.Lrm is { } lrm)
        {
            Live(node.LrmEnvironment, lrm.Iterate());
            if (lrm.HasEnded) EndLrm(name, node);
        }
        foreach (var other in Nodes.Keys)
        {
            if (watchdogs.RemoveAll(w => w.Node == other && Now - w.Updated > WatchdogSeconds) == 0) continue;
            new HaTestCommand(this, $"power {other} off").Execute("watchdog");
            Say("info", Now, "hardware", $"server '{other}' stopped by poweroff (watchdog)");
        }
    }

    private void Live(HaTestEnvironment environment, IEnumerable<TimeSpan> round)
    {
        environment.BeginRound();
        foreach (var _ in round) { }
        environment.EndRound();
        Now = Math.Max(Now, environment.Now);
    }

    private void EndCrm(string name, HaTestNode node)
    {
        node.CrmEnvironment.Log(HaLogLevel.Info, "exit (loop end)");
        node.Crm = null;
        if (node.Shutdown is not { } kind) return;
        new HaTestCommand(this, $"power {name} off").Execute(kind);
        if (kind == "reboot") new HaTestCommand(this, $"power {name} on").Execute(kind);
    }

    private void EndLrm(string name, HaTestNode node)
    {
        node.LrmEnvironment.Log(HaLogLevel.Info, "exit (loop end)");
        node.Lrm = node.RestartsLrm ? new LocalResourceManager(node.LrmEnvironment) : null;
        if (node.RestartsLrm) node.RestartsLrm = false;
        else if (node.Shutdown is { } kind) new HaTestCommand(this, $"crm {name} stop").Execute(kind);
    }

    private sealed class TestWatchdog(HaTestHardware hardware, string node) : IHaWatchdog
    {
        internal string Node { get; } = node;

        internal long Updated { get; private set; } = hardware.Now;

        public void Update() => Updated = hardware.Now;

        public void Close() => hardware.watchdogs.Remove(this);
    }
}
