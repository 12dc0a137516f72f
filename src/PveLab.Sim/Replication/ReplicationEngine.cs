using PveLab.Sim.Tasks;

namespace PveLab.Sim.Replication;

/// <summary>
/// Replication on one node: which job is due, one run after the other, and what is remembered (pve-manager: PVE/API2/Replication.pm run_jobs,
/// pve-guest-common: PVE/ReplicationState.pm job_status, get_next_job).
/// </summary>
/// <param name="ground">What it stands on.</param>
public sealed class ReplicationEngine(IReplicationGround ground)
{
    // The first failures always, then after 1, 2, 4, 8, … days of half hours.
    private const long MailedFailures = 3;
    private const long TriesADay = 48;

    private readonly SortedDictionary<string, NodeReplicationJob> jobs = new(StringComparer.Ordinal);
    private long seen = -1;
    private ReplicationStates? seenStates;

    /// <summary>
    /// The jobs of this node's guests, by id, those that are disabled too. A job that names no source, or another than the guest's node, is mended on
    /// the way: that is how it turns round when somebody moved the guest's configuration by hand.
    /// </summary>
    public IEnumerable<NodeReplicationJob> Jobs
    {
        get
        {
            Look();
            return jobs.Values;
        }
    }

    /// <summary>The job of that id on this node, or null.</summary>
    public NodeReplicationJob? Find(string id)
    {
        Look();
        return jobs.GetValueOrDefault(id);
    }

    /// <summary>The job to run next, or null when none is due (get_next_job).</summary>
    /// <param name="iteration">This round: a job is looked at once in it.</param>
    /// <param name="now">Seconds since the Unix epoch.</param>
    public NodeReplicationJob? Next(long iteration, long now)
    {
        Look();
        NodeReplicationJob? first = null;
        var firstSync = 0L;
        foreach (var job in jobs.Values)
        {
            if (NodeReplication.IsIdle(job) || job.State.LastIteration >= iteration) continue;
            var next = job.NextSync(ground);
            if (next == 0 || next > now || first is not null && !IsBefore(job, next, first, firstSync)) continue;
            (first, firstSync) = (job, next);
        }
        return first;
    }

    /// <summary>When some job is due next, in seconds since the Unix epoch; null when none ever is.</summary>
    /// <param name="waits">Whether a job waits for its target to come back.</param>
    public long? NextDue(out bool waits)
    {
        Look();
        long? due = null;
        waits = false;
        foreach (var job in jobs.Values)
        {
            if (NodeReplication.IsIdle(job)) continue;
            var next = job.NextSync(ground);
            if (next == 0) waits |= job.State.FailCount > 0;
            else if (due is null || next < due) due = next;
        }
        return due;
    }

    /// <summary>Runs every job that is due, one after the other (run_jobs).</summary>
    /// <param name="log">Takes what the runs print; null when nobody listens.</param>
    /// <param name="verbose">Whether it gets time and job in front.</param>
    /// <param name="mail">Whether failures are told by mail.</param>
    public IEnumerable<TimeSpan> RunDue(Action<string>? log, bool verbose, bool mail)
    {
        var iteration = ground.Now.UnixSeconds;
        Purge();
        var start = iteration;
        while (Next(iteration, start) is { } job)
        {
            var run = new Attempted(Run(job, iteration, start, log, verbose));
            foreach (var piece in run) yield return piece;
            if (run.Error is { } error)
            {
                ground.Warn($"{job.Id}: got unexpected replication job error - {error.Message}");
                if (mail && IsMailed(job.State.FailCount)) ground.Mail(job);
            }
            start = ground.Now.UnixSeconds;
        }
    }

    /// <summary>Runs one job now, due or not (run_single_job).</summary>
    /// <exception cref="PveException">It cannot be run here, or fails.</exception>
    public IEnumerable<TimeSpan> RunOne(string id, Action<string>? log)
    {
        var definition = ground.Config.Find(id) ?? throw new PveException($"no such job '{id}'");
        if (definition.Disabled) throw new PveException($"job '{id}' is disabled");
        if (!ground.Exists(definition.Guest)) throw new PveException(FormattableString.Invariant($"no such guest '{definition.Guest}'"));
        if (ground.KindOf(definition.Guest) is null) throw new PveException(FormattableString.Invariant($"guest '{definition.Guest}' is not on local node"));
        if (definition.Target == ground.Node) throw new PveException("unable to sync to local node");
        var now = ground.Now.UnixSeconds;
        return Run(Find(id)!, now, now, log, verbose: false);
    }

