using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The Local Resource Manager of one node (pve-ha-manager: PVE/HA/LRM.pm). While its node has services it holds the node's agent lock and keeps the
/// watchdog awake; it reads the manager's wishes and has its workers carry them out. Its rounds are iterators of pauses.
/// </summary>
public sealed partial class LocalResourceManager
{
    private const int IdleRounds = 60;
    private const long Round = 10;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    private IHaWatchdog? watchdog;
    private HaManagerStatus manager = HaManagerStatus.Empty;
    private long statusSince;
    private long? shutdownSince;
    private bool clusterAnswers;
    private bool hasLock;
    private int idle;

    /// <summary>Begins as the daemon does.</summary>
    public LocalResourceManager(IHaEnvironment environment)
    {
        Environment = environment;
        Fire(LrmTrigger.Ready);
    }

    /// <summary>What it stands on.</summary>
    public IHaEnvironment Environment { get; }

    /// <summary>Where it is in its life.</summary>
    public LrmStatus Status { get; internal set; }

    /// <summary>Its mode.</summary>
    public LrmMode Mode { get; private set; } = LrmMode.Active;

    /// <summary>Whether its daemon has left its loop.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>One round of its loop.</summary>
    public IEnumerable<TimeSpan> Iterate()
    {
        clusterAnswers = Environment.UpdateClusterState();
        if (!Environment.HasPublishedLrmStatus)
        {
            if (!Publish())
            {
                yield return FiveSeconds;
                HasEnded = shutdownSince is not null;
                yield break;
            }
            Environment.HasPublishedLrmStatus = true;
        }
        ReadManager();
        foreach (var pause in ChangeStatus(IsFenceRequested)) yield return pause;
        foreach (var pause in Status switch
        {
            LrmStatus.Active => WorkActive(),
            LrmStatus.Maintenance => WorkMaintenance(),
            LrmStatus.LostAgentLock => WorkWithoutLock(),
            _ => WaitForWork(),
        }) yield return pause;
    }

    private bool IsFenceRequested => manager.Services.Values.Any(s => s.WaitsForFencingOf(Environment.Node))
        || manager.Nodes.GetValueOrDefault(Environment.Node) == HaNodeStatus.Fence;

    private int ActiveServices => manager.Services.Values.Count(s => s.IsActiveOn(Environment.Node));

    private bool HasServices => manager.Services.Values.Any(s => s.Node == Environment.Node);

    private bool ReadManager()
    {
        try
        {
            manager = Environment.ReadManagerStatus();
        }
        catch (PveException error)
        {
            Environment.Log(HaLogLevel.Err, "updating service status from manager failed: " + error.Message);
            return false;
        }
        if (shutdownSince is null)
        {
            if (manager.WantsMaintenance(Environment.Node)) Mode = LrmMode.Maintenance;
            else if (Mode == LrmMode.Maintenance) Mode = LrmMode.Active;
        }
        return true;
    }

    private bool Publish()
    {
        if (!Environment.IsQuorate) return false;
        try
        {
            Environment.WriteLrmStatus(new LrmReport
            {
                State = Status,
                Mode = Mode,
                Results = results.ToImmutableSortedDictionary(StringComparer.Ordinal),
                Timestamp = Environment.Now,
            });
            return true;
        }
        catch (PveException error)
        {
            Environment.Log(HaLogLevel.Err, "unable to write lrm status file - " + error.Message);
            return false;
        }
    }

    private IEnumerable<TimeSpan> ChangeStatus(bool fence)
    {
        switch (Status)
        {
            case LrmStatus.WaitForAgentLock when !fence && ActiveServices > 0 && Environment.IsQuorate:
            case LrmStatus.LostAgentLock when !fence && Environment.IsQuorate:
                foreach (var pause in TryLock()) yield return pause;
                if (hasLock) Fire(LrmTrigger.GotLock);
                break;
            case LrmStatus.Active or LrmStatus.Maintenance when fence:
                var where = Status == LrmStatus.Maintenance ? " during maintenance mode" : "";
                Environment.Log(HaLogLevel.Err, $"node needs to be fenced{where} - releasing agent_lock");
                Fire(LrmTrigger.LoseLock);
                break;
            case LrmStatus.Active:
                foreach (var pause in ChangeActive()) yield return pause;
                break;
            case LrmStatus.Maintenance:
                foreach (var pause in ChangeMaintenance()) yield return pause;
                break;
        }
    }

    private IEnumerable<TimeSpan> ChangeActive()
    {
        foreach (var pause in TryLock()) yield return pause;
        if (!hasLock)
        {
            Fire(LrmTrigger.LoseLock);
            yield break;
        }
        if (Mode == LrmMode.Maintenance)
        {
            Fire(LrmTrigger.EnterMaintenance);
            yield break;
        }
        if (!HasServices)
        {
            foreach (var pause in RunWorkers()) yield return pause;
            if (works.Count == 0)
            {
                CountIdleRound();
                yield break;
            }
        }
        idle = 0;
    }

    private void CountIdleRound()
    {
        if (++idle <= IdleRounds) return;
        idle = 0;
        Environment.Log(HaLogLevel.Info, FormattableString.Invariant($"node had no service configured for {IdleRounds} rounds, going idle."));
        Environment.ReleaseAgentLock();
        Disarm();
        Fire(LrmTrigger.Idle);
    }

    private IEnumerable<TimeSpan> ChangeMaintenance()
    {
        var isBusy = ActiveServices > 0;
        if (!isBusy)
        {
            foreach (var pause in RunWorkers()) yield return pause;
            isBusy = works.Count > 0;
        }
        if (!isBusy && Mode == LrmMode.Maintenance) yield break;
        foreach (var pause in TryLock()) yield return pause;
        if (!hasLock) Fire(LrmTrigger.LoseLock);
        else if (!isBusy) Fire(LrmTrigger.GotLock);
    }

    // A few tries, a second apart; the watchdog is fed with each success.
    private IEnumerable<TimeSpan> TryLock()
    {
        var start = Environment.Now;
        hasLock = false;
        for (var tries = 1; ; tries++)
        {
            if (Environment.GetAgentLock(Environment.Node))
            {
                if (watchdog is null) watchdog = Environment.OpenWatchdog();
                else watchdog.Update();
                hasLock = true;
                yield break;
            }
            if (tries > 5 || Environment.Now - start > 5) yield break;
            yield return Second;
        }
    }

    // Only when no service runs here any more, or all are frozen: it ends the node's self-fencing.
    private void Disarm()
    {
        watchdog?.Close();
        watchdog = null;
    }

    private void Fire(LrmTrigger trigger)
    {
        var before = Status;
        Environment.Lifecycles.Lrm.Fire(this, trigger);
        Environment.Log(HaLogLevel.Info, $"status change {HaText.Of(before)} => {HaText.Of(Status)}");
        statusSince = Environment.Now;
    }
}
