using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>Making and removing a guest's disks (qemu-server: PVE/API2/Qemu.pm create_disks, PVE/QemuServer.pm destroy_vm).</summary>
public static partial class GuestDisks
{
    /// <summary>Makes the disks that drive lines like <c>local-lvm:32</c> ask for and checks those that name a volume.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="settings">Drive keys with their lines.</param>
    /// <param name="defaultStorage">Storage for lines that name none.</param>
    /// <param name="log">Receives <c>scsi1: successfully created disk '…'</c>.</param>
    /// <returns>The lines as the configuration keeps them.</returns>
    /// <exception cref="PveException">A disk cannot be made; those already made are freed again.</exception>
    public static IReadOnlyDictionary<string, string> Create(
        Guest guest, IEnumerable<KeyValuePair<string, string>> settings, string? defaultStorage, Action<string> log)
    {
        var made = new List<string>();
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var (key, value) in settings.Where(s => Drive.BusRank(s.Key) >= 0).OrderBy(s => Drive.BusRank(s.Key)))
            {
                var drive = Drive.Parse(value);
                var line = drive.Volume is "none" or "cdrom" ? drive.Without("size")
                    : NewDisk().Match(drive.Volume) is { Success: true } wanted ? Allocate(guest, key, drive, wanted, defaultStorage, made, log)
                    : Existing(guest, drive);
                lines[key] = line.Sorted().ToString();
                if (made.Contains(line.Volume)) log($"{key}: successfully created disk '{lines[key]}'");
            }
            return lines;
        }
        catch (PveException)
        {
            foreach (var volume in made) guest.Node.Storages.Free(volume);
            throw;
        }
    }

    /// <summary>Whether a volume's name says that it belongs to the guest.</summary>
    public static bool IsOwner(Guest guest, string volume) =>
        VolumeId.TryParse(volume) is { } id && OwnerName().Match(id.Name) is { Success: true } owner
        && owner.Groups[1].Value == guest.Vmid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Frees every volume the guest owns, and with <paramref name="unreferenced"/> also those no line names.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="unreferenced">Also look for its volumes on all enabled storages.</param>
    /// <param name="log">Receives what the storage prints.</param>
    /// <param name="warn">Receives what could not be removed.</param>
    public static void FreeAll(Guest guest, bool unreferenced, Action<string> log, Action<string> warn)
    {
        var config = guest.Config;
        var done = new HashSet<string>(StringComparer.Ordinal);
        var lines = config.Values.Concat(config.Pending).Concat(config.Sections.SelectMany(s => s.Values.Where(v => v.Key == "vmstate")));
        foreach (var (key, value) in lines.OrderBy(l => Drive.BusRank(l.Key) < 0).ThenBy(l => Drive.BusRank(l.Key)))
        {
            if (Drive.BusRank(key) < 0 && key != "vmstate" && !key.StartsWith("unused", StringComparison.Ordinal)) continue;
            var drive = Drive.Parse(value);
            if ((drive.IsCdrom && !drive.Volume.EndsWith("cloudinit", StringComparison.Ordinal)) || !IsOwner(guest, drive.Volume) || !done.Add(drive.Volume)) continue;
            Free(guest, drive.Volume, log, error => warn($"Could not remove disk '{drive.Volume}', check manually: {error}"));
        }
        if (!unreferenced) return;
        foreach (var storage in guest.Node.View.Storages.Storages.Where(s => !s.Disabled && s.Content.Contains("images")))
            foreach (var volume in ListImages(guest, storage.Id, warn))
                if (done.Add(volume)) Free(guest, volume, log, warn);
    }

    /// <summary>Frees a volume that no drive uses any more (try_deallocate_drive).</summary>
    /// <exception cref="PveException">A snapshot keeps it.</exception>
    public static void FreeUnused(Guest guest, string volume, Action<string>? log = null)
    {
        if (GuestDiskWork.IsInSnapshot(guest.Config, volume)) throw new PveException($"unable to delete '{volume}' - volume is still in use (snapshot?)");
        guest.Node.Storages.Free(volume, log);
    }

    private static List<string> ListImages(Guest guest, string storage, Action<string> warn)
    {
        try
        {
            return [.. guest.Node.Storages.List(storage, "images", guest.Vmid).Select(v => v.VolumeId)];
        }
        catch (PveException error)
        {
            warn(error.Message);
            return [];
        }
    }

    private static void Free(Guest guest, string volume, Action<string> log, Action<string> warn)
    {
        try
        {
            guest.Node.Storages.Free(volume, log);
        }
        catch (PveException error)
        {
            warn(error.Message);
        }
    }

    private static Drive Allocate(Guest guest, string key, Drive drive, Match wanted, string? defaultStorage, List<string> made, Action<string> log)
    {
        var storage = wanted.Groups[1].Success ? wanted.Groups[1].Value : defaultStorage
            ?? throw new PveException("no storage ID specified (and no default storage)");
        if (guest.Node.View.Storages.Find(storage) is { } target && !target.Content.Contains("images"))
            throw new PveException($"Parameter verification failed.\nstorage: storage '{storage}' does not support vm images", 400);
        var gibibytes = decimal.Parse(wanted.Groups[2].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var size = key.StartsWith("efidisk", StringComparison.Ordinal) ? 4L << 20 : key.StartsWith("tpmstate", StringComparison.Ordinal) ? 4L << 20
            : (long)(gibibytes * (1L << 30)) / 1024 * 1024;
        var volume = guest.Node.Storages.Allocate(storage, guest.Vmid, drive["format"], null, size, log);
        made.Add(volume);
        return (drive with { Volume = volume }).Without("format").With("size", ByteSize.Format(size));
    }

    private static Drive Existing(Guest guest, Drive drive)
    {
        var storages = guest.Node.Storages;
        long? size;
        if (VolumeId.TryParse(drive.Volume) is { } volume)
        {
            guest.Node.View.Storages.Get(volume.Storage);
            storages.Activate(volume.Storage);
            size = storages.Image(drive.Volume)?.Size ?? guest.Node.Files.Find(storages.PathOf(drive.Volume))?.Size;
        }
        else
        {
            size = guest.Node.Files.Find(drive.Volume)?.Size;
        }
        return drive.With("size", ByteSize.Format(size ?? throw new PveException($"volume {drive.Volume} does not exist")));
    }

    [GeneratedRegex(@"^(?:([^/:\s]+):)?(\d{1,6}(?:\.\d{1,9})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex NewDisk();

    [GeneratedRegex(@"(?:^|/)(?:vm|base|subvol)-(\d+)-", RegexOptions.CultureInvariant)]
    private static partial Regex OwnerName();
}
