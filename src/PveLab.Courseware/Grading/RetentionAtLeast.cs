namespace PveLab.Courseware.Grading;

/// <summary>Now: every job that covers the guest keeps enough generations. A job that prunes nothing keeps enough.</summary>
public sealed record RetentionAtLeast : GuestCriterion
{
    /// <summary>Generations kept at least.</summary>
    public required int Keep { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var jobs = CoveringJobs.Of(world.World, Guest).Select(job => KeptGenerations.OfJob(world, job)).ToList();
        if (jobs.Count == 0)
            return Finding.Missing(Invariant($"VM {Guest} を対象とする有効なバックアップジョブがありません"), Invariant($"no enabled backup job covers VM {Guest}"));
        if (jobs.Find(j => j.Setting is not null && KeptGenerations.Of(j.Setting) is { } kept && kept < Keep) is ({ } place, var few))
            return Finding.FailedBy(Evidence.Seen(null, Invariant($"{place} が残すのは {Keep} 世代未満です: {few}"), Invariant($"{place} keeps fewer than {Keep} generations: {few}")));
        return Finding.MetBy([.. jobs.Select(j => Evidence.Seen(null, $"{j.Where}: {j.Setting ?? "(keep-all)"}", $"{j.Where}: {j.Setting ?? "(keep-all)"}"))]);
    }
}
