using PveLab.Sim.Files;
using PveLab.Sim.Storage.Types;

namespace PveLab.Sim.Storage;

/// <summary>Removes backups that retention does not cover (pve-storage: PVE/Storage.pm prune_backups).</summary>
public static class BackupPruning
{
    /// <summary>Prunes the backups on a storage, or tells what would happen.</summary>
    /// <param name="storages">The node's storages.</param>
    /// <param name="id">The storage.</param>
    /// <param name="keep">The retention, or null for the storage's own.</param>
    /// <param name="vmid">Only this guest's backups.</param>
    /// <param name="type">Only backups of this type of guest, qemu or lxc.</param>
    /// <param name="dryRun">Only tell.</param>
    /// <param name="log">Takes a level, <c>info</c> or <c>err</c>, and a text per removed backup.</param>
    /// <returns>Every backup looked at, in the order of their volume ids.</returns>
    /// <exception cref="PveException">No backups there, no retention, or a backup could not be removed.</exception>
    public static IReadOnlyList<PruneEntry> Prune(this NodeStorages storages, string id, Retention? keep = null, int? vmid = null,
        string? type = null, bool dryRun = false, Action<string, string>? log = null)
    {
        var storage = storages.Node.View.Storages.Get(id);
        if (!storage.Content.Contains("backup")) throw new PveException($"storage '{id}' does not support backups");
        keep ??= Retention.Parse(storage["prune-backups"] ?? throw new PveException($"no prune-backups options configured for storage '{id}'"));
        storages.Activate(id);
        var view = storages.View(storage);
        var entries = BackupDirectory.MarkForPruning(ContentFiles.Backups(view, vmid), keep, storages.Node.Datacenter.Zone, type);
        if (dryRun) return entries;
        BackupDirectory.Prune(entries, volume => Remove(storages, volume), log ?? Ignore);
        return entries;
    }

    /// <summary>Removes an archive with its log and notes; a missing archive is no error.</summary>
    /// <exception cref="PveException">It is protected, or the file system refuses.</exception>
    public static void RemoveArchive(this NodeStorages storages, string path) =>
        BackupDirectory.RemoveArchive(path, storages.Node.Datacenter.Zone, storages.Node.Files.Exists, file => Unlink(storages.Node.Files, file));

    /// <summary>Removes the log and notes that lie beside an archive of vzdump's own name (archive_auxiliaries_remove).</summary>
    public static void RemoveCompanions(this NodeStorages storages, string path)
    {
        var files = storages.Node.Files;
        if (ArchiveName.TryParse(path, storages.Node.Datacenter.Zone) is not { } archive) return;
        foreach (var name in ((string?[])[archive.LogFileName, archive.NotesFileName]).OfType<string>())
        {
            var companion = UnixPath.Join(UnixPath.Directory(path), name);
            if (files.Exists(companion)) files.Remove(companion);
        }
    }

    private static void Remove(NodeStorages storages, VolumeId volume)
    {
        storages.RemoveArchive(storages.PathOf(volume.ToString()));
        storages.Node.Datacenter.Facts.Record(new BackupPruned(storages.Node.Clock.Now, storages.Node.Name, volume.ToString()));
    }

    private static void Unlink(FileTree files, string path)
    {
        try
        {
            files.Remove(path);
        }
        catch (FileException error)
        {
            throw new PveException($"removing archive {path} failed: {error.Errno.Describe()}");
        }
    }

    private static void Ignore(string level, string text)
    {
    }
}
