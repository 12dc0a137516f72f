using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a good backup of the guest lies where the loss of the guest's own disk or host leaves it whole. Computed from where the bytes are.</summary>
public sealed record SeparateFailureDomain : GuestCriterion
{
    /// <summary>What may be lost.</summary>
    public Loss Survives { get; init; } = Loss.Host;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var backups = Whole(world).ToList();
        if (backups.Count == 0) return NoBackup;
        if (FailureDomains.OfGuest(world, Guest) is not { Count: > 0 } own)
            return Finding.Missing(Invariant($"VM {Guest} 自身のディスクの場所が分かりません"), Invariant($"where VM {Guest}'s own disks lie cannot be told"));
        foreach (var backup in backups)
            if (DomainOf(world, backup) is { } domain && own.TrueForAll(o => domain.Survives(o, Survives)))
                return Finding.MetBy(Where(backup, domain));
        return Finding.FailedBy([.. backups.Select(b => Where(b, DomainOf(world, b)))]);
    }

    /// <summary>The backups whose file still is that very backup. Most of a year's are pruned: their names are missed in directories that were found once.</summary>
    private IEnumerable<BackupSucceeded> Whole(Observed world)
    {
        var directories = new Dictionary<(string, string), DirectoryEntry?>();
        foreach (var backup in Backups(world))
        {
            var place = (backup.Node, UnixPath.Directory(backup.Path));
            if (!directories.TryGetValue(place, out var directory))
                directories.Add(place, directory = world.World.Node(backup.Node).Files.Find(place.Item2) as DirectoryEntry);
            if (directory?.Entries.ContainsKey(UnixPath.Name(backup.Path)) == true && IsWhole(world, backup)) yield return backup;
        }
    }

    /// <summary>Whether the file still is that very backup, all of it: neither gone, replaced, cut short nor damaged.</summary>
    private static bool IsWhole(Observed world, BackupSucceeded backup) =>
        world.World.Node(backup.Node).Files.Find(backup.Path) is BlobFile { Payload: BackupArchive { Damage: ArchiveDamage.None } archive } file
        && archive.Vmid == backup.Vmid && archive.CapturedAt <= backup.At && archive.CapturedAt >= backup.At - backup.Duration && file.Size >= archive.Length;

    private static FailureDomain? DomainOf(Observed world, BackupSucceeded backup) =>
        world.World.Node(backup.Node).Files.MountOf(backup.Path).FileSystem.Disk is { } disk ? FailureDomain.Of(disk) : null;

    private static Evidence Where(BackupSucceeded backup, FailureDomain? domain) => Evidence.Seen(backup.At,
        $"{backup.VolumeId ?? backup.Path} は {domain?.Host.Name} のディスク {domain?.Disk.Name} にあります",
        $"{backup.VolumeId ?? backup.Path} lies on disk {domain?.Disk.Name} of {domain?.Host.Name}") with
    { Task = backup.Task };
}

/// <summary>What is lost at once.</summary>
public enum Loss
{
    /// <summary>A machine with everything in it.</summary>
    Host,

    /// <summary>One disk.</summary>
    Disk,
}
