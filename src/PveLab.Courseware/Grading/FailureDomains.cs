using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>Where things lie that can be lost together. Computed from where the bytes are.</summary>
internal static class FailureDomains
{
    /// <summary>Where a guest's disks are: as of now, or as in the beginning when it is gone; null when one of them cannot be placed.</summary>
    public static List<FailureDomain>? OfGuest(Observed world, int guest)
    {
        var (node, was) = (NodeOf(world, guest), world.Start.Guests.GetValueOrDefault(guest));
        var config = node?.Guests.Either(guest)?.Config ?? was?.Config ?? GuestConfig.Empty;
        var domains = config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => Place(node, d.Drive.Volume)).ToList();
        return domains.Contains(null) ? null : [.. domains.OfType<FailureDomain>()];
    }

    /// <summary>Where a storage lies, as the guest's node sees it; null when that cannot be told.</summary>
    public static FailureDomain? OfStorage(Observed world, int guest, string storage) => Place(NodeOf(world, guest), storage);

    /// <summary>Whether something here is left when what lies there is lost.</summary>
    public static bool Survives(this FailureDomain here, FailureDomain there, Loss loss) => loss == Loss.Host ? here.IsSeparateFrom(there) : here.IsOnAnotherDiskThan(there);

    private static Node? NodeOf(Observed world, int guest) =>
        world.World.OwnerOf(guest) ?? (world.Start.Guests.GetValueOrDefault(guest) is { } was ? world.World.Node(was.Node) : null);

    private static FailureDomain? Place(Node? node, string idOrVolume)
    {
        try
        {
            return node?.Storages.FailureDomainOf(idOrVolume);
        }
        catch (Sim.PveException)
        {
            // Its storage is no longer defined.
            return null;
        }
    }
}
