using PveLab.Sim.Backup;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>Now: an enabled backup job covers the guest.</summary>
public sealed record BackupScheduled : GuestCriterion
{
    /// <summary>The storage it has to go to; null for any.</summary>
    public string? Storage { get; init; }

    /// <summary>Hours from now within which it runs next; null for whenever.</summary>
    public int? WithinHours { get; init; }

    /// <summary>What may be lost without taking the backups along: their storage lies elsewhere than the guest's own disks; null for wherever it lies.</summary>
    public Loss? Survives { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var jobs = CoveringJobs.Of(world.World, Guest).Where(job => Fits(job, world)).ToList();
        if (jobs.Find(job => IsSafe(job, world)) is not { } job)
            return jobs.Count > 0 ? Finding.FailedBy([.. jobs.Select(job => Unsafe(job, world))])
                : Finding.Missing(
                    Invariant($"VM {Guest} を対象とする有効なバックアップジョブがありません"), Invariant($"no enabled backup job covers VM {Guest}"));
        var defined = world.Facts<JobDefined>().FirstOrDefault(f => f.Job == job.Id)?.At;
        return Finding.MetBy(Evidence.Seen(defined,
            Invariant($"ジョブ {job.Id} が VM {Guest} を '{job.Schedule}' に {TargetOf(job)} へバックアップします"),
            Invariant($"job {job.Id} backs up VM {Guest} at '{job.Schedule}' to {TargetOf(job)}")));
    }

    /// <summary>Whether what the job writes would be left; a storage whose place cannot be told proves nothing.</summary>
    private bool IsSafe(JobDefinition job, Observed world) => Survives is not { } loss || IsLeft(job, world, loss) == true;

    /// <summary>Whether the job's storage survives what the guest's disks do not; null when the place of either cannot be told.</summary>
    private bool? IsLeft(JobDefinition job, Observed world, Loss loss) =>
        FailureDomains.OfGuest(world, Guest) is { Count: > 0 } own && FailureDomains.OfStorage(world, Guest, TargetOf(job)) is { } target
            ? own.TrueForAll(o => target.Survives(o, loss)) : null;

    private Evidence Unsafe(JobDefinition job, Observed world) => IsLeft(job, world, Survives!.Value) is null ? Evidence.Seen(null,
        Invariant($"ジョブ {job.Id} の保存先 {TargetOf(job)} か、VM {Guest} のディスクの場所が分かりません"),
        Invariant($"where {TargetOf(job)}, to which job {job.Id} writes, or VM {Guest}'s own disks lie cannot be told")) : Evidence.Seen(null,
        Invariant($"ジョブ {job.Id} の保存先 {TargetOf(job)} は、VM {Guest} のディスクと一緒に失われます"),
        Invariant($"job {job.Id} writes to {TargetOf(job)}, which is lost together with the disks of VM {Guest}"));

    private static string TargetOf(JobDefinition job) => job["storage"] ?? "local";

    private bool Fits(JobDefinition job, Observed world) =>
        (Storage is null || TargetOf(job) == Storage)
        && (WithinHours is not { } hours || CoveringJobs.Next(job, world.World) <= world.World.Clock.Now.UnixSeconds + hours * 3600L);
}

/// <summary>The backup jobs that would really run for a guest.</summary>
internal static class CoveringJobs
{
    public static IEnumerable<JobDefinition> Of(Sim.Cluster.Datacenter world, int guest) =>
        world.Jobs.Jobs.Where(j => j.Enabled && Covers(j, world, guest) && ComesDue(j, world));

    /// <summary>Asks what vzdump itself would take: pool, all, exclude, vmid and node.</summary>
    private static bool Covers(JobDefinition job, Sim.Cluster.Datacenter world, int guest)
    {
        try
        {
            var request = VzdumpRequest.Of(job.Properties);
            return request.Conflict(complete: true) is null && request.Guests(world).Values.Any(guests => guests.Contains(guest));
        }
        catch (Sim.PveException)
        {
            return false;
        }
    }

    private static bool ComesDue(JobDefinition job, Sim.Cluster.Datacenter world) => Next(job, world) is not null;

    /// <summary>When it runs next, in seconds of Unix time; null for never.</summary>
    public static long? Next(JobDefinition job, Sim.Cluster.Datacenter world)
    {
        try
        {
            return CalendarEvent.Parse(job.Schedule).Next(world.Clock.Now.UnixSeconds, world.Zone);
        }
        catch (Sim.PveException)
        {
            return null;
        }
    }
}
