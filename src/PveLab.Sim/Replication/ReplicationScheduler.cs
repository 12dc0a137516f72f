using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>
/// pvescheduler's other half: runs the jobs that are due at full minutes, in a process of its own, and none while that still runs (pve-manager:
/// PVE/Service/pvescheduler.pm). The real one wakes every minute; this one wakes at the minutes in which there is something to do.
/// </summary>
internal sealed class ReplicationScheduler(NodeReplication replication)
{
    private const long Minute = 60;

    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(50);

    private Appointment? wake;
    private Instant began;
    private TimeSpan lastRound;
    private BackgroundWork? worker;

    private VirtualClock Clock => replication.Node.Clock;

    /// <summary>The service has started.</summary>
    internal void Start() => WakeAt(Next(0));

    /// <summary>The service was stopped: its child dies of the signal.</summary>
    internal void Stop()
    {
        if (worker is null) return;
        worker.Kill();
        worker = null;
    }

    /// <summary>The node lost power.</summary>
    internal void Vanish()
    {
        worker?.Vanish();
        worker = null;
    }

    /// <summary>Something changed: there may be work earlier than was planned.</summary>
    internal void Look() => WakeAt(Next(0));

    /// <summary>Whether since that moment it did nothing but runs like most, and a round is over before the next minute.</summary>
    internal bool IsRoutine(Instant since) => worker is null && lastRound < LongestRound
        && replication.Engine.Jobs.All(j => NodeReplication.IsIdle(j) || j is { WasRoutine: true, Removal: null, Status: ReplicationJobStatus.Synced }
            && j.State.LastSync == j.State.LastTry && j.State.LastSync > since.UnixSeconds);

    /// <summary>Lets the runs before <paramref name="end"/> have happened: what the last ones of a stretch leave is left by those that follow it.</summary>
    internal void Pass(Instant end)
    {
        var minutes = new HashSet<long>();
        foreach (var job in replication.Engine.Jobs.Where(j => !NodeReplication.IsIdle(j)).ToList())
        {
            var (runs, last) = (0L, 0L);
            for (var next = replication.NextSync(job); next > 0 && next < end.UnixSeconds; next = replication.NextEvent(job.Schedule, next) ?? 0)
            {
                (runs, last) = (runs + 1, next);
                minutes.Add(next);
            }
            if (runs > 0) replication.Pass(job, runs, last);
        }
        replication.Node.Tasks.NextSchedulerPid(minutes.Count);
        wake?.Cancel();
        wake = null;
        Plan();
    }

    private void Wake()
    {
        wake = null;
        // Nobody is there to look. Whoever starts the service plans anew.
        if (worker is not null || !replication.Node.Services.IsActive("pvescheduler") || !replication.Node.Services.IsActive("pve-cluster")) return;
        try
        {
            var now = Clock.Now.UnixSeconds;
            replication.Engine.Purge();
            if (replication.Engine.Next(now, now) is null)
            {
                Plan();
                return;
            }
        }
        catch (PveException error)
        {
            replication.Warn($"replication: {error.Message}");
            WakeAt(Next(0));
            return;
        }
        if (RoutineStretch.TryPass(replication.Node.Datacenter)) return;
        replication.BeginProcess();
        began = Clock.Now;
        worker = new BackgroundWork(replication.Node, replication.RunDue(null, null, mail: true), Ended);
        worker?.Begin();
    }

    private void Ended(PveException? error)
    {
        worker = null;
        lastRound = Clock.Now - began;
        if (error is not null) replication.Warn($"replication: {error.Message}");
        try
        {
            Plan();
        }
        catch (PveException)
        {
            WakeAt(Next(0));
        }
    }

    private void Plan()
    {
        var due = replication.Engine.NextDue(out var waits);
        if (waits) WakeAt(Next(0));
        if (due is { } at) WakeAt(Next(at));
    }

    /// <summary>The first full minute from now on, or from <paramref name="due"/> on when that is later.</summary>
    private Instant Next(long due) => Instant.FromUnixSeconds((Math.Max(due, Clock.Now.UnixSeconds + 1) + Minute - 1) / Minute * Minute);

    private void WakeAt(Instant at)
    {
        if (wake is { Cancelled: false } planned && planned.Due <= at) return;
        wake?.Cancel();
        wake = Clock.At(at, Wake, routine: true);
    }
}
