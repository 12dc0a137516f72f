using System.Collections.Immutable;

namespace PveLab.Courseware.Grading;

/// <summary>The directory of every kind of criterion.</summary>
public static class CriterionCatalogue
{
    /// <summary>The record of each kind, by the word a scenario uses.</summary>
    public static ImmutableSortedDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>
    {
        ["all-disks-restored"] = typeof(AllDisksRestored),
        ["archive-listed"] = typeof(ArchiveListed),
        ["archive-proved"] = typeof(ArchiveProved),
        ["backup-on-separate-failure-domain"] = typeof(SeparateFailureDomain),
        ["backup-scheduled"] = typeof(BackupScheduled),
        ["backup-succeeded"] = typeof(BackupSucceededCriterion),
        ["data-restored"] = typeof(DataRestored),
        ["failed-log-read"] = typeof(FailedLogRead),
        ["file-holds"] = typeof(FileHolds),
        ["file-system-free"] = typeof(FileSystemFree),
        ["files-kept"] = typeof(FilesKept),
        ["good-archives"] = typeof(GoodArchives),
        ["guest-login"] = typeof(GuestLogin),
        ["guest-on-network"] = typeof(GuestOnNetwork),
        ["guest-on-node"] = typeof(GuestOnNode),
        ["guest-ping"] = typeof(GuestPing),
        ["guest-running"] = typeof(GuestRuns),
        ["guest-unlocked"] = typeof(GuestUnlocked),
        ["ha-service-state"] = typeof(HaServiceState),
        ["job-ran-ok"] = typeof(JobRanOk),
        ["never-down"] = typeof(NeverDown),
        ["no-address-conflict"] = typeof(NoAddressConflict),
        ["no-split-brain"] = typeof(NoSplitBrain),
        ["original-untouched"] = typeof(OriginalUntouched),
        ["outage-measured"] = typeof(OutageMeasured),
        ["procedure-written"] = typeof(ProcedureWritten),
        ["recovered-within"] = typeof(RecoveredWithin),
        ["replica-fresh"] = typeof(ReplicaFresh),
        ["replication-healthy"] = typeof(ReplicationHealthy),
        ["restore-task-ok"] = typeof(RestoreTaskOk),
        ["restore-time-measured"] = typeof(RestoreTimeMeasured),
        ["restored-as-other-guest"] = typeof(RestoredAsOtherGuest),
        ["retention-at-least"] = typeof(RetentionAtLeast),
        ["retention-at-most"] = typeof(RetentionAtMost),
        ["storage-usable"] = typeof(StorageUsable),
        ["task-log-read"] = typeof(TaskLogLookedAt),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
