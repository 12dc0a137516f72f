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
            Node.Files.Rename(Partial!, Target!);
        }
        catch (FileException)
        {
            throw new PveException($"unable to rename '{Partial}' to '{Target}'");
        }
        archiveBytes = Node.Files.Get(Target!).Size;
        Log.Info("archive file size: " + BackupText.ArchiveSize(archiveBytes));
        if (Settings.Storage is not null)
        {
            AddNotes();
            Protect();
        }
        if (Settings.Remove) Prune();
    }

    private void AddNotes()
    {
        if (Settings.NotesTemplate is not { Length: > 0 } template) return;
        Log.Info("adding notes to backup");
        try
        {
            var notes = NotesTemplate.Fill(template, Node.View.Corosync.ClusterName ?? "standalone node", plugin!.GuestName, Node.Name, Vmid);
            Node.Files.WriteText(Target + ArchiveName.NotesExtension, notes);
        }
        catch (PveException failure)
        {
            Log.Warn($"unable to add notes - {failure.Message}");
        }
    }

    private void Protect()
    {
        if (!Settings.Protected) return;
        Log.Info("marking backup as protected");
        try
        {
            Node.Files.WriteText(ArchiveName.ProtectionPath(Target!), "");
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to set protected flag - unable to create protection file '{ArchiveName.ProtectionPath(Target!)}' - {failure.Errno.Describe()}");
        }
    }

    private List<BackupVolume> Retained() => DumpFiles.Of(Node, Settings.DumpDirectory, guest!, Settings.DumpDirectory + "/");

    private void Prune()
    {
        Log.Info("prune older backups with retention: " + Settings.Retention.Describe());
        var removed = Settings.Storage is { } storage ? PruneStorage(storage.Id) : PruneDirectory();
        Log.Info(FormattableString.Invariant($"pruned {removed} backup(s){(removed > 0 ? " not covered by keep-retention policy" : "")}"));
    }

    private int PruneDirectory()
    {
        var removed = 0;
        foreach (var path in DumpFiles.ToRemove(Retained(), Settings.Retention, Node.Datacenter.Zone))
        {
            removed++;
            Log.Info($"delete old backup '{path}'");
            Node.Storages.RemoveArchive(path);
        }
        return removed;
    }

    private int PruneStorage(string storage)
    {
        var prefix = storage + ":backup/";
        var (removed, failed) = (0, false);
        foreach (var volume in DumpFiles.ToRemove(DumpFiles.Of(Node, Settings.DumpDirectory, guest!, prefix), Settings.Retention, Node.Datacenter.Zone))
        {
            removed++;
            Log.Info($"removing backup '{volume}'");
            try
            {
                Node.Storages.RemoveArchive(UnixPath.Join(Settings.DumpDirectory, volume[prefix.Length..]));
                Node.Datacenter.Facts.Record(new BackupPruned(Node.Clock.Now, Node.Name, volume));
            }
            catch (PveException failure)
            {
                Log.Error($"error when removing backup '{volume}' - {failure.Message}");
                failed = true;
            }
        }
        return failed ? throw new PveException("error pruning backups - check log") : removed;
    }
}
