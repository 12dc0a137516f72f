using PveLab.Sim.Files;

namespace PveLab.Sim.Storage;

/// <summary>Notes and protection of backups (pve-storage: PVE/Storage/DirPlugin.pm get_volume_attribute, update_volume_attribute).</summary>
public static class VolumeAttributes
{
    /// <summary>The notes of a volume: the whole text, empty for a backup without, null for what cannot have any.</summary>
    public static string? Notes(this NodeStorages storages, string volumeId)
    {
        if (!HasAttributes(storages, volumeId)) return null;
        var path = storages.PathOf(volumeId) + ArchiveName.NotesExtension;
        return storages.Node.Files.Find(path) is TextFile file ? file.Text : "";
    }

    /// <summary>Writes a backup's notes; empty ones remove the file.</summary>
    /// <exception cref="PveException">Not a backup, no space, ….</exception>
    public static void SetNotes(this NodeStorages storages, string volumeId, string? notes)
    {
        RequireAttributes(storages, volumeId, "notes", "only backups can have notes");
        var files = storages.Node.Files;
        var path = storages.PathOf(volumeId) + ArchiveName.NotesExtension;
        try
        {
            if (!string.IsNullOrEmpty(notes)) files.WriteText(path, notes);
            else if (files.Exists(path)) files.Remove(path);
        }
        catch (FileException error)
        {
            throw new PveException(string.IsNullOrEmpty(notes) ? $"could not delete notes - {error.Errno.Describe()}" : error.Message);
        }
    }

    /// <summary>Whether a backup is protected; null for what cannot be.</summary>
    public static bool? IsProtected(this NodeStorages storages, string volumeId) =>
        HasAttributes(storages, volumeId) ? storages.Node.Files.Exists(ArchiveName.ProtectionPath(storages.PathOf(volumeId))) : null;

    /// <summary>Protects a backup or takes the protection away.</summary>
    /// <exception cref="PveException">Not a backup, the guest has its limit of protected backups, no space, ….</exception>
    public static void SetProtected(this NodeStorages storages, string volumeId, bool value)
    {
        RequireAttributes(storages, volumeId, "protected", "only backups support attribute 'protected'");
        if (storages.IsProtected(volumeId) == value) return;
        var path = ArchiveName.ProtectionPath(storages.PathOf(volumeId));
        if (value) CheckLimit(storages, volumeId);
        try
        {
            if (value) storages.Node.Files.WriteText(path, "");
            else storages.Node.Files.Remove(path);
        }
        catch (FileException error)
        {
            throw new PveException((value ? $"unable to create protection file '{path}' - " : $"could not delete protection file '{path}' - ") + error.Errno.Describe());
        }
    }

    // Unlimited unless the section says otherwise: everybody here is root@pam.
    private static void CheckLimit(NodeStorages storages, string volumeId)
    {
        var (storage, _) = storages.Split(volumeId);
        if (storages.NameOf(volumeId).Vmid is not { } vmid || storage["max-protected-backups"] is not { } text || text.StartsWith('-')) return;
        var backups = StorageTypes.Get(storage.Type).List(storages.View(storage), "backup", vmid).ToList();
        var subtype = backups.FirstOrDefault(b => b.VolumeId == volumeId)?.Subtype;
        var count = backups.Count(b => b.Protected && (subtype is null || b.Subtype == subtype));
        if (decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) <= count)
            throw new PveException($"The number of protected backups per guest is limited to {text} on storage '{storage.Id}'");
    }

    private static void RequireAttributes(NodeStorages storages, string volumeId, string attribute, string refusal)
    {
        var (storage, _) = storages.Split(volumeId);
        if (StorageTypes.Get(storage.Type) is not Types.DirectoryStorage)
            throw new PveException($"attribute '{attribute}' is not supported for storage type '{storage.Type}'");
        if (storages.NameOf(volumeId).Kind != "backup") throw new PveException(refusal);
    }

    private static bool HasAttributes(NodeStorages storages, string volumeId) =>
        StorageTypes.Get(storages.Split(volumeId).Storage.Type) is Types.DirectoryStorage && storages.NameOf(volumeId).Kind == "backup";
}
