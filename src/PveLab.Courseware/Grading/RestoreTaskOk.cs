using PveLab.Sim.Backup;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: a restore from the guest's backup ended without error.</summary>
public sealed record RestoreTaskOk : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (Restores(world).FirstOrDefault() is { } restore) return Finding.MetBy(Of(restore));
        if (world.Facts<RestoreFailed>().LastOrDefault() is { } failed)
            return Finding.FailedBy(Evidence.Seen(failed.At, "リストアはエラーで終了しました", "the restore ended with an error") with
            {
                Task = failed.Task,
                Line = failed.Error,
            });
        return NoRestore;
    }
}
