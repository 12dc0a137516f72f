using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage.Types;

/// <summary>Files that are volumes by their name and place: ISO images, templates, backups, snippets (pve-storage: PVE/Storage/Plugin.pm get_subdir_files).</summary>
internal static partial class ContentFiles
{
    public static IEnumerable<VolumeInfo> List(StorageView storage, string directory, string content, int? vmid)
    {
        if (storage.Files.Find(directory) is not DirectoryEntry found) yield break;
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
                "backup" when Backup().Match(name) is { Success: true } m => DescribeBackup(storage, directory, name, m.Groups[1].Value, file, vmid),
                _ => null,
            };
            if (info is not null) yield return info;
        }
    }

    private static VolumeInfo Plain(StorageView storage, string content, string format, string name, FileEntry file) =>
        new($"{storage.Id}:{content}/{name}", content, format, file.Size) { Created = file.Modified };

    private static VolumeInfo? DescribeBackup(StorageView storage, string directory, string name, string format, FileEntry file, int? vmid)
    {
        if (vmid is { } wanted && !Mentions(name, wanted)) return null;
        var archive = ArchiveName.TryParse(name, storage.Node.Datacenter.Zone);
        var owner = Owner().Match(name[..^format.Length]);
        var notes = storage.Files.Find($"{directory}/{name}.notes") is TextFile { Text.Length: > 0 } text ? text.Text : null;
        return Plain(storage, "backup", format, name, file) with
        {
            Created = archive?.Ctime is { } seconds ? Instant.FromUnixSeconds(seconds) : file.Modified,
            Subtype = archive?.Type ?? "unknown",
            Vmid = vmid ?? (owner.Success ? int.Parse(owner.Groups[1].Value, CultureInfo.InvariantCulture) : null),
            Notes = notes?.Split('\n')[0],
            Protected = storage.Files.Exists($"{directory}/{name}.protected"),
        };
    }

    private static bool Mentions(string name, int vmid) => Regex.IsMatch(name, string.Create(CultureInfo.InvariantCulture, $@"\S+-{vmid}-\S+"));

    [GeneratedRegex(@"[^/]\.(?i:iso|img)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"[^/](?i:\.tar(?:\.(gz|xz|zst|bz2))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"[^/]\.(tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?)\z")]
    private static partial Regex Backup();

    [GeneratedRegex(@"\A[a-zA-Z0-9\-.+=_]+\.((?i:ova|ovf|qcow2|raw|vmdk))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    [GeneratedRegex(@"-([1-9][0-9]{2,8})-[^/]+\.\z")]
    private static partial Regex Owner();
}
