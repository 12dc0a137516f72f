using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>A file in a dump directory.</summary>
/// <param name="Name">Its name without the directory.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ChangeTime">When it last changed, in seconds since the Unix epoch: the time of an archive whose name tells none.</param>
/// <param name="FirstLine">Its first line without the newline; null for an empty file. Only asked of notes.</param>
public sealed record BackupFile(string Name, long Size, long ChangeTime, string? FirstLine = null);

/// <summary>A backup as a listing shows it (pve-storage: PVE/Storage/Plugin.pm list_volumes).</summary>
/// <param name="VolumeId"><c>local:backup/vzdump-qemu-100-….vma.zst</c>.</param>
/// <param name="Format">The file's extension: <c>vma.zst</c>, <c>tgz</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Ctime">When it was made, in seconds since the Unix epoch: by its name, else the file's.</param>
/// <param name="Subtype">qemu, lxc, openvz or unknown.</param>
public sealed record BackupVolume(string VolumeId, string Format, long Size, long Ctime, string Subtype)
{
    /// <summary>The guest's id, as far as the name tells it.</summary>
    public int? Vmid { get; init; }

    /// <summary>The first line of its notes; null where it has none.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether it is protected from removal.</summary>
    public bool Protected { get; init; }
}

/// <summary>A backup with what pruning makes of it.</summary>
/// <param name="VolumeId">The backup.</param>
/// <param name="Ctime">When it was made, in seconds since the Unix epoch.</param>
/// <param name="Type">qemu, lxc, openvz or unknown.</param>
/// <param name="Vmid">The guest's id, as far as the name tells it.</param>
/// <param name="Mark">Whether it goes.</param>
public sealed record PruneEntry(string VolumeId, long Ctime, string Type, int? Vmid, PruneMark Mark);

/// <summary>
/// A directory of backups: which files are backups, what their names tell, which of them go. Functions over a list of files, so that a
/// file is a backup whoever put it there (pve-storage: PVE/Storage/Plugin.pm get_subdir_files, prune_backups).
/// </summary>
public static partial class BackupDirectory
{
    /// <summary>The backups among the files, in the order the shell's <c>*</c> gives.</summary>
    /// <param name="storage">The storage's id.</param>
    /// <param name="files">All files of the directory.</param>
    /// <param name="zone">The node's zone.</param>
    /// <param name="vmid">Only this guest's.</param>
    public static IReadOnlyList<BackupVolume> List(string storage, IEnumerable<BackupFile> files, Zone zone, int? vmid = null)
    {
        SortedDictionary<string, BackupFile> byName = new(StringComparer.Ordinal);
        foreach (var file in files) byName[file.Name] = file;
        return
        [
            .. byName.Values
                .Where(file => !file.Name.StartsWith('.'))
                .OrderBy(file => file.Name.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => Describe(storage, file, byName, zone, vmid))
                .OfType<BackupVolume>(),
        ];
    }

    private static BackupVolume? Describe(
        string storage, BackupFile file, SortedDictionary<string, BackupFile> siblings, Zone zone, int? vmid)
    {
        var match = Backup().Match(file.Name);
        if (!match.Success) return null;
        var (name, format) = (match.Groups[1].Value, match.Groups[2].Value);
        if (vmid is { } wanted && !Mentions(name, wanted)) return null;
        var archive = ArchiveName.TryParse(name, zone);
        return new($"{storage}:backup/{name}", format, file.Size, archive?.Ctime ?? file.ChangeTime, archive?.Type ?? "unknown")
        {
            Vmid = vmid ?? VmidIn(name[..^(format.Length + 1)]),
            Notes = siblings.GetValueOrDefault(file.Name + ArchiveName.NotesExtension)?.FirstLine,
            Protected = siblings.ContainsKey(ArchiveName.ProtectionPath(file.Name)),
        };
    }

    private static bool Mentions(string name, int vmid) =>
        Regex.IsMatch(name, string.Create(CultureInfo.InvariantCulture, $@"\S+-{vmid}-\S+"), RegexOptions.CultureInvariant);

