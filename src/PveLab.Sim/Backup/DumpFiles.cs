using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>One guest's backups in a dump directory, for retention. Only names as vzdump gives them count.</summary>
internal static class DumpFiles
{
    // A cheap first look: reading a name that is none costs an exception, and every archive has companions.
    private static readonly string[] Extensions = [".vma", ".tar", ".tgz", ".gz", ".lzo", ".zst", ".bz2"];

    /// <summary>A guest's backups, in the order of their names (pve-manager: PVE/VZDump.pm get_backup_file_list).</summary>
    /// <param name="node">The node.</param>
    /// <param name="directory">The dump directory.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="volumePrefix">What stands before a file's name in what is listed: <c>nas:backup/</c>, or the directory.</param>
    internal static List<BackupVolume> Of(Node node, string directory, Guest guest, string volumePrefix)
    {
        var found = new List<BackupVolume>();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"vzdump-{guest.Kind.Type}-{guest.Vmid}-");
        var entries = node.Files.List(directory);
        foreach (var (name, entry) in entries.StartingWith(prefix))
        {
            if (!Extensions.Contains(name[name.LastIndexOf('.')..])) continue;
            if (node.Backups.TimeOf(name) is not { } ctime) continue;
            found.Add(new BackupVolume(volumePrefix + name, "", entry.Size, ctime, guest.Kind.Type)
            {
                Vmid = guest.Vmid,
                Protected = entries.ContainsKey(ArchiveName.ProtectionPath(name)),
            });
        }
        return found;
    }

    /// <summary>Which of them go.</summary>
    internal static IEnumerable<string> ToRemove(List<BackupVolume> backups, Retention keep, Zone zone)
    {
        if (backups.Count == 0) return [];
        var marks = keep.Mark([.. backups.Select(b => (b.Ctime, b.Protected ? PruneMark.Protected : (PruneMark?)null))], zone);
        return backups.Where((_, i) => marks[i] == PruneMark.Remove).Select(b => b.VolumeId);
    }
}
