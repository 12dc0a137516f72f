using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Sectors under a guest's disk cannot be read any more. The guest goes on as long as it does not touch them; whoever reads the whole disk, a backup above
/// all, gets an input/output error when it comes there. What is restored lies on other sectors.
/// </summary>
public sealed record DiskReadErrors : GuestFault
{
    /// <summary>The disk, for example <c>scsi0</c>.</summary>
    public required string Disk { get; init; }

    /// <summary>Where on the disk, in percent of its size.</summary>
    public int Percent { get; init; } = 10;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Percent is < 0 or > 99) yield return new FaultProblem("percent", "percent: from 0 to 99");
        if (world.GuestOf(Guest) is { } found && found.Kind == GuestKind.Container) yield return new FaultProblem("guest", "it is for virtual machines");
        if (!MayComeLater && world.GuestOf(Guest) is { } guest && !guest.Volumes(guest.Config).Any(v => v.Key == Disk))
            yield return new FaultProblem("disk", $"the guest has no disk '{Disk}'", Disk, [.. guest.Volumes(guest.Config).Select(v => v.Key)]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var guest = Find(site.World);
        var (key, volume) = guest.Volumes(guest.Config).FirstOrDefault(v => v.Key == Disk);
        var image = key is null ? null : guest.Node.Storages.Image(volume);
        if (image is null) throw new PveException($"no disk '{Disk}'");
        image.UnreadableAt = image.Size / 100 * Percent;
        return () => image.UnreadableAt = null;
    }
}
