using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Replication;

/// <summary>The volumes of a guest that replication copies (qemu-server: PVE/QemuConfig.pm, pve-container: PVE/LXC/Config.pm get_replicatable_volumes).</summary>
public static class ReplicableVolumes
{
    /// <summary>Their ids, sorted.</summary>
    /// <exception cref="PveException">A volume should be copied but cannot.</exception>
    public static IReadOnlyList<string> Of(Guest guest) =>
        [.. (guest is Container ? OfContainer(guest) : OfMachine(guest)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> OfMachine(Guest guest)
    {
        foreach (var (_, drive) in guest.Config.Drives())
        {
            if (drive.IsCdrom || Declined(drive)) continue;
            if (drive.Volume.StartsWith('/')) throw new PveException($"unable to replicate local file/device '{drive.Volume}'");
            if (IsOwn(guest, drive.Volume)) yield return Checked(guest, drive.Volume);
        }
    }

    private static IEnumerable<string> OfContainer(Guest guest)
    {
        foreach (var mount in ContainerMount.Of(guest.Config))
        {
            if (!mount.IsVolume && !Declined(mount.Line)) throw new PveException($"unable to replicate mountpoint type '{mount.Type}'");
            if (!mount.IsVolume || Declined(mount.Line) || !IsOwn(guest, mount.Volume)) continue;
            yield return Checked(guest, mount.Volume);
        }
    }

    private static bool Declined(Drive line) => line["replicate"] is "0" or "no" or "off" or "false";

    private static bool IsOwn(Guest guest, string volume) =>
        VolumeId.TryParse(volume) is { } id && !guest.Node.View.Storages.Get(id.Storage).Shared && GuestDisks.IsOwner(guest, volume);

    private static string Checked(Guest guest, string volume) =>
        guest.Node.Storages.HasFeature("replicate", volume) ? volume : throw new PveException($"missing replicate feature on volume '{volume}'");
}
