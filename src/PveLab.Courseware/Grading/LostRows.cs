using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>What a guest lacks of the rows that its workload had written until a moment.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Time">The time from its newest row to that moment: the recovery point as measured.</param>
internal sealed record LostRows(long Count, TimeSpan Time)
{
    /// <summary>What the guest of these that runs and has most lacks; null when none of them runs and has rows.</summary>
    public static LostRows? Least(IEnumerable<Guest> recovered, string? file, Instant until) =>
        recovered.Where(g => g.IsRunning).Select(g => Of(g, file, until)).OfType<LostRows>().MinBy(l => l.Time);

    /// <summary>What a guest lacks as it is now; null when it has no such file with rows.</summary>
    /// <param name="recovered">The guest that goes on.</param>
    /// <param name="file">The file; null for the one with the newest rows.</param>
    /// <param name="until">What was written later does not count.</param>
    public static LostRows? Of(Guest recovered, string? file, Instant until)
    {
        if (recovered.System is not { } system) return null;
        var rows = from entry in system.Files
                   where entry.Value.Rows is not null && (file is null || entry.Key == file)
                   select entry.Value.Rows;
        if (rows.MaxBy(r => r.NewestUntil(until).Milliseconds) is not { } newest) return null;
        var time = until - newest.NewestUntil(until);
        return new LostRows(time.Ticks / newest.Every.Ticks, time);
    }
}
