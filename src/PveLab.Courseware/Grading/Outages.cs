using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>A time during which a guest ran nowhere.</summary>
/// <param name="From">When the last of its processes ended.</param>
/// <param name="To">When one runs again; null while none does.</param>
internal sealed record Outage(Instant From, Instant? To)
{
    /// <summary>How long it took, or has taken so far.</summary>
    public TimeSpan Length(Observed world) => (To ?? world.World.Clock.Now) - From;
}

/// <summary>
/// When a guest ran since the attempt began, wherever: a VMID may have processes on several nodes, one after the other (recovery), for a moment
/// together (a live migration) or wrongly at once.
/// </summary>
internal static class Outages
{
    /// <summary>The outages of the guest with that VMID, oldest first. A process that a backup holds for a moment still is there.</summary>
    public static List<Outage> Of(Observed world, int vmid)
    {
        var outages = new List<Outage>();
        var up = world.Start.Guests.GetValueOrDefault(vmid) is { Up: true } ? 1 : 0;
        foreach (var change in Changes(world, vmid))
        {
            var before = up;
            up += Difference(change, IsUp);
            if (before > 0 && up == 0) outages.Add(new Outage(change.At, null));
            else if (before == 0 && up > 0 && outages is [.., { To: null } open]) outages[^1] = open with { To = change.At };
        }
        return outages;
    }

    /// <summary>The longest outage that is over; null when it never went down and came back.</summary>
    public static TimeSpan? Longest(Observed world, int vmid) => Of(world, vmid).Where(o => o.To is not null).Select(o => (TimeSpan?)o.Length(world)).Max();

    /// <summary>When two of its processes had run at once for the first time, or null: a moment of both is a hand-over.</summary>
    public static Instant? Twice(Observed world, int vmid)
    {
        var running = world.Start.Guests.GetValueOrDefault(vmid) is { Executing: true } ? 1 : 0;
        Instant? since = null;
        foreach (var change in Changes(world, vmid))
        {
            if (since < change.At) return since;
            running += Difference(change, status => status == nameof(GuestStatus.Running));
            since = running > 1 ? since ?? change.At : null;
        }
        return since < world.World.Clock.Now ? since : null;
    }

    /// <summary>When the guest last went down: what was written until then could have been saved. Null when it never did.</summary>
    public static Instant? LastFailure(Observed world, int vmid) => Of(world, vmid).LastOrDefault()?.From;

    private static IEnumerable<StatusChanged> Changes(Observed world, int vmid) => world.ChangesOf(FormattableString.Invariant($"guest {vmid}"));

    private static int Difference(StatusChanged change, Func<string, bool> holds) => (holds(change.To) ? 1 : 0) - (holds(change.From) ? 1 : 0);

    private static bool IsUp(string status) => status is not ("Stopped" or "Suspended");
}
