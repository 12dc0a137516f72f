using PveLab.Sim.Backup;
using PveLab.Sim.Guests;
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
        var backups = Backups(world).Where(b => world.World.Node(b.Node).Files.Exists(b.Path)).ToList();
        if (backups.Count == 0) return NoBackup;
        var own = DomainsOfGuest(world).ToList();
        foreach (var backup in backups)
            if (DomainOf(world, backup) is { } domain && own.TrueForAll(o => Survives == Loss.Host ? domain.IsSeparateFrom(o) : domain.IsOnAnotherDiskThan(o)))
                return Finding.MetBy(Where(backup, domain));
        return Finding.FailedBy([.. backups.Select(b => Where(b, DomainOf(world, b)))]);
    }

    private static FailureDomain? DomainOf(Observed world, BackupSucceeded backup) =>
        world.World.Node(backup.Node).Files.MountOf(backup.Path).FileSystem.Disk is { } disk ? FailureDomain.Of(disk) : null;

    /// <summary>Where the guest's disks are: as of now, or as in the beginning when it is gone.</summary>
    private IEnumerable<FailureDomain> DomainsOfGuest(Observed world)
    {
        var was = world.Start.Guests.GetValueOrDefault(Guest);
        var node = world.World.OwnerOf(Guest) ?? (was is null ? null : world.World.Node(was.Node));
        var config = node?.Guests.Find(Guest)?.Config ?? was?.Config ?? GuestConfig.Empty;
        return config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => node?.Storages.FailureDomainOf(d.Drive.Volume)).OfType<FailureDomain>();
    }

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
