using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: the guest's backups are kept in a few generations. What counts is what would be pruned: every job's own setting, or else that of the
/// storage it writes to; without a job, the setting of a storage that holds a backup.
/// </summary>
public sealed record RetentionAtMost : GuestCriterion
{
    /// <summary>Generations kept at most.</summary>
    public int Keep { get; init; } = 3;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var jobs = CoveringJobs.Of(world.World, Guest).Select(job => KeptGenerations.OfJob(world, job)).ToList();
        if (jobs.Find(j => !IsSmall(j.Setting)) is ({ } place, var setting))
            return Finding.FailedBy(Evidence.Seen(null,
                Invariant($"{place} は VM {Guest} のバックアップを {Keep} 世代以下に保ちません: {setting ?? "prune-backups なし"}"),
                Invariant($"{place} does not keep the backups of VM {Guest} to {Keep} generations or fewer: {setting ?? "no prune-backups"}")));
        var settings = jobs.Count > 0 ? jobs : OfStorages(world).Where(s => IsSmall(s.Setting)).Take(1).ToList();
        return settings.Count > 0
            ? Finding.MetBy([.. settings.Select(s => Evidence.Seen(null, $"{s.Where}: {s.Setting}", $"{s.Where}: {s.Setting}"))])
            : Finding.Missing(
                Invariant($"VM {Guest} のバックアップを {Keep} 世代以下に保つ設定（prune-backups）がありません"),
                Invariant($"nothing (prune-backups) keeps the backups of VM {Guest} to {Keep} generations or fewer"));
    }

    private IEnumerable<(string Where, string? Setting)> OfStorages(Observed world) =>
        from storage in Backups(world).Select(b => b.VolumeId?.Split(':')[0]).OfType<string>().Distinct(StringComparer.Ordinal)
        select ($"storage {storage}", world.World.Storages.Find(storage)?["prune-backups"]);

    private bool IsSmall(string? setting) => setting is not null && KeptGenerations.Of(setting) is > 0 and var kept && kept <= Keep;
}

/// <summary>How many generations a setting keeps.</summary>
internal static class KeptGenerations
{
    /// <summary>What a job prunes by: its own setting, or else that of the storage it writes to.</summary>
    public static (string Where, string? Setting) OfJob(Observed world, JobDefinition job)
    {
        // vzdump prunes nothing with remove 0, whatever the retention says.
        if (job["remove"] == "0") return ($"job {job.Id}", "remove 0");
        if (job["prune-backups"] is { } own) return ($"job {job.Id}", own);
        var storage = job["storage"] ?? "local";
        return world.World.Storages.Find(storage)?["prune-backups"] is { } shared ? ($"storage {storage}", shared) : ($"job {job.Id}", null);
    }

    /// <summary>Generations a setting keeps at most; null when it keeps everything or means nothing.</summary>
    public static long? Of(string setting)
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
