using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>
/// pvescheduler's other half: runs the jobs that are due at full minutes, in a process of its own, and none while that still runs (pve-manager:
/// PVE/Service/pvescheduler.pm). The real one wakes every minute; this one wakes at the minutes in which there is something to do.
/// </summary>
internal sealed class ReplicationScheduler(NodeReplication replication)
{
    private const long Minute = 60;

    private Appointment? wake;
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
        replication.BeginProcess();
        worker = new BackgroundWork(replication.Node, replication.RunDue(null, null, mail: true), Ended);
        worker?.Begin();
    }

    private void Ended(PveException? error)
    {
        worker = null;
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
        wake = Clock.At(at, Wake);
    }
}
