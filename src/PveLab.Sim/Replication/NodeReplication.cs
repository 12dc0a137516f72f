using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Replication;

/// <summary>Replication of one node: its engine on the simulated ground, its scheduler, and what the other side does when asked.</summary>
public sealed class NodeReplication
{
    /// <summary>Seconds that <c>pvesr run</c> and the scheduler wait for each other.</summary>
    private const int LockTimeout = 60;

    private readonly NodeReplicationGround ground;
    private readonly ReplicationScheduler scheduler;
    private readonly GuestFlock runs = new(() => "/var/lock/pvesr.lck");

    internal NodeReplication(Node node)
    {
        Node = node;
        ground = new NodeReplicationGround(node);
        Engine = new ReplicationEngine(ground);
        Receiver = new ReplicationReceiver(node);
        scheduler = new ReplicationScheduler(this);
        ground.Changed += scheduler.Look;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>Which job is due, and its runs.</summary>
    public ReplicationEngine Engine { get; }

    /// <summary>What this node does for jobs that copy to it.</summary>
    public ReplicationReceiver Receiver { get; }

    /// <summary>When a job is due next, in seconds since the Unix epoch; 0 for never.</summary>
    public long NextSync(NodeReplicationJob job) => job.NextSync(ground);

    /// <summary>Runs every job that is due (<c>pvesr run</c>, pvescheduler).</summary>
    /// <param name="log">Takes what the runs print; null when nobody listens.</param>
    /// <param name="warn">Takes warnings; null for the journal.</param>
    /// <param name="mail">Whether failures are told by mail.</param>
    public IEnumerable<TimeSpan> RunDue(Action<string>? log, Action<string>? warn, bool mail) =>
        runs.Hold(warn ?? (static _ => { }), ground.As(warn, byHand: warn is not null, () => Engine.RunDue(log, verbose: false, mail)), LockTimeout);

    /// <summary>Runs one job now, due or not (<c>pvesr run --id</c>).</summary>
    /// <param name="id">The job.</param>
    /// <param name="log">Takes what it prints; null when nobody listens.</param>
    /// <param name="warn">Takes warnings.</param>
    public IEnumerable<TimeSpan> RunOne(string id, Action<string>? log, Action<string> warn) =>
        runs.Hold(warn, ground.As(warn, byHand: true, () => Engine.RunOne(id, log)), LockTimeout);

    /// <summary>Has a job run as soon as possible (schedule_job_now).</summary>
    public void ScheduleNow(ReplicationJob job)
    {
        Engine.ScheduleNow(job);
        scheduler.Look();
    }

    /// <summary>A guest's states for the node it moves to, as JSON (<c>pvesr set-state</c> takes them there).</summary>
    public string Handover(int vmid, string target) => ground.States.Handover(vmid, target, Node.Name);

    /// <summary>Takes over what another node remembered of a guest's jobs (<c>pvesr set-state</c>).</summary>
    /// <exception cref="PveException">The text is no state.</exception>
    public void TakeOver(int vmid, string states)
    {
        ground.States.TakeOver(vmid, states);
        ground.SaveStates();
    }

    /// <summary>Whether a job copies the guest to that node (find_local_replication_job).</summary>
    public bool Replicates(int vmid, string target) => ground.Config.Jobs.Any(j => j.Guest == vmid && j.Target == target);

    /// <summary>The guest moved here from another node: its jobs start here now, and the one that copied to here copies back (switch_replication_job_target).</summary>
    /// <exception cref="PveException">The cluster has no quorum.</exception>
    public void TurnRound(int vmid, string before, string here)
    {
        if (ground.Config.Jobs.Any(j => j.Guest == vmid)) ground.Save(ground.Config.SwitchTarget(vmid, here, before));
    }

    /// <summary>Runs the guest's job to a node before the guest moves there (PVE::Replication::run_replication within a migration, whose lock is held).</summary>
    /// <param name="vmid">The guest.</param>
    /// <param name="target">The node.</param>
    /// <param name="log">Takes what it prints.</param>
    /// <returns>The work; nothing when no job copies it to there.</returns>
    public IEnumerable<TimeSpan> RunBeforeMigration(int vmid, string target, Action<string> log)
    {
        if (ground.Config.Jobs.FirstOrDefault(j => j.Guest == vmid && j.Target == target) is not { } job || Engine.Find(job.Id) is not { } known) return [];
        ground.BeginProcess();
        return Engine.RunUnlocked(known, log);
    }

    /// <summary>Whether the scheduler leaves a job alone.</summary>
    internal static bool IsIdle(NodeReplicationJob job) => job.Removal is null && (job.Disabled || job.Target == job.Node);

    /// <summary>The scheduler.</summary>
    internal ReplicationScheduler Scheduler => scheduler;

    internal long? NextEvent(string schedule, long after) => ground.NextEvent(schedule, after);

    /// <summary>Lets runs of a job have happened that nobody saw: each takes a snapshot of every volume and removes one, on both sides.</summary>
    internal void Pass(NodeReplicationJob job, long runs, long last)
    {
        const int changes = 2;
        var target = Node.Datacenter.Nodes[job.Target].Replication;
        foreach (var volume in ground.Guest(job.Guest).Volumes(cleanup: false))
        {
            ground.PoolOf(volume)?.Pass(changes * runs);
            target.ground.PoolOf(volume)?.Pass(changes * runs);
        }
        job.State.Passed(last);
    }

    internal void Start() => scheduler.Start();

    internal void Stop() => scheduler.Stop();

    /// <summary>The node lost power, or its scheduler was killed: nobody cleaned up.</summary>
    internal void LosePower()
    {
        scheduler.Vanish();
        runs.Forget();
        Engine.Vanish();
    }

    internal (long Pid, long Start) BeginProcess() => ground.BeginProcess();

    internal void Warn(string text) => ground.Warn(text);

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"replication on {Node.Name}");
}
