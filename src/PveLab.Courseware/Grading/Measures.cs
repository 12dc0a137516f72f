using PveLab.Sim.Backup;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>What an attempt measured about a guest's recovery; null where it never came to it.</summary>
/// <param name="RestoreTime">How long the first successful restore took.</param>
/// <param name="RecoveryTime">RTO as shown: from the restore's start to the first login in what it restored.</param>
/// <param name="RecoveryPoint">RPO as shown: how old the restored data was when the restore began.</param>
public sealed record Measures(TimeSpan? RestoreTime, TimeSpan? RecoveryTime, TimeSpan? RecoveryPoint)
{
    /// <summary>The longest time for which the guest ran nowhere, from its end on one node to its start on whichever takes it over; null when it never went down and came back.</summary>
    public TimeSpan? DownTime { get; init; }

    /// <summary>RPO of a failure as measured: from the newest row that the guest has again to the moment it went down; null when it never came back, or lacks no row.</summary>
    public TimeSpan? DataLost { get; init; }

    /// <summary>Measures of the guest with that VMID.</summary>
    public static Measures Of(Observed world, int guest) => OfRestores(world, guest) with
    {
        DownTime = Outages.Longest(world, guest),
        DataLost = Outages.LastFailure(world, guest) is { } failed
            && LostRows.Least(GuestCriterion.Subjects(world, guest, Subject.Either), null, failed) is { Count: > 0 } lost ? lost.Time : null,
    };

    private static Measures OfRestores(Observed world, int guest)
    {
        var restores = world.Facts<RestoreSucceeded>().Where(r => r.SourceVmid == guest).ToList();
        if (restores.Count == 0) return new Measures(null, null, null);
        var login = world.Facts<GuestLoggedIn>().FirstOrDefault(l => restores.Exists(r => r.Vmid == l.Vmid && r.At <= l.At));
        var restore = login is null ? restores[0] : restores.Last(r => r.Vmid == login.Vmid && r.At <= login.At);
        var began = restore.At - restore.Duration;
        return new Measures(restore.Duration, login is null ? null : login.At - began, began - restore.CapturedAt);
    }
}
