using PveLab.Sim.Backup;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>Now: an enabled backup job covers the guest.</summary>
public sealed record BackupScheduled : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (CoveringJobs.Of(world.World, Guest).FirstOrDefault() is not { } job)
            return Finding.Missing(
                Invariant($"VM {Guest} を対象とする有効なバックアップジョブがありません"), Invariant($"no enabled backup job covers VM {Guest}"));
        var defined = world.Facts<JobDefined>().FirstOrDefault(f => f.Job == job.Id)?.At;
        return Finding.MetBy(Evidence.Seen(defined,
            Invariant($"ジョブ {job.Id} が VM {Guest} を '{job.Schedule}' に {job["storage"] ?? "local"} へバックアップします"),
            Invariant($"job {job.Id} backs up VM {Guest} at '{job.Schedule}' to {job["storage"] ?? "local"}")));
    }
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

    private static bool ComesDue(JobDefinition job, Sim.Cluster.Datacenter world)
    {
        try
        {
            return CalendarEvent.Parse(job.Schedule).Next(world.Clock.Now.UnixSeconds, world.Zone) is not null;
        }
        catch (Sim.PveException)
        {
            return false;
        }
    }
}
