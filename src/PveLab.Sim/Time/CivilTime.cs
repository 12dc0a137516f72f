using System.Globalization;

namespace PveLab.Sim.Time;

/// <summary>
/// A broken-down date and time of day, as a wall clock shows it, in no particular zone. Fields may lie outside their natural range
/// (hour 24, day 0, month 13); <see cref="Normalized"/> carries them over as <c>mktime</c> does.
/// </summary>
/// <param name="Year">The year, 2026.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59.</param>
public readonly record struct CivilTime(int Year, int Month, int Day, int Hour = 0, int Minute = 0, int Second = 0)
{
    /// <summary>Seconds in a day.</summary>
    public const long SecondsPerDay = 86_400;

    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The seconds from 1970-01-01 00:00:00 to this time on the same clock: the epoch if the clock shows UTC.</summary>
    public long Seconds => DayNumber * SecondsPerDay + Hour * 3600L + Minute * 60L + Second;

    /// <summary>Days since 1970-01-01.</summary>
    public long DayNumber
    {
        get
        {
            // Years start in March here, so that the leap day is the last of its year; months beyond 1..12 carry into the year.
            var months = Year * 12L + Month - 3;
            var year = FloorDivide(months, 12);
            var month = months - year * 12;
            return year * 365 + FloorDivide(year, 4) - FloorDivide(year, 100) + FloorDivide(year, 400) + (153 * month + 2) / 5 + Day - 719_469;
        }
    }

    /// <summary>The day of the week, Monday 0 to Sunday 6.</summary>
    public int WeekDay => (int)(DayNumber + 3 - WeekNumber * 7);

    /// <summary>The day of the year, 1 to 366.</summary>
    public int DayOfYear => (int)(DayNumber - new CivilTime(Year, 1, 1).DayNumber) + 1;

    /// <summary><c>Mon</c> to <c>Sun</c>.</summary>
    public string DayName => DayNames[WeekDay];

    /// <summary><c>Jan</c> to <c>Dec</c>.</summary>
    public string MonthName => MonthNames[Month - 1];

    /// <summary>The number of the ISO week since 1970: one number for each (week, week year), Monday to Sunday.</summary>
    public long WeekNumber => FloorDivide(DayNumber + 3, 7);

    /// <summary>The same moment with every field in its natural range.</summary>
    public CivilTime Normalized() => FromSeconds(Seconds);

    /// <summary>The time that many seconds after 1970-01-01 00:00:00 on the same clock.</summary>
    public static CivilTime FromSeconds(long seconds)
    {
        var days = FloorDivide(seconds, SecondsPerDay);
        var second = (int)(seconds - days * SecondsPerDay);
        var shifted = days + 719_468;
        var era = FloorDivide(shifted, 146_097);
        var dayOfEra = (int)(shifted - era * 146_097);
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * month + 2) / 5 + 1;
        var year = (int)(era * 400 + yearOfEra) + (month >= 10 ? 1 : 0);
        return new(year, month < 10 ? month + 3 : month - 9, day, second / 3600, second / 60 % 60, second % 60);
    }

    /// <summary>The days of a month, 28 to 31.</summary>
    public static int DaysInMonth(int year, int month) =>
        (int)(new CivilTime(year, month + 1, 1).DayNumber - new CivilTime(year, month, 1).DayNumber);

    /// <summary><c>2026-01-31 23:59:59</c>: what task lists, logs and <c>render_timestamp</c> show.</summary>
    public string ToStamp() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2} {Hour:D2}:{Minute:D2}:{Second:D2}");

    /// <summary><c>2026_01_31-23_59_59</c>: the time in a backup's file name.</summary>
    public string ToArchiveStamp() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:D4}_{Month:D2}_{Day:D2}-{Hour:D2}_{Minute:D2}_{Second:D2}");

    /// <summary><c>Sat Jan 31 23:59:59 2026</c>: C's <c>ctime</c> and Perl's <c>localtime</c> as text.</summary>
    public string ToCTime() =>
        string.Create(CultureInfo.InvariantCulture, $"{DayName} {MonthName} {Day,2} {Hour:D2}:{Minute:D2}:{Second:D2} {Year:D4}");

    /// <inheritdoc />
    public override string ToString() => ToStamp();

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : (value - by + 1) / by;
}
