namespace PveLab.Sim.Time;

/// <summary>
/// One entry of a calendar event's list: a value (<c>5</c>), a range (<c>5..8</c>) or a repetition (<c>0/15</c>, <c>8..18/2</c>)
/// (proxmox-rs: proxmox-time date_time_value.rs).
/// </summary>
/// <param name="Start">The value, or the first one.</param>
/// <param name="End">The last one allowed; null for no end.</param>
/// <param name="Step">The distance of two values; 0 for the start alone.</param>
internal readonly record struct CalendarValue(int Start, int? End, int Step)
{
    /// <summary>A single value.</summary>
    public static CalendarValue Single(int value) => new(value, value, 0);

    /// <summary>Whether the value is meant.</summary>
    public bool Contains(int value) =>
        value >= Start && (End is not { } end || value <= end) && (Step > 0 ? (value - Start) % Step == 0 : value == Start);

    /// <summary>
    /// The next value after that one; it may lie beyond what the field can hold (hour 30), which the calendar then carries over.
    /// Null when there is none.
    /// </summary>
    public int? After(int value)
    {
        if (value < Start) return Start;
        if (Step == 0) return null;
        var next = Start + ((value - Start) / Step + 1) * Step;
        return End is { } end && next > end ? null : next;
    }
}

/// <summary>The values of one field; none means every value.</summary>
internal sealed record CalendarField(CalendarValue[] Values)
{
    /// <summary>Every value.</summary>
    public static CalendarField Any { get; } = new([]);

    /// <summary>Whether the value is meant.</summary>
    public bool Contains(int value)
    {
        if (Values.Length == 0) return true;
        foreach (var entry in Values)
            if (entry.Contains(value)) return true;
        return false;
    }

    /// <summary>The smallest meant value after that one; null when there is none.</summary>
    public int? After(int value)
    {
        int? next = null;
        foreach (var entry in Values)
            if (entry.After(value) is { } candidate && (next is null || candidate < next)) next = candidate;
        return next;
    }

    /// <summary>Those values alone.</summary>
    public static CalendarField Of(params int[] values) => new([.. values.Select(CalendarValue.Single)]);
}
