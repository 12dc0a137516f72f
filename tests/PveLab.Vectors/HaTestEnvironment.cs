using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.HighAvailability;

namespace PveLab.Vectors;

/// <summary>
/// What one manager of one simulated node stands on (pve-ha-manager: PVE/HA/Sim/TestEnv.pm). Its time stands still during a round and is a second
/// further after it, however long the round claims to sleep: easier to follow in a log.
/// </summary>
/// <param name="hardware">The hardware.</param>
/// <param name="node">Its node.</param>
/// <param name="daemon"><c>crm</c> or <c>lrm</c>.</param>
public sealed class HaTestEnvironment(HaTestHardware hardware, string node, string daemon) : IHaEnvironment
{
    private const long LockLifetime = 120;

    /// <inheritdoc />
    public string Node { get; } = node;

    /// <inheritdoc />
    public long Now { get; private set; }

    /// <inheritdoc />
    public Lifecycles Lifecycles => hardware.Lifecycles;

    /// <inheritdoc />
    public bool IsQuorate => hardware.IsOnline(Node);

    /// <inheritdoc />
    public bool HasPublishedLrmStatus
    {
        get => hardware.HasPublishedLrmStatus;
        set => hardware.HasPublishedLrmStatus = value;
    }

    /// <inheritdoc />
    public int MaxWorkers => 0;

    /// <inheritdoc />
    public HaSettings Settings { get; } = new();

    /// <inheritdoc />
    public (bool Shutdown, bool Reboot) Shutdown => (hardware.Nodes[Node].Shutdown is not null, hardware.Nodes[Node].Shutdown == "reboot");

    /// <inheritdoc />
    public bool HasPendingCommands => hardware.Commands.Count > 0;

    /// <summary>A round begins: it is as late as the hardware says.</summary>
    public void BeginRound() => Now = hardware.Now;

    /// <summary>A round has ended.</summary>
    public void EndRound() => Now++;

    /// <inheritdoc />
    public string NewUid(string wish) => hardware.NextUid();

    /// <inheritdoc />
    public void Log(HaLogLevel level, string text) => Say(level.ToString().ToLowerInvariant(), text);

    /// <inheritdoc />
    public void Notify(string prefix, string subject, string node) => Say("email", $"{prefix}: {subject}");

    /// <inheritdoc />
    public bool UpdateClusterState() => true;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, bool> ReadNodes() => hardware.Nodes.Keys.ToDictionary(name => name, hardware.IsOnline);

    /// <inheritdoc />
    public HaManagerStatus ReadManagerStatus() => hardware.ManagerStatus;

    /// <inheritdoc />
    public void WriteManagerStatus(HaManagerStatus status) => hardware.ManagerStatus = status;

    /// <inheritdoc />
    public LrmReport ReadLrmStatus(string node) => hardware.Nodes[node].Report;

    /// <inheritdoc />
    public void WriteLrmStatus(LrmReport report) => hardware.Nodes[Node].Report = report;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, HaServiceConfig> ReadServices() => hardware.Services;

    /// <inheritdoc />
    public void SetServiceState(string sid, string state) => hardware.SetState(sid, state);

    /// <inheritdoc />
    public HaAffinity ReadAffinity(IReadOnlyList<string> nodes, Action<string> dropped) => HaAffinity.None;

    /// <inheritdoc />
    public IReadOnlyList<string> TakeCommands()
    {
        string[] commands = [.. hardware.Commands];
        hardware.Commands.Clear();
        return commands;
    }

    /// <inheritdoc />
    public bool GetManagerLock() => Lock("ha_manager_lock");

    /// <inheritdoc />
    public bool ReleaseManagerLock() => Unlock("ha_manager_lock");

    /// <inheritdoc />
    public bool GetAgentLock(string node) => Lock($"ha_agent_{node}_lock");

    /// <inheritdoc />
    public bool ReleaseAgentLock() => Unlock($"ha_agent_{Node}_lock");

    /// <inheritdoc />
    public IHaWatchdog OpenWatchdog() => hardware.OpenWatchdog(Node);

    /// <inheritdoc />
    public void StealService(string sid, string from, string to) => hardware.Move(sid, from, to);

    /// <inheritdoc />
    public IHaAgent? AgentOf(string type) => type is "vm" or "ct" ? new HaTestAgent(this, hardware, type) : null;

    /// <inheritdoc />
    public IHaWorker Fork(IEnumerable<TimeSpan> work) => throw new InvalidOperationException("No worker runs beside a test.");

    private void Say(string level, string text) => hardware.Say(level, Now, $"{Node}/{daemon}", text);

    private bool Lock(string name)
    {
        if (!IsQuorate) return false;
        var held = hardware.Locks.TryGetValue(name, out var holder) && Now - holder.Time <= LockLifetime;
        if (held && holder.Node != Node) return false;
        if (!held) Log(HaLogLevel.Info, $"got lock '{name}'");
        hardware.Locks[name] = (Node, Now);
        return true;
    }

    private bool Unlock(string name)
    {
        if (!IsQuorate || !hardware.Locks.TryGetValue(name, out var holder)) return false;
        if (Now - holder.Time > LockLifetime) return true;
        return holder.Node == Node && hardware.Locks.Remove(name);
    }
}

/// <summary>Services that are nothing but a mark that they run (pve-ha-manager: PVE/HA/Sim/Resources.pm).</summary>
internal sealed class HaTestAgent(HaTestEnvironment environment, HaTestHardware hardware, string type) : IHaAgent
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private HashSet<string> Running => hardware.Nodes[environment.Node].Running;

    public bool IsRunning(string name) => Running.Contains(Sid(name));

    public bool IsHere(string name) => hardware.Services.TryGetValue(Sid(name), out var service) && service.Node == environment.Node;

    public IEnumerable<TimeSpan> Start(string name)
    {
        yield return Patience;
        Running.Add(Sid(name));
    }

    public IEnumerable<TimeSpan> Shutdown(string name, string? timeout)
    {
        yield return Patience;
        Running.Remove(Sid(name));
    }

    public IEnumerable<TimeSpan> Migrate(string name, string target, bool online)
    {
        var (sid, verb) = (Sid(name), online ? "migrate" : "relocate");
        environment.Log(HaLogLevel.Info, $"service {sid} - start {verb} to node '{target}'");
        if (!online && IsRunning(name))
        {
            environment.Log(HaLogLevel.Info, $"stopping service {sid} (relocate)");
            foreach (var pause in Shutdown(name, null)) yield return pause;
            environment.Log(HaLogLevel.Info, $"service status {sid} stopped");
        }
        else
        {
            yield return Patience;
        }
        hardware.Move(sid, environment.Node, target);
        environment.Log(HaLogLevel.Info, $"service {sid} - end {verb} to node '{target}'");
        Running.Remove(sid);
    }

    public string? RemoveLock(string name, IReadOnlyList<string> locks, string node) => null;

    private string Sid(string name) => string.Create(CultureInfo.InvariantCulture, $"{type}:{name}");
}
