using System.Collections.Immutable;
using PveLab.Sim.Faults.Kinds;

namespace PveLab.Sim.Faults;

/// <summary>The directory of every kind of fault.</summary>
public static class FaultCatalogue
{
    /// <summary>The record of each kind, by the word a scenario uses.</summary>
    public static ImmutableSortedDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>
    {
        ["agent-stopped"] = typeof(AgentStopped),
        ["archive-config-missing"] = typeof(ArchiveConfigMissing),
        ["archive-corrupt"] = typeof(ArchiveCorrupt),
        ["archive-deleted"] = typeof(ArchiveDeleted),
        ["archive-notes-missing"] = typeof(ArchiveNotesMissing),
        ["archive-protected"] = typeof(ArchiveProtected),
        ["archive-renamed"] = typeof(ArchiveRenamed),
        ["archive-storage-absent"] = typeof(ArchiveStorageAbsent),
        ["archive-truncated"] = typeof(ArchiveTruncated),
        ["bind-mount"] = typeof(BindMount),
        ["boot-order-wrong"] = typeof(BootOrderWrong),
        ["bridge-absent"] = typeof(BridgeAbsent),
        ["copy-service"] = typeof(CopyService),
        ["cpu-unavailable"] = typeof(CpuUnavailable),
        ["disk-excluded"] = typeof(DiskExcluded),
        ["disk-read-errors"] = typeof(DiskReadErrors),
        ["disk-unused"] = typeof(DiskUnused),
        ["export-removed"] = typeof(ExportRemoved),
        ["guest-file-lost"] = typeof(GuestFileLost),
        ["guest-lock"] = typeof(GuestLock),
        ["guest-suspended"] = typeof(GuestSuspended),
        ["job-disabled"] = typeof(JobDisabled),
        ["job-mode"] = typeof(JobMode),
        ["job-overlap"] = typeof(JobOverlap),
        ["job-schedule"] = typeof(JobSchedule),
        ["job-selection"] = typeof(JobSelection),
        ["job-storage"] = typeof(JobStorage),
        ["link-cut"] = typeof(LinkCut),
        ["mac-collision"] = typeof(MacCollision),
        ["machine-unavailable"] = typeof(MachineUnavailable),
        ["memory-too-large"] = typeof(MemoryTooLarge),
        ["nfs-down"] = typeof(NfsDown),
        ["nfs-hanging"] = typeof(NfsHanging),
        ["nfs-stale"] = typeof(NfsStale),
        ["node-off"] = typeof(NodeOff),
        ["notification-failing"] = typeof(NotificationFailing),
        ["pool-degraded"] = typeof(PoolDegraded),
        ["pool-missing"] = typeof(PoolMissing),
        ["pool-suspended"] = typeof(PoolSuspended),
        ["replica-snapshot-missing"] = typeof(ReplicaSnapshotMissing),
        ["retention-small"] = typeof(RetentionSmall),
        ["root-full"] = typeof(RootFull),
        ["scheduler-stopped"] = typeof(SchedulerStopped),
        ["slow-link"] = typeof(SlowLink),
        ["snapshot-left"] = typeof(SnapshotLeft),
        ["storage-content"] = typeof(StorageContent),
        ["storage-disabled"] = typeof(StorageDisabled),
        ["storage-filling"] = typeof(StorageFilling),
        ["storage-full"] = typeof(StorageFull),
        ["storage-path"] = typeof(StoragePath),
        ["storage-quota"] = typeof(StorageQuota),
        ["storage-read-only"] = typeof(StorageReadOnly),
        ["storage-restricted"] = typeof(StorageRestricted),
        ["thin-metadata-full"] = typeof(ThinMetadataFull),
        ["vmid-taken"] = typeof(VmidTaken),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
