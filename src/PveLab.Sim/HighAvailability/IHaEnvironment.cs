using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.HighAvailability;

/// <summary>How loud a daemon's word is.</summary>
public enum HaLogLevel
{
    /// <summary>As it should be.</summary>
    Info,

    /// <summary>Worth a look.</summary>
    Notice,

    /// <summary>Not as it should be.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Err,
}

/// <summary>A service as configured, with defaults filled in and the node its guest is on.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="Node">The node its guest's configuration lies on; null when there is no such guest.</param>
/// <param name="State">started, stopped, disabled or ignored.</param>
public sealed record HaServiceConfig(string Sid, string? Node, string State)
{
    /// <summary>Whether it goes to the node of highest priority as soon as that is back.</summary>
    public bool Failback { get; init; } = true;

    /// <summary>How often its LRM tries to start it again.</summary>
    public int MaxRestart { get; init; } = 1;

    /// <summary>How often it is tried on another node.</summary>
    public int MaxRelocate { get; init; } = 1;

    /// <summary>Its type: <c>vm</c>, <c>ct</c>.</summary>
    public string Type => Sid[..Sid.IndexOf(':', StringComparison.Ordinal)];
}

/// <summary>What datacenter.cfg says about HA.</summary>
/// <param name="ShutdownPolicy">conditional, freeze, failover or migrate.</param>
/// <param name="Scheduler">basic, static.</param>
/// <param name="RebalanceOnStart">Whether a service that starts may be moved to a less busy node first.</param>
/// <param name="MaxWorkers">How many workers an LRM may have at once.</param>
public sealed record HaSettings(string ShutdownPolicy = "conditional", string Scheduler = "basic", bool RebalanceOnStart = false, int MaxWorkers = 4)
{
    /// <summary>Reads datacenter.cfg (pve-cluster: PVE/DataCenterConfig.pm); what is not about HA is passed over.</summary>
    public static HaSettings Parse(string text)
    {
        var settings = new HaSettings();
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var value = line[(colon + 1)..].Trim();
            settings = line[..colon].Trim() switch
            {
                "ha" => settings with { ShutdownPolicy = Part(value, "shutdown_policy") ?? settings.ShutdownPolicy },
                "crs" => settings with { Scheduler = Part(value, "ha") ?? "basic", RebalanceOnStart = Part(value, "ha-rebalance-on-start") == "1" },
                "max_workers" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) => settings with { MaxWorkers = most },
                _ => settings,
            };
        }
        return settings;
    }

    private static string? Part(string value, string key) =>
        value.Split(',').FirstOrDefault(p => p.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];
}

/// <summary>
/// What the managers of one node stand on (pve-ha-manager: PVE/HA/Env.pm): the cluster's files and locks, the watchdog, the log and the guests.
/// The datacenter is one such ground; the simulated hardware the real code is tested on is the other.
/// </summary>
public interface IHaEnvironment
{
    /// <summary>The node.</summary>
    string Node { get; }

    /// <summary>Seconds since the epoch.</summary>
    long Now { get; }

    /// <summary>The machines of every kind.</summary>
    Lifecycles Lifecycles { get; }

    /// <summary>Whether this node is in the quorate part of the cluster.</summary>
    bool IsQuorate { get; }

    /// <summary>Whether the daemon's process has already published an LRM status: it does so first of all.</summary>
    bool HasPublishedLrmStatus { get; set; }

    /// <summary>How many workers may run at once; 0: none, their work is done on the spot.</summary>
    int MaxWorkers { get; }

    /// <summary>What datacenter.cfg says.</summary>
    HaSettings Settings { get; }

    /// <summary>Whether the node is shutting down, and whether to boot again.</summary>
    (bool Shutdown, bool Reboot) Shutdown { get; }

    /// <summary>A name for a wish, used once.</summary>
    string NewUid(string wish);

    /// <summary>Whether somebody asked something of the manager that it has not read.</summary>
    bool HasPendingCommands { get; }

