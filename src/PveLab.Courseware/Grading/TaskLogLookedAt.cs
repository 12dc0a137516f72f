using PveLab.Sim.Backup;

namespace PveLab.Courseware.Grading;

/// <summary>Ever: somebody read the log of a successful backup after it had ended, instead of trusting that it did.</summary>
public sealed record TaskLogLookedAt : GuestCriterion
{
    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var backups = Backups(world).ToList();
        if (backups.Count == 0) return NoBackup;
        foreach (var read in world.Facts<TaskLogRead>())
            if (backups.Find(b => b.Task == read.Upid && b.At <= read.At) is { } backup)
                return Finding.MetBy(Evidence.Seen(read.At, "バックアップのログが読まれました", "the log of the backup was read") with
                {
                    Task = backup.Task,
                    Line = LastLine(world, backup),
                });
        return Finding.Missing("バックアップの終了後に、そのログはまだ読まれていません", "the log of the backup has not been read since it ended");
    }

    private static string? LastLine(Observed world, BackupSucceeded backup) =>
        world.World.Node(backup.Node).Tasks.Find(backup.Task)?.Lines.LastOrDefault(l => l.Contains("Finished Backup", StringComparison.Ordinal));
}
