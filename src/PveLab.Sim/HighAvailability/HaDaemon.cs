using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.HighAvailability;

/// <summary>
/// pve-ha-crm or pve-ha-lrm of one node: runs its manager's rounds on the agenda. While nothing can happen but the renewing of locks, it sleeps with all
/// the others (<see cref="HaStack"/>) and afterwards has lived as if it had not.
/// </summary>
internal sealed class HaDaemon
{
    private readonly List<Worker> workers = [];
    private HaNodeEnvironment? environment;
    private IEnumerator<TimeSpan>? round;
    private Appointment? next;
    private Instant due;
    private bool startsAgain;

    internal HaDaemon(Node node, string unit) => (Node, Unit) = (node, unit);

    /// <summary>The node.</summary>
    internal Node Node { get; }

    /// <summary>The name of its unit.</summary>
    internal string Unit { get; }

    /// <summary>The manager of a CRM's daemon.</summary>
    internal ClusterResourceManager? Crm { get; private set; }

    /// <summary>The manager of an LRM's daemon.</summary>
    internal LocalResourceManager? Lrm { get; private set; }

    /// <summary>Whether its process lives.</summary>
    internal bool IsRunning => environment is not null;

    /// <summary>Whether workers of it are at work.</summary>
    internal bool HasWorkers => workers.Exists(w => !w.HasEnded);

    /// <summary>Counts what it did beyond renewing.</summary>
    internal int Traces => environment?.Traces ?? 0;

    private HaStack Stack => Node.Datacenter.HighAvailability;

    private TimeSpan Period => TimeSpan.FromSeconds(Crm is { Status: CrmStatus.Master } || Lrm is { Status: LrmStatus.Active } ? 10 : 5);

    /// <summary>Its unit is started; a process that is still ending is waited for.</summary>
    internal void Start()
    {
        startsAgain = IsRunning;
        if (IsRunning) return;
        environment = new HaNodeEnvironment(this);
        if (Unit == "pve-ha-crm") Crm = new ClusterResourceManager(environment);
        else Lrm = new LocalResourceManager(environment);
        due = Node.Clock.Now;
        if (!Stack.IsAsleep) Plan();
    }

    /// <summary>Its unit is stopped: it ends as soon as it may.</summary>
    internal void RequestShutdown()
    {
        startsAgain = false;
        if (!IsRunning) return;
        Crm?.RequestShutdown();
        Lrm?.RequestShutdown();
        if (!Stack.IsInUse) End();
        else Stack.Wake();
    }

    /// <summary>Its process is gone at once.</summary>
    internal void Kill()
    {
        if (!IsRunning) return;
        startsAgain = false;
        End();
        Node.HighAvailability.Watchdogs.Abandon(this);
    }

    /// <summary>Writes to the journal under its name.</summary>
    internal void Say(string text, Priority priority)
    {
        var service = Node.Services.Find(Unit);
        Node.Journal.Write(Unit, service is { Pid: > 0 } ? service.Pid : service?.LastPid ?? 0, text, priority, Unit + ".service");
    }

    /// <summary>Has a worker work beside it.</summary>
    internal IHaWorker Fork(IEnumerable<TimeSpan> work)
    {
        var worker = new Worker(Node.Clock, work);
        workers.RemoveAll(w => w.HasEnded);
        workers.Add(worker);
        worker.Continue();
        return worker;
    }

    /// <summary>Stops its rounds until <see cref="Resume"/>.</summary>
    internal void Pause()
    {
        next?.Cancel();
        next = null;
    }

    /// <summary>Goes on where it would be by now.</summary>
    internal void Resume()
    {
        if (!IsRunning || next is { Cancelled: false }) return;
        var late = Node.Clock.Now - due;
        if (late > TimeSpan.Zero)
        {
            var later = Period * Math.Ceiling(late / Period);
            due += later;
            Skip(later);
        }
        Plan();
    }

    // What it would have done meanwhile: look, find everything as it was, and renew.
    private void Skip(TimeSpan later)
    {
        Node.HighAvailability.Watchdogs.Renew(this, later);
        // Until this very moment it lived: that its power is gone now does not count.
        if (!Node.View.IsWritable) return;
        var files = Node.View.HighAvailability;
        if (Crm is { Status: CrmStatus.Master })
        {
            Crm.Skip((long)later.TotalSeconds);
            files.Locks.Renew(HaLocks.Manager, Node.Name, later);
            if (files.ManagerStatus is { Timestamp: { } time } status) files.Write(status with { Timestamp = time + (long)later.TotalSeconds });
        }
        if (Lrm is null) return;
        files.Locks.Renew(HaLocks.AgentOf(Node.Name), Node.Name, later);
        if (files.LrmStatusOf(Node.Name) is { Timestamp: { } seen } report) files.Write(Node.Name, report with { Timestamp = seen + (long)later.TotalSeconds });
    }

    private void Plan() => next = Node.Clock.At(due, Step);

    private void Step()
    {
        next = null;
        // A round that lets no time pass is followed by one that does.
        for (var rounds = 0; rounds < 10 && IsRunning; rounds++)
        {
            if (!Advance(out var pause)) continue;
            due = Node.Clock.Now + pause;
            if (!Stack.IsAsleep) Plan();
            return;
        }
        if (!IsRunning) return;
        due = Node.Clock.Now + Period;
        Plan();
    }

    private bool Advance(out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        try
        {
            round ??= (Crm?.Iterate() ?? Lrm!.Iterate()).GetEnumerator();
            if (round.MoveNext())
            {
                pause = round.Current;
                return true;
            }
        }
        catch (PveException error)
        {
            Say(error.Message, Priority.Error);
            EndRound();
            pause = Period;
            return true;
        }
        EndRound();
        if (Crm is { HasEnded: true } || Lrm is { HasEnded: true }) End();
        else Stack.RoundEnded();
        return false;
    }

    private void EndRound()
    {
        round?.Dispose();
        round = null;
    }

    private void End()
    {
        Pause();
        EndRound();
        foreach (var worker in workers) worker.Kill();
        workers.Clear();
        (Crm, Lrm, environment) = (null, null, null);
        if (startsAgain) Start();
        Node.HighAvailability.DaemonEnded();
    }

    private sealed class Worker(VirtualClock clock, IEnumerable<TimeSpan> work) : IHaWorker
    {
        private readonly IEnumerator<TimeSpan> steps = work.GetEnumerator();
        private Appointment? next;

        public bool HasEnded { get; private set; }

        internal void Continue()
        {
            if (steps.MoveNext())
            {
                next = clock.After(steps.Current, Continue);
                return;
            }
            HasEnded = true;
            steps.Dispose();
        }

        internal void Kill()
        {
            next?.Cancel();
            HasEnded = true;
            steps.Dispose();
        }
    }
}