    /// <summary>Writes to the log.</summary>
    void Log(HaLogLevel level, string text);

    /// <summary>Sends a notification about fencing <paramref name="node"/>.</summary>
    void Notify(string prefix, string subject, string node);

    /// <summary>Looks at the cluster's files anew. False: they do not answer.</summary>
    bool UpdateClusterState();

    /// <summary>The members of the cluster, and whether each is in the quorate part.</summary>
    IReadOnlyDictionary<string, bool> ReadNodes();

    /// <summary>Reads what the manager published.</summary>
    HaManagerStatus ReadManagerStatus();

    /// <summary>Publishes.</summary>
    void WriteManagerStatus(HaManagerStatus status);

    /// <summary>Reads what a node's LRM published.</summary>
    LrmReport ReadLrmStatus(string node);

    /// <summary>Publishes as this node's LRM.</summary>
    void WriteLrmStatus(LrmReport report);

    /// <summary>The configured services, by id.</summary>
    IReadOnlyDictionary<string, HaServiceConfig> ReadServices();

    /// <summary>Changes the state asked for in a service's configuration.</summary>
    void SetServiceState(string sid, string state);

    /// <summary>The rules that hold, compiled for the nodes there are; told of each rule that cannot hold.</summary>
    HaAffinity ReadAffinity(IReadOnlyList<string> nodes, Action<string> dropped);

    /// <summary>Reads what was asked of the manager, a line each, and empties the list.</summary>
    IReadOnlyList<string> TakeCommands();

    /// <summary>Takes or renews the lock of the cluster's manager.</summary>
    bool GetManagerLock();

    /// <summary>Gives it back.</summary>
    bool ReleaseManagerLock();

    /// <summary>Takes or renews the lock of a node's agent; the manager takes another node's to be sure that it is down.</summary>
    bool GetAgentLock(string node);

    /// <summary>Gives this node's back.</summary>
    bool ReleaseAgentLock();

    /// <summary>Arms a watchdog: the node is reset when it is not updated for a minute.</summary>
    IHaWatchdog OpenWatchdog();

    /// <summary>Moves the configuration of a fenced node's guest.</summary>
    void StealService(string sid, string from, string to);

    /// <summary>The agent for services of that type, or null.</summary>
    IHaAgent? AgentOf(string type);

    /// <summary>Lets a worker work beside the daemon.</summary>
    IHaWorker Fork(IEnumerable<TimeSpan> work);
}

/// <summary>A watchdog in a daemon's hand.</summary>
public interface IHaWatchdog
{
    /// <summary>Says that all is well.</summary>
    void Update();

    /// <summary>Disarms it.</summary>
    void Close();
}

/// <summary>A worker beside the daemon.</summary>
public interface IHaWorker
{
    /// <summary>Whether it has ended.</summary>
    bool HasEnded { get; }
}

/// <summary>What can be done with services of one type on this node (pve-ha-manager: PVE/HA/Resources/*.pm). Work takes the time its steps say.</summary>
public interface IHaAgent
{
    /// <summary>Whether the guest runs here.</summary>
    bool IsRunning(string name);

    /// <summary>Starts it.</summary>
    IEnumerable<TimeSpan> Start(string name);

    /// <summary>Shuts it down; a timeout of 0 stops it hard.</summary>
    IEnumerable<TimeSpan> Shutdown(string name, string? timeout);

    /// <summary>Moves it; whoever asks looks afterwards whether it is <see cref="IsHere"/>.</summary>
    IEnumerable<TimeSpan> Migrate(string name, string target, bool online);

    /// <summary>Whether it (still) belongs to this node.</summary>
    bool IsHere(string name);

    /// <summary>Takes a lock left over on a fenced node from the guest's configuration; its name, or null when there was none of these.</summary>
    string? RemoveLock(string name, IReadOnlyList<string> locks, string node);
}
