using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a good backup of the guest lies where the loss of the guest's own disk or host leaves it whole. Computed from where the bytes are.</summary>
public sealed record SeparateFailureDomain : GuestCriterion
{
    /// <summary>What may be lost: the guest's <see cref="FailureDomain.Host"/> or only its <see cref="FailureDomain.Disk"/>.</summary>
    public FailureDomain Domain { get; init; } = FailureDomain.Host;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var backups = Backups(world).Where(b => world.World.Node(b.Node).Files.Exists(b.Path)).ToList();
        if (backups.Count == 0) return NoBackup;
        var own = Placement.OfGuest(world, Guest);
        foreach (var backup in backups)
            if (DiskOf(world, backup) is { } disk && !own.Any(o => Together(o, disk)))
                return Finding.MetBy(Where(backup, disk));
        return Finding.FailedBy([.. backups.Select(b => Where(b, DiskOf(world, b)))]);
    }

    private bool Together(PhysicalDisk left, PhysicalDisk right) =>
        Domain == FailureDomain.Host ? left.Host == right.Host : ReferenceEquals(left, right);

    private static PhysicalDisk? DiskOf(Observed world, BackupSucceeded backup) =>
        world.World.Node(backup.Node).Files.MountOf(backup.Path).FileSystem.Disk;

    private static Evidence Where(BackupSucceeded backup, PhysicalDisk? disk) => Evidence.Seen(backup.At,
        $"{backup.VolumeId ?? backup.Path} は {disk?.Host.Name} のディスク {disk?.Name} にあります",
        $"{backup.VolumeId ?? backup.Path} lies on disk {disk?.Name} of {disk?.Host.Name}") with
    { Task = backup.Task };
}

/// <summary>What fails together.</summary>
public enum FailureDomain
{
    /// <summary>Everything in one machine.</summary>
    Host,

    /// <summary>Everything on one disk.</summary>
    Disk,
}
