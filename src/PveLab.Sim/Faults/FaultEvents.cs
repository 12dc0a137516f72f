using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults;

/// <summary>What a fault can wait for: facts of the world, by the word a scenario uses.</summary>
public static class FaultEvents
{
    /// <summary>A backup or restore has transferred so many percent.</summary>
    public const string TransferReached = "transfer-reached";

    private static readonly ImmutableSortedDictionary<string, Func<Fact, int?, int?>> Table = new Dictionary<string, Func<Fact, int?, int?>>
    {
        ["backup-started"] = (fact, _) => (fact as BackupStarted)?.Vmid,
        ["backup-ended"] = (fact, _) => fact switch { BackupSucceeded f => f.Vmid, BackupFailed f => f.Vmid, _ => null },
        ["backup-succeeded"] = (fact, _) => (fact as BackupSucceeded)?.Vmid,
        ["restore-started"] = (fact, _) => (fact as RestoreStarted)?.Vmid,
        ["restore-ended"] = (fact, _) => fact switch { RestoreSucceeded f => f.Vmid, RestoreFailed f => f.Vmid, _ => null },
        [TransferReached] = (fact, percent) => fact is TransferProgressed f && f.Before < percent && percent <= f.Percent ? f.Vmid : null,
        ["guest-started"] = (fact, _) => Entered(fact, "guest ", nameof(GuestStatus.Running)),
        ["guest-stopped"] = (fact, _) => Entered(fact, "guest ", nameof(GuestStatus.Stopped)),
        ["guest-booted"] = (fact, _) => Entered(fact, "guest os ", "Up"),
        ["guest-created"] = (fact, _) => (fact as GuestCreated)?.Vmid,
        ["job-fired"] = (fact, _) => fact is JobFired ? 0 : null,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The words, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys];

    /// <summary>Whether a fact is what a moment waits for.</summary>
    internal static bool Is(FaultMoment moment, Fact fact) =>
        moment.Event is { } name && Table[name](fact, moment.Percent) is { } vmid && (moment.Guest is not { } only || only == vmid);

    private static int? Entered(Fact fact, string prefix, string status) =>
        fact is StatusChanged change && change.To == status && change.Entity.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(change.Entity.AsSpan(prefix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var vmid)
            ? vmid : null;
}
