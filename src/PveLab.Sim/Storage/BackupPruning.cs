using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>A backup as pruning sees it.</summary>
/// <param name="VolumeId">The backup.</param>
/// <param name="Type">qemu, lxc, openvz or unknown.</param>
/// <param name="Vmid">Its guest, when known.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Mark">What becomes of it.</param>
public sealed record PruneEntry(string VolumeId, string Type, int? Vmid, Instant Created, PruneMark Mark);

/// <summary>Takes a line of a prune run: its level, <c>info</c> or <c>err</c>, and its text.</summary>
public delegate void PruneLog(string level, string text);

/// <summary>Removes backups that retention does not cover (pve-storage: PVE/Storage.pm prune_backups, PVE/Storage/Plugin.pm prune_backups).</summary>
public static class BackupPruning
{
    /// <summary>Prunes the backups on a storage, or tells what would happen.</summary>
    /// <param name="storages">The node's storages.</param>
    /// <param name="id">The storage.</param>
    /// <param name="keep">The retention, or null for the storage's own.</param>
    /// <param name="vmid">Only this guest's backups.</param>
    /// <param name="type">Only backups of this type of guest.</param>
    /// <param name="dryRun">Only tell.</param>
    /// <param name="log">Takes a line per removed backup.</param>
    /// <returns>Every backup looked at, in the order of their volume ids.</returns>
    /// <exception cref="PveException">No backups there, no retention, or a backup could not be removed.</exception>
    public static IReadOnlyList<PruneEntry> Prune(
        this NodeStorages storages, string id, Retention? keep, int? vmid = null, string? type = null, bool dryRun = false, PruneLog? log = null)
    {
        var storage = storages.Node.Datacenter.Storages.Get(id);
        if (!storage.Content.Contains("backup")) throw new PveException($"storage '{id}' does not support backups");
        keep ??= Retention.Parse(storage["prune-backups"] ?? throw new PveException($"no prune-backups options configured for storage '{id}'"));
        storages.Activate(id);
        var zone = storages.Node.Datacenter.Zone;
        var entries = Marked(Candidates(StorageTypes.Get(storage.Type).List(storages.View(storage), "backup", vmid), type, zone), keep, zone);
        var failed = false;
        foreach (var entry in entries.Where(e => !dryRun && e.Mark == PruneMark.Remove)) failed |= !Remove(storages, entry, log);
        return failed ? throw new PveException("error pruning backups - check log") : entries;
    }

    private static List<(PruneEntry Entry, bool Standard, PruneMark? Mark)> Candidates(IEnumerable<VolumeInfo> backups, string? type, Zone zone) =>
        [.. from backup in backups
            let archive = ArchiveName.TryParse(backup.VolumeId, zone)
            let kind = archive?.Type ?? "unknown"
            where type is null || type == kind
            orderby backup.VolumeId
            let standard = archive is { IsStandard: true }
            let mark = backup.Protected ? PruneMark.Protected : standard ? (PruneMark?)null : PruneMark.Renamed
            select (new PruneEntry(backup.VolumeId, kind, archive?.Vmid ?? backup.Vmid, backup.Created!.Value, mark ?? PruneMark.Keep), standard, mark)];

    private static List<PruneEntry> Marked(List<(PruneEntry Entry, bool Standard, PruneMark? Mark)> candidates, Retention keep, Zone zone)
    {
        var marks = candidates.ToDictionary(c => c.Entry.VolumeId, c => c.Entry.Mark, StringComparer.Ordinal);
        foreach (var guest in candidates.Where(c => c.Standard).GroupBy(c => (c.Entry.Type, c.Entry.Vmid)))
        {
            var group = guest.ToList();
            var marked = keep.Mark([.. group.Select(c => (c.Entry.Created.UnixSeconds, c.Mark))], zone);
            for (var i = 0; i < group.Count; i++) marks[group[i].Entry.VolumeId] = marked[i];
        }
        return [.. candidates.Select(c => c.Entry with { Mark = marks[c.Entry.VolumeId] })];
    }

    private static bool Remove(NodeStorages storages, PruneEntry entry, PruneLog? log)
    {
        log?.Invoke("info", $"removing backup '{entry.VolumeId}'");
        try
        {
            RemoveArchive(storages.Node.Files, storages.PathOf(entry.VolumeId), storages.Node.Datacenter.Zone);
        }
        catch (PveException error)
        {
            log?.Invoke("err", $"error when removing backup '{entry.VolumeId}' - {error.Message}\n");
            return false;
        }
        storages.Node.Datacenter.Facts.Record(new BackupPruned(storages.Node.Clock.Now, storages.Node.Name, entry.VolumeId));
        return true;
    }

    /// <summary>Removes an archive with its log and notes (pve-storage: PVE/Storage.pm archive_remove).</summary>
    /// <exception cref="PveException">It is protected, or the file system refuses.</exception>
    public static void RemoveArchive(FileTree files, string path, Zone zone)
    {
        if (files.Exists(ArchiveName.ProtectionPath(path))) throw new PveException($"cannot remove protected archive '{path}'");
        try
        {
            if (files.Find(path, followLast: false) is not null) files.Remove(path);
        }
        catch (FileException error)
        {
            throw new PveException($"removing archive {path} failed: {error.Errno.Describe()}");
        }
        RemoveCompanions(files, path, zone);
    }

    /// <summary>Removes the log and notes that lie beside an archive of vzdump's own name (archive_auxiliaries_remove).</summary>
    public static void RemoveCompanions(FileTree files, string path, Zone zone)
    {
        if (ArchiveName.TryParse(path, zone) is not { } archive) return;
        foreach (var name in ((string?[])[archive.LogFileName, archive.NotesFileName]).OfType<string>())
        {
            var companion = UnixPath.Join(UnixPath.Directory(path), name);
            if (files.Exists(companion)) files.Remove(companion);
        }
    }
}
