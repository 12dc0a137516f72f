namespace PveLab.Sim.Time;

/// <summary>
/// When something recurs, as a backup job's schedule says it: <c>daily</c>, <c>mon..fri 21:00</c>, <c>*-*-1 02:30</c>, <c>*/15</c>
/// (pve-common: PVE/CalendarEvent.pm over proxmox-rs: proxmox-time calendar_event.rs).
/// </summary>
public sealed record CalendarEvent
{
    // The real code gives up after so many steps; a date that never comes (02-30) ends here.
    private const int MaxSteps = 1001;
    private const int EveryDay = 0b111_1111;

    /// <summary>The schedule as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>Whether its times are UTC whatever the zone.</summary>
    public bool IsUtc { get; internal init; }

    /// <summary>The days of the week, bit 0 Monday; 0 means every day.</summary>
    internal int WeekDays { get; init; }

    internal CalendarField Year { get; init; } = CalendarField.Any;
    internal CalendarField Month { get; init; } = CalendarField.Any;
    internal CalendarField Day { get; init; } = CalendarField.Any;
    internal CalendarField Hour { get; init; } = CalendarField.Any;
    internal CalendarField Minute { get; init; } = CalendarField.Any;
    internal CalendarField Second { get; init; } = CalendarField.Any;

    /// <summary>Reads a schedule as PVE does: surrounding white space does not count (PVE::CalendarEvent parse_calendar_event).</summary>
    /// <exception cref="PveException">The text is no schedule; worded as the real parser does.</exception>
    public static CalendarEvent Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? throw new PveException("unable to parse calendar event - event is empty") : ParseExactly(trimmed);
    }

    /// <summary>Reads a schedule to the letter (Proxmox::RS::CalendarEvent new).</summary>
    /// <exception cref="PveException">The text is no schedule; worded as the real parser does.</exception>
    public static CalendarEvent ParseExactly(string text) => new CalendarEventParser(text).Parse();

    /// <summary>The check of the format <c>pve-calendar-event</c> (pve_verify_calendar_event).</summary>
    /// <exception cref="PveException"><c>invalid calendar event 'X' - …</c>.</exception>
    public static void Verify(string text)
    {
        try
        {
            Parse(text);
        }
        catch (PveException refusal)
        {
            throw new PveException($"invalid calendar event '{text}' - {refusal.Message}");
        }
    }

    /// <summary>The first time after <paramref name="last"/> at which the event is due; null when it never is again.</summary>
    /// <param name="last">Seconds since the Unix epoch.</param>
    /// <param name="zone">The node's zone, by whose clock the event is meant unless it says UTC.</param>
    public long? Next(long last, Zone zone)
    {
        var editor = new CivilEditor(last + 1, IsUtc ? Zone.Utc : zone);
        for (var step = 0; step < MaxSteps; step++)
        {
            var progress = AdvanceDate(ref editor) ?? AdvanceWeekDay(ref editor) ?? AdvanceTime(ref editor);
            if (progress is null) return editor.ToEpoch();
            if (progress == false) return null;
        }
        return null;
    }

    // The three steps answer null when their fields fit, true when they moved the time on, false when no time can ever fit.

    private bool? AdvanceDate(ref CivilEditor editor)
    {
        var at = editor.Time;
        if (!Year.Contains(at.Year))
        {
            if (Year.After(at.Year) is not { } year) return false;
            return editor.Move(new(year, 1, 1));
        }
        if (!Month.Contains(at.Month))
            return editor.Move(Month.After(at.Month) is { } month ? new(at.Year, month, 1) : new(at.Year + 1, 1, 1));
        if (!Day.Contains(at.Day))
            return editor.Move(Day.After(at.Day) is { } day ? new(at.Year, at.Month, day) : new(at.Year, at.Month + 1, 1));
        return null;
    }

    private bool? AdvanceWeekDay(ref CivilEditor editor)
    {
        if (WeekDays is 0 or EveryDay) return null;
        var at = editor.Time;
        var today = at.WeekDay;
        if ((WeekDays >> today & 1) != 0) return null;
        var next = today + 1;
        while (next < 7 && (WeekDays >> next & 1) == 0) next++;
        return editor.Move(new(at.Year, at.Month, at.Day + next - today));
    }

    private bool? AdvanceTime(ref CivilEditor editor)
    {
        var at = editor.Time;
        if (!Hour.Contains(at.Hour))
            return editor.Move(Hour.After(at.Hour) is { } hour
                ? at with { Hour = hour, Minute = 0, Second = 0 }
                : new(at.Year, at.Month, at.Day + 1));
        if (!Minute.Contains(at.Minute))
            return editor.Move(Minute.After(at.Minute) is { } minute
                ? at with { Minute = minute, Second = 0 }
                : at with { Hour = at.Hour + 1, Minute = 0, Second = 0 });
        if (!Second.Contains(at.Second))
            return editor.Move(Second.After(at.Second) is { } second
                ? at with { Second = second }
                : at with { Minute = at.Minute + 1, Second = 0 });
        return null;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>
    /// A clock on the wall that can be set (proxmox-time: tm_editor.rs). It remembers the offset last in use, as libc does, so that an
    /// hour which comes twice is read as the one it stands in.
    /// </summary>
    private struct CivilEditor(long epoch, Zone zone)
    {
        private int offset = zone.OffsetAt(epoch);

        public CivilTime Time { get; private set; } = zone.ToLocal(epoch);

        public readonly long ToEpoch() => zone.ToEpoch(Time, offset);

        public bool Move(CivilTime time)
        {
            var epoch = zone.ToEpoch(time, offset);
            offset = zone.OffsetAt(epoch);
            Time = CivilTime.FromSeconds(epoch + offset);
            return true;
        }
    }
}
