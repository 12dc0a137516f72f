namespace PveLab.Sim.Time;

/// <summary>A moment of virtual time, in milliseconds since the Unix epoch.</summary>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>Whole seconds since the Unix epoch, rounded down: what PVE's <c>time()</c> answers.</summary>
    public long UnixSeconds => Milliseconds >= 0 ? Milliseconds / 1000 : (Milliseconds - 999) / 1000;

    /// <summary>The moment that many seconds after the Unix epoch.</summary>
    public static Instant FromUnixSeconds(long seconds) => new(seconds * 1000);

    /// <inheritdoc />
    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>The moment <paramref name="span"/> later, to the millisecond.</summary>
    public static Instant operator +(Instant at, TimeSpan span) => new(at.Milliseconds + (long)span.TotalMilliseconds);

    /// <summary>The moment <paramref name="span"/> earlier, to the millisecond.</summary>
    public static Instant operator -(Instant at, TimeSpan span) => new(at.Milliseconds - (long)span.TotalMilliseconds);

    /// <summary>The time that passed from <paramref name="earlier"/> to <paramref name="later"/>.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) => TimeSpan.FromMilliseconds(later.Milliseconds - earlier.Milliseconds);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;
}
