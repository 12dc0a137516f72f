using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// pvescheduler on one node: looks at the jobs at full minutes and starts those whose time has come (pve-manager: PVE/Jobs.pm run_jobs).
/// The real one wakes every minute; this one wakes at the minutes in which there is something to see.
/// </summary>
public sealed class Scheduler
{
    private const long Minute = 60;

    private readonly Node node;
    private readonly SortedDictionary<string, BackupJob> jobs = new(StringComparer.Ordinal);
    private JobsConfig seen = JobsConfig.Empty;
    private Appointment? wake;

    internal Scheduler(Node node)
    {
        this.node = node;
        node.ViewChanged += LookAtConfig;
        LookAtConfig();
    }

    /// <summary>The jobs as this node knows them, by id.</summary>
    public IReadOnlyDictionary<string, BackupJob> Jobs => jobs;

    /// <summary>
    /// pvescheduler has started: a run missed meanwhile is made up for only when its job says <c>repeat-missed</c> (PVE/Jobs.pm run_jobs, first run).
    /// </summary>
    internal void Start()
    {
        var known = jobs.Count > 0;
        if (known) Synchronize();
        foreach (var job in jobs.Values)
            if (!PerlTrue(job.Definition["repeat-missed"])) job.Forget();
        // Jobs are first seen at the full minute.
        WakeAt(known ? node.Time.Now : NextMinute(node.Time.Now.UnixSeconds + 1));
    }

    private static bool PerlTrue(string? value) => value is not (null or "" or "0");

    private void LookAtConfig()
    {
        var config = node.View.Jobs;
        if (ReferenceEquals(config, seen)) return;
        if (node.Datacenter.Nodes.Values.FirstOrDefault() is not { } first || first == node)
            foreach (var job in config.Jobs)
                if (seen.Find(job.Id) is not { } old || !old.SameAs(job))
                    node.Datacenter.Facts.Record(new JobDefined(node.Clock.Now, job.Id));
        seen = config;
        WakeAt(NextMinute(node.Time.Now.UnixSeconds + 1));
    }

    /// <summary>The node's clock was set: what is due is asked anew.</summary>
    internal void ClockChanged()
    {
        wake?.Cancel();
        wake = null;
        WakeAt(NextMinute(node.Time.Now.UnixSeconds + 1));
    }

    private void Wake()
    {
        wake = null;
        // Nobody is there to look. Whoever starts the service plans anew.
        if (!node.Services.IsActive("pvescheduler") || !node.Services.IsActive("pve-cluster")) return;
        Synchronize();
        var now = node.Time.Now.UnixSeconds;
        foreach (var job in jobs.Values)
            if (job.Status is not (BackupJobStatus.Started or BackupJobStatus.Starting) && DueOf(job.Definition, job.LastRun) is { } due && due.UnixSeconds <= now)
                job.Run(ended: Plan);
        Plan();
    }

    /// <summary>Takes over what jobs.cfg says (synchronize_job_states_with_config).</summary>
    private void Synchronize()
    {
        foreach (var definition in node.View.Jobs.Jobs)
        {
            if (jobs.TryGetValue(definition.Id, out var known)) known.Redefine(definition);
            else jobs[definition.Id] = new BackupJob(node, definition);
        }
        foreach (var gone in jobs.Keys.Where(id => node.View.Jobs.Find(id) is null).ToArray())
        {
            jobs[gone].RemoveState();
            jobs.Remove(gone);
        }
    }

    /// <summary>Plans the next minute in which some job is due. A job whose task still runs is looked at when that ends.</summary>
    private void Plan()
    {
        var now = node.Time.Now.UnixSeconds;
        foreach (var job in jobs.Values)
            if (job.Status != BackupJobStatus.Started && DueOf(job.Definition, job.LastRun) is { } due)
                WakeAt(NextMinute(Math.Max(due.UnixSeconds, now + 1)));
    }

    private Instant? DueOf(JobDefinition job, long lastRun)
    {
        if (!job.Enabled || (job["node"] is { Length: > 0 } only && only != node.Name)) return null;
        try
        {
            return CalendarEvent.Parse(job.Schedule).Next(lastRun, node.Datacenter.Zone) is { } due ? Instant.FromUnixSeconds(due) : null;
        }
        catch (PveException)
        {
            return null;
        }
    }

    /// <summary>Wakes at a moment of the node's own clock.</summary>
    private void WakeAt(Instant at)
    {
        at -= node.Time.Offset;
        if (wake is { Cancelled: false } planned && planned.Due <= at) return;
        wake?.Cancel();
        wake = node.Clock.At(at, Wake);
    }

    private static Instant NextMinute(long seconds) => Instant.FromUnixSeconds((seconds + Minute - 1) / Minute * Minute);
}
