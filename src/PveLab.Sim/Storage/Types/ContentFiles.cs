using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage.Types;

/// <summary>Files that are volumes by their name and place: ISO images, templates, backups, snippets (pve-storage: PVE/Storage/Plugin.pm get_subdir_files).</summary>
internal static partial class ContentFiles
{
    public static IEnumerable<VolumeInfo> List(StorageView storage, string directory, string content, int? vmid)
    {
        if (content == "backup") return Backups(storage, vmid).Select(Show);
        return storage.Files.Find(directory) is DirectoryEntry found ? Named(storage, directory, found, content) : [];
    }

    private static IEnumerable<VolumeInfo> Named(StorageView storage, string directory, DirectoryEntry found, string content)
    {
        foreach (var (name, entry) in found.Entries)
        {
            if (name[0] == '.') continue;
            var file = entry is LinkEntry ? storage.Files.Find($"{directory}/{name}") : entry;
            if (file is null or DirectoryEntry) continue;
            var info = content switch
            {
                "iso" when Iso().IsMatch(name) => Plain(storage, "iso", "iso", name, file),
                "vztmpl" when Template().Match(name) is { Success: true } m => Plain(storage, "vztmpl", m.Groups[1].Success ? "t" + m.Groups[1].Value : "tar", name, file),
                "snippets" => Plain(storage, "snippets", "snippet", name, file),
                "import" when Import().Match(name) is { Success: true } m => Plain(storage, "import", m.Groups[1].Value, name, file),
                _ => null,
            };
            if (info is not null) yield return info;
        }
    }

    private static VolumeInfo Plain(StorageView storage, string content, string format, string name, FileEntry file) =>
        new($"{storage.Id}:{content}/{name}", content, format, file.Size) { Created = file.Modified };

    /// <summary>The backups of a storage that keeps them as files.</summary>
    public static IReadOnlyList<BackupVolume> Backups(StorageView storage, int? vmid)
    {
        var directory = DirectoryStorage.Subdirectory(storage, "backup");
        if (storage.Files.Find(directory) is not DirectoryEntry found) return [];
        var files = from entry in found.Entries
                    let file = entry.Value is LinkEntry ? storage.Files.Find($"{directory}/{entry.Key}") : entry.Value
                    where file is not null and not DirectoryEntry
                    select new BackupFile(entry.Key, file.Size, file.Modified.UnixSeconds, FirstLine(file));
        return BackupDirectory.List(storage.Id, files, storage.Node.Datacenter.Zone, vmid);
    }

    private static VolumeInfo Show(BackupVolume backup) => new(backup.VolumeId, "backup", backup.Format, backup.Size)
    {
        Vmid = backup.Vmid,
        Created = Instant.FromUnixSeconds(backup.Ctime),
        Notes = backup.Notes,
        Protected = backup.Protected,
        Subtype = backup.Subtype,
    };

    private static string? FirstLine(FileEntry file) => file is TextFile { Text.Length: > 0 } text ? text.Text.Split('\n', 2)[0] : null;

    [GeneratedRegex(@"[^/]\.(?i:iso|img)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"[^/](?i:\.tar(?:\.(gz|xz|zst|bz2))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"\A[a-zA-Z0-9\-.+=_]+\.((?i:ova|ovf|qcow2|raw|vmdk))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Import();
}
