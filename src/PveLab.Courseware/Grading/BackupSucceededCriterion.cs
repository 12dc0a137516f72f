namespace PveLab.Courseware.Grading;

/// <summary>Ever: the guest was backed up without error.</summary>
public sealed record BackupSucceededCriterion : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world) =>
        Backups(world).FirstOrDefault() is { } backup ? Finding.MetBy(Of(backup)) : NoBackup;
}
