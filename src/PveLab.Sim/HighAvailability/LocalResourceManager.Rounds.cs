namespace PveLab.Sim.HighAvailability;

/// <content>What it does in each status, and how it ends.</content>
public sealed partial class LocalResourceManager
{
    /// <summary>Asks it to end: its daemon is restarted, or its node goes down.</summary>
    public void RequestShutdown()
    {
        if (shutdownSince is not null) return;
        var (shutdown, reboot) = Environment.Shutdown;
        var policy = Environment.Settings.ShutdownPolicy;
        if (shutdown) Environment.Log(HaLogLevel.Info, $"got shutdown request with shutdown policy '{policy}'");
        if (policy is not ("conditional" or "freeze" or "failover" or "migrate"))
        {
            Environment.Log(HaLogLevel.Err, $"unknown shutdown policy '{policy}', fall back to conditional");
            policy = "conditional";
        }
        if (shutdown && policy != "migrate") StopEverything();
        if (shutdown) ChooseMode(reboot ? "reboot" : "shutdown", policy, policy == "freeze" || (policy == "conditional" && reboot));
        else if (Mode == LrmMode.Maintenance)
            Environment.Log(HaLogLevel.Info, "Restarting LRM in maintenance mode may be delayed until all services are moved");
        else
        {
            Environment.Log(HaLogLevel.Info, "restart LRM, freeze all services");
            Mode = LrmMode.Restart;
        }
        shutdownSince = Environment.Now;
        if (!Publish()) Environment.Log(HaLogLevel.Err, "unable to update lrm status file - not quorate?");
    }

    private void ChooseMode(string type, string policy, bool freezes)
    {
        if (Mode == LrmMode.Maintenance)
        {
            Environment.Log(HaLogLevel.Info, policy == "migrate"
                ? $"{type} LRM, ignore maintenance policy, already in maintenance mode"
                : $"{type} LRM, ignore {policy} policy as manual maintenance mode is enabled");
        }
        else if (policy == "migrate")
        {
            Environment.Log(HaLogLevel.Info, $"{type} LRM, doing maintenance, removing this node from active list");
            Mode = LrmMode.Maintenance;
        }
        else
        {
            Environment.Log(HaLogLevel.Info, freezes ? $"{type} LRM, stop and freeze all services" : "shutdown LRM, stop all services");
            Mode = freezes ? LrmMode.Restart : LrmMode.Shutdown;
        }
    }

    // Whatever comes of them afterwards: a guest that is not shut down is damaged, or holds the node up.
    private void StopEverything()
    {
        foreach (var (sid, _) in manager.Services.Where(s => s.Value.Node == Environment.Node))
            Queue(sid, new LrmWish(HaServiceStatus.RequestStop, null));
    }

    private IEnumerable<TimeSpan> WaitForWork()
    {
        HasEnded = shutdownSince is not null;
        if (HasEnded) yield break;
        Publish();
        yield return FiveSeconds;
    }

    private IEnumerable<TimeSpan> WorkActive()
    {
        var start = Environment.Now;
        var ends = false;
        if (ReadManager())
        {
            if (shutdownSince is not null)
            {
                foreach (var pause in RunWorkers()) yield return pause;
                ends = EndWhenDone();
            }
            else if (!clusterAnswers)
            {
                Environment.Log(HaLogLevel.Notice, "temporary inconsistent cluster state (cfs restart?), skip round");
            }
            else
            {
                foreach (var pause in ManageServices()) yield return pause;
            }
        }
        Publish();
        HasEnded = ends;
        if (!ends && start + Round - Environment.Now is > 0 and var rest) yield return TimeSpan.FromSeconds(rest);
    }

    private bool EndWhenDone()
    {
        if (works.Count > 0) return false;
        var isSafe = Mode == LrmMode.Restart ? ActiveServices == 0 : shutdownErrors == 0;
        if (isSafe)
        {
            Disarm();
            Environment.ReleaseAgentLock();
        }
        return isSafe || Mode != LrmMode.Restart;
    }

    private IEnumerable<TimeSpan> WorkMaintenance()
    {
        var start = Environment.Now;
        if (!ReadManager())
        {
            HasEnded = true;
            yield break;
        }
        var ends = false;
        var isBusy = ActiveServices > 0;
        if (!isBusy)
        {
            foreach (var pause in RunWorkers()) yield return pause;
            isBusy = works.Count > 0;
        }
        if (!isBusy)
        {
            Disarm();
            ends = shutdownSince is not null;
            Environment.ReleaseAgentLock();
        }
        if (!ends) foreach (var pause in ManageServices()) yield return pause;
        Publish();
        HasEnded = ends;
        if (!ends && start + 5 - Environment.Now is > 0 and var rest) yield return TimeSpan.FromSeconds(rest);
    }

    // The watchdog is armed and will bite soon, unless the lock comes back.
    private IEnumerable<TimeSpan> WorkWithoutLock()
    {
        if (shutdownSince is not null)
        {
            if (ActiveServices is > 0 and var running)
            {
                Environment.Log(HaLogLevel.Err,
                    FormattableString.Invariant($"got shutdown request in state 'lost_agent_lock' - detected {running} running services"));
                if (Mode == LrmMode.Restart && Environment.Now - statusSince > 90)
                {
                    Environment.Log(HaLogLevel.Err, "lost agent lock and restart request for over 90 seconds - giving up!");
                    HasEnded = true;
                    yield break;
                }
            }
            else
            {
                Disarm();
                HasEnded = true;
                yield break;
            }
        }
        yield return FiveSeconds;
    }
}
