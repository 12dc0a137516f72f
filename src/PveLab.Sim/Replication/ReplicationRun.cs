using System.Collections.Immutable;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>One run of a job (pve-guest-common: PVE/Replication.pm run_replication_nolock, replicate).</summary>
internal sealed partial class ReplicationRun
{
    private readonly IReplicationGround ground;
    private readonly NodeReplicationJob job;
    private readonly long start;
    private readonly Action<string>? listener;
    private readonly bool verbose;
    private readonly List<(string Time, string Message)> lines = new(16);
    private readonly Action<string> log;
    private bool full;

    /// <summary>Prepares a run.</summary>
    /// <param name="ground">What it stands on.</param>
    /// <param name="job">The job.</param>
    /// <param name="start">When it begins, in seconds since the Unix epoch: its snapshots are named after it.</param>
    /// <param name="listener">Takes what it prints.</param>
    /// <param name="verbose">Whether the listener gets time and job in front.</param>
    internal ReplicationRun(IReplicationGround ground, NodeReplicationJob job, long start, Action<string>? listener, bool verbose)
    {
        (this.ground, this.job, this.start, this.listener, this.verbose) = (ground, job, start, listener, verbose);
        log = Log;
    }

    private ReplicationState State => job.State;

    /// <summary>Runs it.</summary>
    /// <param name="iteration">The round of the scheduler.</param>
    /// <exception cref="PveException">It failed; that is written down already.</exception>
    internal IEnumerable<TimeSpan> Work(long iteration)
    {
        var (began, failures) = (ground.Now, State.FailCount);
        State.Begin(start, iteration, ground.Node, ground.Process);
        ground.Lifecycle.Fire(job, ReplicationJobTrigger.Start);
        Keep();
        ground.WriteLog(job.Id, []);
        Log("start replication job");
        var replication = new Attempted(Replicate());
        var done = false;
        try
        {
            foreach (var piece in replication) yield return piece;
            done = true;
        }
        finally
        {
            // Its process was killed: what is on the disk stays as it is.
            if (!done && job.Status == ReplicationJobStatus.Syncing) ground.Lifecycle.Fire(job, ReplicationJobTrigger.Vanish);
        }
        var error = replication.Error?.Message.TrimEnd('\n');
        Log(error is null ? "end replication job" : $"end replication job with error: {error}");
        End(began, error);
        ground.WriteLog(job.Id, lines);
        ground.Ended(new ReplicationRunEnd(job, start, full, error is null && job.Removal is not null, failures, error));
        if (error is not null) throw new PveException(error);
    }

    private void End(Instant began, string? error)
    {
        var removed = error is null && job.Removal is not null;
        ground.Lifecycle.Fire(job, error is not null ? ReplicationJobTrigger.Fail : removed ? ReplicationJobTrigger.Remove : ReplicationJobTrigger.Succeed);
        State.End(start, (ground.Now - began).TotalSeconds, error);
        if (removed) ground.States.Remove(job.Definition);
        else ground.States.Set(job.Guest, job.TargetId, State);
        ground.SaveStates();
    }

    private void Keep()
    {
        ground.States.Set(job.Guest, job.TargetId, State);
        ground.SaveStates();
    }

    private IEnumerable<TimeSpan> Replicate()
    {
        if (start <= State.LastSync) throw new PveException(FormattableString.Invariant($"start time before last sync ({start} <= {State.LastSync}) - abort sync"));
        var guest = ground.Guest(job.Guest);
        var freeze = false;
        foreach (var piece in guest.CheckFreeze(answer => freeze = answer)) yield return piece;
        var volumes = guest.Volumes(cleanup: job.Removal is not null);
        Log(FormattableString.Invariant($"guest => {guest.Label}, running => {guest.Running}"));
        Log("volumes => " + string.Join(',', volumes));
        if (!State.Storages.All(ground.HasStorage)) State.UseStorages([.. State.Storages.Where(ground.HasStorage)]);
        foreach (var piece in job.Removal is { } how ? Remove(how, volumes) : Synchronize(guest, volumes, freeze)) yield return piece;
    }

    /// <summary>Cleans up on both sides and takes the job out of the configuration.</summary>
    private IEnumerable<TimeSpan> Remove(string how, IReadOnlyList<string> volumes)
    {
        Log($"start job removal - mode '{how}'");
        if (how == "full" && job.Target != ground.Node)
        {
            var scan = volumes.Select(StorageOf).Concat(State.Storages).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
            var everything = new ReplicationPreparation(job.Id, [], scan, ReplicationSnapshots.RemoveAll, null, Force: true);
            foreach (var piece in ground.Target(job.Target).Prepare(everything, log, static _ => { })) yield return piece;
        }
        ReplicationSnapshots.Prepare(ground.Volumes, volumes, job.Id, ReplicationSnapshots.RemoveAll, null, log, ground.Warn);
        ground.Save(ground.Config.Without(job.Id));
        Log("job removed");
    }

    private static string StorageOf(string volume) => volume[..volume.IndexOf(':', StringComparison.Ordinal)];

    private void Log(string message)
    {
        var time = ground.LogTime;
        lines.Add((time, message));
        listener?.Invoke(verbose ? $"{time} {job.Id}: {message}" : message);
    }
}
