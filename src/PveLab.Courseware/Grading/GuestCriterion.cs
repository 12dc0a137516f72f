using PveLab.Sim.Backup;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>A criterion about one guest of the scenario: what is backed up, or what was restored from its backups.</summary>
public abstract record GuestCriterion : Criterion
{
    /// <summary>VMID of the guest that is backed up.</summary>
    public required int Guest { get; init; }

    /// <summary>Its successful backups, oldest first.</summary>
    protected IEnumerable<BackupSucceeded> Backups(Observed world) => world.Facts<BackupSucceeded>().Where(b => b.Vmid == Guest);

    /// <summary>Successful restores from its backups, oldest first.</summary>
    protected IEnumerable<RestoreSucceeded> Restores(Observed world) => world.Facts<RestoreSucceeded>().Where(r => r.SourceVmid == Guest);

    /// <summary>The guests meant, as they are now: the one of the scenario, or those restored from its backups that are still there.</summary>
    protected IEnumerable<Guest> Subjects(Observed world, Subject of) => Subjects(world, Guest, of);

    /// <summary>The guests meant by a VMID, as they are now.</summary>
    internal static IEnumerable<Guest> Subjects(Observed world, int guest, Subject of)
    {
        IEnumerable<int> original = of == Subject.Restored ? [] : [guest];
        var restored = of == Subject.Original ? [] : world.Facts<RestoreSucceeded>().Where(r => r.SourceVmid == guest).Select(r => r.Vmid);
        return original.Concat(restored).Distinct().Select(world.World.GuestOf).OfType<Guest>();
    }

    /// <summary>The finding when there is no such guest (any more).</summary>
    protected Finding NoSubject(Observed world, Subject of) => of == Subject.Restored && !Restores(world).Any() ? NoRestore
        : Finding.Missing(
            Invariant($"{(of == Subject.Restored ? "リストアした" : "")}ゲスト {Guest} がありません"),
            Invariant($"{(of == Subject.Restored ? "what was restored from " : "")}guest {Guest} is not there"));

    /// <summary>The finding when the guest was never backed up.</summary>
    protected Finding NoBackup => Finding.Missing(
        Invariant($"VM {Guest} のバックアップはまだ成功していません"), Invariant($"no backup of VM {Guest} has succeeded yet"));

    /// <summary>The finding when nothing was restored from the guest's backups.</summary>
    protected Finding NoRestore => Finding.Missing(
        Invariant($"VM {Guest} のバックアップからのリストアはまだ成功していません"), Invariant($"no backup of VM {Guest} has been restored yet"));

    /// <summary>A restore as evidence.</summary>
    protected static Evidence Of(RestoreSucceeded restore) =>
        Evidence.Seen(restore.At,
            Invariant($"{restore.Archive} を {restore.Node} の VM {restore.Vmid} へリストアしました（{Durations.Ja(restore.Duration)}）"),
            Invariant($"{restore.Archive} was restored as VM {restore.Vmid} on {restore.Node} in {Durations.En(restore.Duration)}")) with
        { Task = restore.Task };

    /// <summary>A backup as evidence.</summary>
    protected static Evidence Of(BackupSucceeded backup) =>
        Evidence.Seen(backup.At,
            Invariant($"VM {backup.Vmid} のバックアップ {backup.VolumeId ?? backup.Path} が完了しました"),
            Invariant($"backup {backup.VolumeId ?? backup.Path} of VM {backup.Vmid} was completed")) with
        { Task = backup.Task };
}

/// <summary>Which guest a criterion is about.</summary>
public enum Subject
{
    /// <summary>A guest that was restored from the backups of the scenario's guest.</summary>
    Restored,

    /// <summary>The scenario's guest itself, under its VMID.</summary>
    Original,

    /// <summary>Either of them: whichever way the service came back.</summary>
    Either,
}
