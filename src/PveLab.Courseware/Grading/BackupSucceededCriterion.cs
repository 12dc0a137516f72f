using PveLab.Sim.Backup;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: the guest was backed up without error, where and as soon as it had to be.</summary>
public sealed record BackupSucceededCriterion : GuestCriterion
{
    /// <summary>The storage it went to; null for any.</summary>
    public string? Storage { get; init; }

    /// <summary>Minutes after the beginning of the attempt by which it was done; null for whenever.</summary>
    public int? WithinMinutes { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var backups = Backups(world).Where(b => Storage is null || b.VolumeId?.StartsWith(Storage + ":", StringComparison.Ordinal) == true).ToList();
        if (backups.Find(b => IsInTime(b, world)) is { } backup) return Finding.MetBy(Of(backup));
        if (backups.Count > 0) return Finding.FailedBy(Of(backups[0]));
        return Storage is null ? NoBackup : Finding.Missing(
            Invariant($"VM {Guest} の {Storage} へのバックアップはまだ成功していません"), Invariant($"no backup of VM {Guest} to {Storage} has succeeded yet"));
    }

    private bool IsInTime(BackupSucceeded backup, Observed world) => WithinMinutes is not { } minutes || backup.At - world.Start.At <= TimeSpan.FromMinutes(minutes);
}
