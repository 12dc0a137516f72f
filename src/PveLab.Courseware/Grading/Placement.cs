using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Where bytes physically are.</summary>
public static class Placement
{
    /// <summary>The disks under a guest's drives: as of now, or as in the beginning when it is gone.</summary>
    public static IReadOnlyList<PhysicalDisk> OfGuest(Observed world, int vmid)
    {
        var owner = world.World.OwnerOf(vmid);
        if (owner is not null) return OfDrives(owner, owner.Guests.Get(vmid).Config);
        return world.Start.Guests.TryGetValue(vmid, out var was) ? OfDrives(world.World.Node(was.Node), was.Config) : [];
    }

    private static List<PhysicalDisk> OfDrives(Node node, GuestConfig config) =>
        [.. config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => OfVolume(node, d.Drive.Volume)).OfType<PhysicalDisk>().Distinct()];

    /// <summary>The disk a volume lies on, or null when its storage is unknown.</summary>
    public static PhysicalDisk? OfVolume(Node node, string volume)
    {
        var storage = node.Datacenter.Storages.Find(volume.Split(':')[0]);
        if (storage is { Type: "lvmthin" }) return node.ThinPools.GetValueOrDefault($"{storage["vgname"]}/{storage["thinpool"]}")?.Disk;
        return storage?["path"] is { } path && node.Files.Exists(path) ? node.Files.MountOf(path).FileSystem.Disk : null;
    }
}
