using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: the guest's backups are kept in a few generations. What counts is what would be pruned: the job's own setting, or else that of the
/// storage it writes to; without a job, the setting of the storage that holds a backup.
/// </summary>
public sealed record RetentionAtMost : GuestCriterion
{
    /// <summary>Generations kept at most.</summary>
    public int Keep { get; init; } = 3;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        foreach (var (where, setting) in Settings(world))
            if (Kept(setting) is > 0 and var kept && kept <= Keep)
                return Finding.MetBy(Evidence.Seen(null, $"{where}: {setting}", $"{where}: {setting}"));
        return Finding.Missing(
            Invariant($"VM {Guest} のバックアップを {Keep} 世代以下に保つ設定（prune-backups）がありません"),
            Invariant($"nothing (prune-backups) keeps the backups of VM {Guest} to {Keep} generations or fewer"));
    }

    private IEnumerable<(string Where, string Setting)> Settings(Observed world)
    {
        var storages = world.World.Storages;
        var jobs = CoveringJobs.Of(world.World, Guest).ToList();
        foreach (var job in jobs)
        {
            var storage = job["storage"] ?? "local";
            if (job["prune-backups"] is { } own) yield return ($"job {job.Id}", own);
            else if (storages.Find(storage)?["prune-backups"] is { } shared) yield return ($"storage {storage}", shared);
        }
        if (jobs.Count > 0) yield break;
        foreach (var storage in Backups(world).Select(b => b.VolumeId?.Split(':')[0]).OfType<string>().Distinct(StringComparer.Ordinal))
            if (storages.Find(storage)?["prune-backups"] is { } setting) yield return ($"storage {storage}", setting);
    }

    /// <summary>Generations a setting keeps at most; null when it keeps everything or means nothing.</summary>
    private static long? Kept(string setting)
    {
        try
        {
            var retention = Retention.Parse(setting);
            if (retention.KeepsEverything) return null;
            return new[] { retention.Last, retention.Hourly, retention.Daily, retention.Weekly, retention.Monthly, retention.Yearly }.Sum();
        }
        catch (PveException)
        {
            return null;
        }
    }
}
