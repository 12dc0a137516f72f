using PveLab.Sim.Backup;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: the scheduler itself ran a job, and it backed the guest up without error. A run by hand proves nothing about the night.</summary>
public sealed record JobRanOk : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var fired = world.Facts<JobFired>().Where(f => f.Task is not null).ToList();
        foreach (var backup in Backups(world))
            if (fired.Find(f => f.Task == backup.Task) is { } run)
                return Finding.MetBy(Evidence.Seen(run.At, $"ジョブ {run.Job} が予定どおり動きました", $"job {run.Job} ran as scheduled") with { Task = run.Task }, Of(backup));
        return fired.Count == 0
            ? Finding.Missing("スケジュールされたジョブはまだ動いていません", "no scheduled job has run yet")
            : Finding.Missing(
                Invariant($"ジョブは動きましたが、VM {Guest} のバックアップは成功していません"), Invariant($"jobs ran, but none has backed up VM {Guest} without error"));
    }
}
