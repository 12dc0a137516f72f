using System.Collections.Immutable;

namespace PveLab.Courseware.Grading;

/// <summary>The directory of every kind of criterion.</summary>
public static class CriterionCatalogue
{
    /// <summary>The record of each kind, by the word a scenario uses.</summary>
    public static ImmutableSortedDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>
    {
        ["archive-listed"] = typeof(ArchiveListed),
        ["backup-on-separate-failure-domain"] = typeof(SeparateFailureDomain),
        ["backup-scheduled"] = typeof(BackupScheduled),
        ["backup-succeeded"] = typeof(BackupSucceededCriterion),
        ["failed-log-read"] = typeof(FailedLogRead),
        ["guest-login"] = typeof(GuestLogin),
        ["guest-ping"] = typeof(GuestPing),
        ["guest-running"] = typeof(GuestRuns),
        ["original-untouched"] = typeof(OriginalUntouched),
        ["procedure-written"] = typeof(ProcedureWritten),
        ["restore-task-ok"] = typeof(RestoreTaskOk),
        ["restore-time-measured"] = typeof(RestoreTimeMeasured),
        ["restored-as-other-guest"] = typeof(RestoredAsOtherGuest),
        ["retention-at-most"] = typeof(RetentionAtMost),
        ["task-log-read"] = typeof(TaskLogLookedAt),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
