namespace PveLab.Tui.Manager;

/// <summary>
/// The dialogs that the manager's buttons open, by id. <c>DialogCatalogue</c> builds each:
/// <c>Needs(id, context)</c> names the API paths to read first (asked again with the answers until nothing new is named, three times at most),
/// <c>Open(id, context)</c> gives the form. Plain questions (remove, stop, roll back, run now) are the manager's own.
/// </summary>
public static class DialogIds
{
    /// <summary>Datacenter → Storage → Add; <see cref="DialogContext.Kind"/> is the type.</summary>
    public const string StorageAdd = "storage-add";

    /// <summary>Datacenter → Storage → Edit; the row is the storage.</summary>
    public const string StorageEdit = "storage-edit";

    /// <summary>Datacenter → Backup → Add.</summary>
    public const string BackupJobAdd = "backup-job-add";

    /// <summary>Datacenter → Backup → Edit; the row is the job.</summary>
    public const string BackupJobEdit = "backup-job-edit";

    /// <summary>Datacenter → Backup → Job Detail; the row is the job.</summary>
    public const string BackupJobDetail = "backup-job-detail";

    /// <summary>Datacenter → Backup → Schedule Simulator; the row is the job, if any.</summary>
    public const string ScheduleSimulator = "schedule-simulator";

    /// <summary>Datacenter → Backup → Guests Without Backup Job.</summary>
    public const string GuestsWithoutBackup = "guests-without-backup";

    /// <summary>Replication → Add, of the datacenter or a guest.</summary>
    public const string ReplicationAdd = "replication-add";

    /// <summary>Replication → Edit; the row is the job.</summary>
    public const string ReplicationEdit = "replication-edit";

    /// <summary>Datacenter → HA → Add.</summary>
    public const string HaResourceAdd = "ha-resource-add";

    /// <summary>Datacenter → HA → Edit; the row is the resource (<c>sid</c>).</summary>
    public const string HaResourceEdit = "ha-resource-edit";

    /// <summary>Datacenter → HA → Affinity Rules → Add; <see cref="DialogContext.Kind"/> is <c>node-affinity</c> or <c>resource-affinity</c>.</summary>
    public const string HaRuleAdd = "ha-rule-add";

    /// <summary>Datacenter → HA → Affinity Rules → Edit; the row is the rule.</summary>
    public const string HaRuleEdit = "ha-rule-edit";

    /// <summary>Storage or guest → Backups → Restore; the row is the volume. With a guest in the context it is restored over that guest.</summary>
    public const string Restore = "restore";

    /// <summary>Guest → Summary → Edit Notes.</summary>
    public const string GuestNotes = "guest-notes";

    /// <summary>Backups → Edit Notes; the row is the volume.</summary>
    public const string EditNotes = "edit-notes";

    /// <summary>Storage → Backups → Prune group; the row is a volume of the group.</summary>
    public const string PruneGroup = "prune-group";

    /// <summary>Guest → Backup → Backup now.</summary>
    public const string BackupNow = "backup-now";

    /// <summary>Guest → Migrate.</summary>
    public const string Migrate = "migrate";

    /// <summary>Guest → Clone.</summary>
    public const string Clone = "clone";

    /// <summary>Guest → More → Remove: asks for the id.</summary>
    public const string GuestRemove = "guest-remove";

    /// <summary>Guest → Snapshots → Take Snapshot.</summary>
    public const string SnapshotTake = "snapshot-take";

    /// <summary>Guest → Snapshots → Edit; the row is the snapshot.</summary>
    public const string SnapshotEdit = "snapshot-edit";

    /// <summary>Guest → Hardware or Options → Edit; the row has <c>key</c> and <c>value</c> of the configuration.</summary>
    public const string ConfigEdit = "config-edit";

    /// <summary>Guest → Hardware → Move; the row has <c>key</c> and <c>value</c> of the disk.</summary>
    public const string DiskMove = "disk-move";

    /// <summary>Guest → Hardware → Resize; the row has <c>key</c> and <c>value</c> of the disk.</summary>
    public const string DiskResize = "disk-resize";
}