    private static int? VmidIn(string stem) =>
        Numbered().Match(stem) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>What pruning makes of each backup. Retention counts per guest; names of one's own and protected backups stay.</summary>
    /// <param name="backups">The backups, as <see cref="List"/> gives them.</param>
    /// <param name="keep">How many are kept.</param>
    /// <param name="zone">The node's zone.</param>
    /// <param name="type">Only this type's, qemu or lxc; null for all.</param>
    public static IReadOnlyList<PruneEntry> MarkForPruning(
        IReadOnlyList<BackupVolume> backups, Retention keep, Zone zone, string? type = null)
    {
        var named = backups
            .Select(backup => (Backup: backup, Archive: ArchiveName.TryParse(backup.VolumeId, zone)))
            .Where(pair => type is null || type == (pair.Archive?.Type ?? "unknown"))
            .ToArray();
        var marks = Array.ConvertAll(named, pair => InitialMark(pair.Backup, pair.Archive));
        var groups = Enumerable.Range(0, named.Length)
            .Where(index => named[index].Archive is { IsStandard: true })
            .GroupBy(index => (named[index].Archive!.Type, named[index].Archive!.Vmid));
        foreach (int[] group in groups.Select(group => group.ToArray()))
        {
            var result = keep.Mark([.. group.Select(index => (named[index].Archive!.Ctime!.Value, marks[index]))], zone);
            for (var member = 0; member < group.Length; member++) marks[group[member]] = result[member];
        }
        return
        [
            .. named.Select((pair, index) => new PruneEntry(
                pair.Backup.VolumeId, pair.Backup.Ctime, pair.Archive?.Type ?? "unknown", pair.Archive?.Vmid ?? pair.Backup.Vmid,
                marks[index]!.Value)),
        ];
    }

    private static PruneMark? InitialMark(BackupVolume backup, ArchiveName? archive) =>
        backup.Protected ? PruneMark.Protected : archive is { IsStandard: true } ? null : PruneMark.Renamed;

    /// <summary>Removes the backups that are marked so. One that resists is logged, and the others go on.</summary>
    /// <param name="entries">The marked backups.</param>
    /// <param name="remove">Removes a backup with what lies beside it; its refusals become the log's errors.</param>
    /// <param name="log">Takes a level, <c>info</c> or <c>err</c>, and a text; an error's ends with its newlines, as real PVE prints it.</param>
    /// <exception cref="PveException"><c>error pruning backups - check log</c>, after the last one.</exception>
    public static void Prune(IEnumerable<PruneEntry> entries, Action<VolumeId> remove, Action<string, string> log)
    {
        var failed = false;
        foreach (var entry in entries.Where(entry => entry.Mark == PruneMark.Remove))
        {
            log("info", $"removing backup '{entry.VolumeId}'");
            try
            {
                remove(VolumeId.Parse(entry.VolumeId));
            }
            catch (PveException refusal)
            {
                log("err", $"error when removing backup '{entry.VolumeId}' - {refusal.Message}\n\n");
                failed = true;
            }
        }
        if (failed) throw new PveException("error pruning backups - check log");
    }

    /// <summary>
    /// Removes an archive with its log and its notes (pve-storage: PVE/Storage.pm archive_remove, archive_auxiliaries_remove).
    /// </summary>
    /// <param name="path">The archive's path; a missing archive is no error.</param>
    /// <param name="zone">The node's zone.</param>
    /// <param name="exists">Whether a path exists.</param>
    /// <param name="unlink">Removes an existing file.</param>
    /// <exception cref="PveException"><c>cannot remove protected archive 'PATH'</c>.</exception>
    public static void RemoveArchive(string path, Zone zone, Predicate<string> exists, Action<string> unlink)
    {
        if (exists(ArchiveName.ProtectionPath(path))) throw new PveException($"cannot remove protected archive '{path}'");
        var archive = ArchiveName.TryParse(path, zone);
        var directory = UnixPath.Directory(path);
        string?[] beside = [archive?.LogFileName, archive?.NotesFileName];
        foreach (var file in beside.OfType<string>().Select(name => UnixPath.Join(directory, name)).Prepend(path))
            if (exists(file)) unlink(file);
    }

    [GeneratedRegex(@"^(.+\.(" + ArchiveName.Extensions + "))$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Backup();

    [GeneratedRegex(@"-([1-9][0-9]{2,8})-.", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Numbered();
}
