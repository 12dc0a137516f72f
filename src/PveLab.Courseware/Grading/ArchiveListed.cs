using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: somebody listed the storage that holds the backup after it had been made.</summary>
public sealed record ArchiveListed : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var backups = Backups(world).ToList();
        if (backups.Count == 0) return NoBackup;
        foreach (var listed in world.Facts<BackupsListed>())
            if (backups.Find(b => b.At <= listed.At && b.VolumeId?.Split(':')[0] == listed.Storage) is { } backup)
                return Finding.MetBy(Evidence.Seen(listed.At,
                    $"{listed.Storage} の一覧で {backup.VolumeId} が確認されました", $"the listing of {listed.Storage} showed {backup.VolumeId}"));
        return Finding.Missing("バックアップ後に、保存先の一覧はまだ確認されていません", "the storage holding the backup has not been listed since");
    }
}
