using System.Diagnostics;

namespace PveLab.Tui.Screen;

/// <summary>
/// How much real time passed between two looks. A machine that sleeps stops the steady clock of some systems, but not an exam: the clock on the wall
/// counts when it tells of more. One that is set back takes nothing away.
/// </summary>
internal sealed class RealTime
{
    private DateTimeOffset wall = DateTimeOffset.UtcNow;
    private long steady = Stopwatch.GetTimestamp();

    /// <summary>Real time since the last look.</summary>
    public TimeSpan Passed()
    {
        var (now, ticks) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
        var (byWall, bySteady) = (now - wall, Stopwatch.GetElapsedTime(steady, ticks));
        (wall, steady) = (now, ticks);
        return byWall > bySteady ? byWall : bySteady;
    }
}
