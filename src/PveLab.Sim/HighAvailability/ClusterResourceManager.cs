namespace PveLab.Sim.HighAvailability;

/// <summary>
/// The Cluster Resource Manager of one node (pve-ha-manager: PVE/HA/CRM.pm). Those that see a quorate cluster contend for one lock; the one that has it
/// is the manager. Its rounds are iterators of pauses: whoever runs it waits that long and goes on.
/// </summary>
public sealed class ClusterResourceManager
{
    private const int IdleRounds = 90;
    private const long Round = 10;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private HaManager? manager;
    private IHaWatchdog? watchdog;
    private bool clusterAnswers;
    private bool hasLock;
    private bool isToEnd;
    private int idle;

    /// <summary>Begins as the daemon does.</summary>
    public ClusterResourceManager(IHaEnvironment environment)
    {
        Environment = environment;
        Fire(CrmTrigger.Ready);
    }

    /// <summary>What it stands on.</summary>
    public IHaEnvironment Environment { get; }

    /// <summary>Where it is in its life.</summary>
    public CrmStatus Status { get; internal set; }

    /// <summary>Whether its daemon has left its loop.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Asks it to end.</summary>
    public void RequestShutdown()
    {
        if (!isToEnd) Environment.Log(HaLogLevel.Info, "server received shutdown request");
        isToEnd = true;
    }

    /// <summary>It has lived on for a while in which everything stayed as it was.</summary>
    internal void Skip(long seconds) => manager?.Skip(seconds);

    /// <summary>One round of its loop.</summary>
    public IEnumerable<TimeSpan> Iterate()
    {
        clusterAnswers = Environment.UpdateClusterState();
        foreach (var pause in ChangeStatus()) yield return pause;
        switch (Status)
        {
            case CrmStatus.WaitForQuorum when !isToEnd:
                yield return TimeSpan.FromSeconds(5);
                break;
            case CrmStatus.Master:
                var start = Environment.Now;
                HasEnded = !Manage();
                if (!HasEnded && start + Round - Environment.Now is > 0 and var rest) yield return TimeSpan.FromSeconds(rest);
                break;
            case CrmStatus.LostManagerLock:
                // Nothing of the manager's state is touched from here on: the watchdog may sleep.
                Disarm();
                HasEnded = isToEnd;
                if (!isToEnd) Fire(CrmTrigger.Wait);
                break;
            default:
                HasEnded = isToEnd;
                break;
        }
    }

    private IEnumerable<TimeSpan> ChangeStatus()
    {
        switch (Status)
        {
            case CrmStatus.WaitForQuorum when CanBeActive(needsServices: true):
                foreach (var pause in TryLock()) yield return pause;
                Fire(hasLock ? CrmTrigger.GotLock : CrmTrigger.NoLock);
                break;
            case CrmStatus.Slave when CanBeActive(needsServices: true):
            case CrmStatus.LostManagerLock when CanBeActive(needsServices: false):
                foreach (var pause in TryLock()) yield return pause;
                if (hasLock) Fire(CrmTrigger.GotLock);
                break;
            case CrmStatus.Slave:
                Fire(CrmTrigger.Wait);
                break;
            case CrmStatus.Master:
                foreach (var pause in TryLock()) yield return pause;
                if (!hasLock) Fire(CrmTrigger.LoseLock);
                else CountIdleRounds();
                break;
        }
    }

    private void CountIdleRounds()
    {
        if (!MayIdle())
        {
            idle = 0;
        }
        else if (++idle > IdleRounds)
        {
            idle = 0;
            Environment.Log(HaLogLevel.Info, FormattableString.Invariant($"cluster had no service configured for {IdleRounds} rounds, going idle."));
            Environment.ReleaseManagerLock();
            Disarm();
            Fire(CrmTrigger.Wait);
        }
    }

    // A few tries, a second apart; the watchdog is fed with each success.
    private IEnumerable<TimeSpan> TryLock()
    {
        var start = Environment.Now;
        hasLock = false;
        for (var tries = 1; ; tries++)
        {
            if (Environment.GetManagerLock())
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

    private bool Manage()
    {
        if (isToEnd)
        {
            Disarm();
            // Another CRM can go on at once.
            Environment.Log(HaLogLevel.Info, "voluntary release CRM lock");
            if (!Environment.ReleaseManagerLock()) Environment.Log(HaLogLevel.Notice, "CRM lock release failed, let the lock timeout");
            return false;
        }
        if (!clusterAnswers)
        {
            Environment.Log(HaLogLevel.Notice, "temporary inconsistent cluster state (cfs restart?), skip round");
            return true;
        }
        try
        {
            manager!.Manage();
        }
        catch (PveException error)
        {
            Environment.Log(HaLogLevel.Err, "got unexpected error - " + error.Message);
        }
        return true;
    }

    private bool IsHealthy(out HaManagerStatus status)
    {
        status = HaManagerStatus.Empty;
        try
        {
            status = Environment.ReadManagerStatus();
        }
        catch (PveException error)
        {
            Environment.Log(HaLogLevel.Err, "could not read manager status: " + error.Message);
            return false;
        }
        return Environment.IsQuorate && clusterAnswers && !status.Services.Values.Any(s => s.WaitsForFencingOf(Environment.Node));
    }

    private bool CanBeActive(bool needsServices)
    {
        if (!IsHealthy(out var status)) return false;
        if (!needsServices || HasServices()) return true;
        // Nothing to manage: active only when something is left over that nobody else looks after.
        if (status.MasterNode is { } master && status.Nodes.GetValueOrDefault(master) == HaNodeStatus.Online && master != Environment.Node) return false;
        return status.Nodes.Any(n => n.Value == HaNodeStatus.Maintenance && !status.WantsMaintenance(n.Key))
            || Environment.HasPendingCommands || !status.Services.IsEmpty;
    }

    private bool MayIdle() => IsHealthy(out var status) && !HasServices() && status.Services.IsEmpty;

    private bool HasServices() => Environment.ReadServices().Count > 0;

    private void Disarm()
    {
        watchdog?.Close();
        watchdog = null;
    }

    private void Fire(CrmTrigger trigger)
    {
        var before = Status;
        Environment.Lifecycles.Crm.Fire(this, trigger);
        Environment.Log(HaLogLevel.Info, $"status change {HaText.Of(before)} => {HaText.Of(Status)}");
        manager = Status == CrmStatus.Master ? new HaManager(Environment) : null;
    }
}
