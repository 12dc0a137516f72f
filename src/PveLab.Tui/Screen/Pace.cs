using System.Diagnostics;

namespace PveLab.Tui.Screen;

/// <summary>
/// When the terminal library's loop goes round: at once when there is a key, and otherwise ever more seldom, until it sleeps for good. What else is to
/// happen at its own time says when, and whatever happens on another thread says so with <see cref="Stir"/>.
/// </summary>
public sealed class Pace : IDisposable
{
    /// <summary>
    /// Real time between two rounds, by how long nothing was typed. The library has things of its own to finish after a key: it tells Esc from the beginning
    /// of another key after 50 ms, a click from a double click after half a second, and gives up on a paste without an end after five.
    /// </summary>
    private static readonly (TimeSpan After, TimeSpan Asleep)[] Steps =
    [
        (TimeSpan.Zero, TimeSpan.FromMilliseconds(16)), (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(250)), (TimeSpan.FromSeconds(6), Timeout.InfiniteTimeSpan),
    ];

    private readonly AutoResetEvent stirred = new(initialState: true);
    private long last = Stopwatch.GetTimestamp();

    /// <summary>How long to sleep, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    /// <param name="quiet">Real time since something was typed.</param>
    /// <param name="due">Real time until something is to happen by itself, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public static TimeSpan Rest(TimeSpan quiet, TimeSpan due) => Sooner(Steps.Last(s => s.After <= quiet).Asleep, due);

    /// <summary>The shorter of two times, either of which may be infinite.</summary>
    public static TimeSpan Sooner(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;

    /// <summary>Something happened: the loop goes round at once. May be called on any thread.</summary>
    public void Stir()
    {
        Volatile.Write(ref last, Stopwatch.GetTimestamp());
        stirred.Set();
    }

    /// <summary>Sleeps until something happens, or is to.</summary>
    /// <param name="due">Real time until something is to happen by itself, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public void Sleep(TimeSpan due) => stirred.WaitOne(Rest(Stopwatch.GetElapsedTime(Volatile.Read(ref last)), due));

    /// <inheritdoc />
    public void Dispose() => stirred.Dispose();
}
