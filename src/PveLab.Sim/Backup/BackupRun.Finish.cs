using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <content>After the last byte: name, size, notes, protection and retention.</content>
public sealed partial class BackupRun
{
    private void Finish()
    {
        Fire(BackupRunTrigger.Finish);
        try
        {
            node.Files.Rename(partial!, target!);
        }
        catch (FileException)
        {
            throw new PveException($"unable to rename '{partial}' to '{target}'");
        }
        archiveBytes = node.Files.Get(target!).Size;
        log.Info("archive file size: " + BackupText.ArchiveSize(archiveBytes));
        if (settings.Storage is not null)
        {
            AddNotes();
            Protect();
        }
        if (settings.Remove) Prune();
    }

    private void AddNotes()
    {
        if (settings.NotesTemplate is not { Length: > 0 } template) return;
        log.Info("adding notes to backup");
        try
        {
            var name = guest!.Config["name"] ?? FormattableString.Invariant($"VM {Vmid}");
            var notes = NotesTemplate.Fill(template, ClusterName.Of(node.Datacenter) ?? "standalone node", name, node.Name, Vmid);
            node.Files.WriteText(target + ArchiveName.NotesExtension, notes);
        }
        catch (PveException failure)
        {
            log.Warn($"unable to add notes - {failure.Message}");
        }
    }

    private void Protect()
    {
        if (!settings.Protected) return;
        log.Info("marking backup as protected");
        try
        {
            node.Files.WriteText(ArchiveName.ProtectionPath(target!), "");
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to set protected flag - unable to create protection file '{ArchiveName.ProtectionPath(target!)}' - {failure.Errno.Describe()}");
        }
    }

    private List<BackupVolume> Retained() => DumpFiles.Of(node, settings.DumpDirectory, Vmid, settings.DumpDirectory + "/");

    private void Prune()
    {
        log.Info("prune older backups with retention: " + settings.Retention.Describe());
        var removed = settings.Storage is { } storage ? PruneStorage(storage.Id) : PruneDirectory();
        log.Info(FormattableString.Invariant($"pruned {removed} backup(s){(removed > 0 ? " not covered by keep-retention policy" : "")}"));
    }

    private int PruneDirectory()
    {
        var removed = 0;
        foreach (var path in DumpFiles.ToRemove(Retained(), settings.Retention, node.Datacenter.Zone))
        {
            removed++;
            log.Info($"delete old backup '{path}'");
            node.Storages.RemoveArchive(path);
        }
        return removed;
    }

    private int PruneStorage(string storage)
    {
        var prefix = storage + ":backup/";
        var (removed, failed) = (0, false);
        foreach (var volume in DumpFiles.ToRemove(DumpFiles.Of(node, settings.DumpDirectory, Vmid, prefix), settings.Retention, node.Datacenter.Zone))
        {
            removed++;
            log.Info($"removing backup '{volume}'");
            try
            {
                node.Storages.RemoveArchive(UnixPath.Join(settings.DumpDirectory, volume[prefix.Length..]));
                node.Datacenter.Facts.Record(new BackupPruned(node.Clock.Now, node.Name, volume));
            }
            catch (PveException failure)
            {
                log.Error($"error when removing backup '{volume}' - {failure.Message}");
                failed = true;
            }
        }
        return failed ? throw new PveException("error pruning backups - check log") : removed;
    }
}