    /// <summary>Has a job run as soon as possible; one that never ran is due anyway (schedule_job_now).</summary>
    public void ScheduleNow(ReplicationJob job)
    {
        if (ground.States.Find(job) is not { } state) return;
        state.RunSoon();
        ground.SaveStates();
    }

    /// <summary>Runs a job now, for whoever holds the guest's lock already.</summary>
    internal IEnumerable<TimeSpan> RunUnlocked(NodeReplicationJob job, Action<string>? log)
    {
        var now = ground.Now.UnixSeconds;
        return new ReplicationRun(ground, job, now, log, verbose: false).Work(now);
    }

    /// <summary>The process that ran jobs is gone: the job that it ran is in the middle of it.</summary>
    internal void Vanish()
    {
        foreach (var job in jobs.Values)
            if (job.Status == ReplicationJobStatus.Syncing) ground.Lifecycle.Fire(job, ReplicationJobTrigger.Vanish);
    }

    private static bool IsBefore(NodeReplicationJob one, long oneSync, NodeReplicationJob other, long otherSync)
    {
        var order = one.State.LastIteration.CompareTo(other.State.LastIteration);
        if (order == 0) order = oneSync.CompareTo(otherSync);
        if (order == 0) order = one.Guest.CompareTo(other.Guest);
        return order < 0 || order == 0 && string.CompareOrdinal(one.Id, other.Id) < 0;
    }

    private static bool IsMailed(long failures)
    {
        if (failures is 0 or > 0 and <= MailedFailures) return failures > 0;
        var days = 1L;
        while (days * TriesADay < failures) days *= 2;
        return days * TriesADay == failures;
    }

    private IEnumerable<TimeSpan> Run(NodeReplicationJob job, long iteration, long start, Action<string>? log, bool verbose) =>
        ground.Locked(job.Guest, new ReplicationRun(ground, job, start, log, verbose).Work(iteration));

    /// <summary>What is known of jobs that are not this node's any more is forgotten (purge_old_states).</summary>
    internal void Purge()
    {
        var config = ground.Config;
        if (ground.States.Purge((vmid, target) => ground.KindOf(vmid) is not null && config.Jobs.Any(j => j.Guest == vmid && j.TargetId == target))) ground.SaveStates();
    }

    /// <summary>Takes over what the configuration and the state file say.</summary>
    private void Look()
    {
        var states = ground.States;
        if (seen == ground.Version && ReferenceEquals(states, seenStates)) return;
        var here = ground.Config.Jobs.Where(j => ground.KindOf(j.Guest) is not null).ToList();
        if (Mended(here)) here = ground.Config.Jobs.Where(j => ground.KindOf(j.Guest) is not null).ToList();
        (seen, seenStates) = (ground.Version, states);
        foreach (var definition in here)
        {
            var kind = ground.KindOf(definition.Guest)!;
            var known = jobs.GetValueOrDefault(definition.Id);
            var state = states.Find(definition) ?? (known?.Status == ReplicationJobStatus.Syncing ? known.State : new ReplicationState());
            if (known is { Status: ReplicationJobStatus.Syncing } || (known?.TargetId == definition.TargetId && known.Status != ReplicationJobStatus.Removed))
                known!.Redefine(definition, kind, state);
            else jobs[definition.Id] = new NodeReplicationJob(ground.Node, definition, kind, state);
        }
        var ids = here.Select(j => j.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in jobs.Keys.Where(id => !ids.Contains(id)).ToList()) jobs.Remove(gone);
    }

    private bool Mended(List<ReplicationJob> here)
    {
        var config = ground.Config;
        var mended = config;
        foreach (var job in here)
        {
            if (mended.Find(job.Id)?["source"] is { } source && source != ground.Node) mended = mended.SwitchTarget(job.Guest, ground.Node, source);
            else if (job["source"] is null) mended = mended.With(job.With("source", ground.Node));
        }
        if (ReferenceEquals(mended, config)) return false;
        ground.Save(mended);
        return true;
    }
}
