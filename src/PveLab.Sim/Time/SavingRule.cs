namespace PveLab.Sim.Time;

/// <summary>When summer time begins and ends each year.</summary>
/// <param name="Since">The first year with this rule; the years before count as standard time.</param>
/// <param name="Begin">The jump forward.</param>
/// <param name="End">The jump back.</param>
public sealed record SavingRule(int Since, SavingTurn Begin, SavingTurn End)
{
    /// <summary>The European Union's: last Sunday of March to last Sunday of October, everywhere at 01:00 UTC.</summary>
    public static SavingRule Europe { get; } = new(1996, new(3, -1, 1, SavingClock.Utc), new(10, -1, 1, SavingClock.Utc));

    /// <summary>The United States' and Canada's: second Sunday of March to first Sunday of November, at 02:00 by the clock.</summary>
    public static SavingRule America { get; } = new(2007, new(3, 2, 2, SavingClock.Standard), new(11, 1, 2, SavingClock.Daylight));

    /// <summary>South-eastern Australia's: first Sunday of October to first Sunday of April, at 02:00 standard time.</summary>
    public static SavingRule Australia { get; } = new(2008, new(10, 1, 2, SavingClock.Standard), new(4, 1, 2, SavingClock.Standard));

    /// <summary>New Zealand's: last Sunday of September to first Sunday of April, at 02:00 standard time.</summary>
    public static SavingRule NewZealand { get; } = new(2008, new(9, -1, 2, SavingClock.Standard), new(4, 1, 2, SavingClock.Standard));

    /// <summary>Whether summer time is in force.</summary>
    /// <param name="epoch">Seconds since the Unix epoch.</param>
    /// <param name="standard">The zone's standard offset in seconds.</param>
    public bool Covers(long epoch, int standard)
    {
        var at = CivilTime.FromSeconds(epoch + standard);
        if (at.Year < Since) return false;
        if (at.Month == Begin.Month) return epoch >= Begin.At(at.Year, standard);
        if (at.Month == End.Month) return epoch < End.At(at.Year, standard);
        return Begin.Month < End.Month
            ? at.Month > Begin.Month && at.Month < End.Month
            : at.Month > Begin.Month || at.Month < End.Month;
    }
}

/// <summary>By which clock a turn's hour is meant.</summary>
public enum SavingClock
{
    /// <summary>Universal time: the whole union turns at once.</summary>
    Utc,

    /// <summary>The zone's standard time.</summary>
    Standard,

    /// <summary>The zone's summer time.</summary>
    Daylight,
}

/// <summary>One turn of the clocks, on a Sunday.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Sunday">Which Sunday of the month: 1 the first, 2 the second, -1 the last.</param>
/// <param name="Hour">The hour of the turn.</param>
/// <param name="Clock">By which clock that hour is meant.</param>
public sealed record SavingTurn(int Month, int Sunday, int Hour, SavingClock Clock)
{
    /// <summary>The moment of that year's turn, in seconds since the Unix epoch.</summary>
    /// <param name="year">The year.</param>
    /// <param name="standard">The zone's standard offset in seconds.</param>
    public long At(int year, int standard)
    {
        var offset = Clock switch { SavingClock.Utc => 0, SavingClock.Standard => standard, _ => standard + Zone.SavingSeconds };
        return new CivilTime(year, Month, DayIn(year), Hour).Seconds - offset;
    }

    private int DayIn(int year)
    {
        var firstSunday = 7 - new CivilTime(year, Month, 1).WeekDay;
        if (Sunday > 0) return firstSunday + (Sunday - 1) * 7;
        return firstSunday + (CivilTime.DaysInMonth(year, Month) - firstSunday) / 7 * 7;
    }
}
