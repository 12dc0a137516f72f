using System.Globalization;

namespace PveLab.Sim.Time;

/// <summary>
/// Reads a calendar event. It follows the real grammar's habit of taking as much as fits and stepping back, because the error names
/// the text that is left over: after <c>12:00 mon</c> that is <c> mon</c> (proxmox-rs: proxmox-time calendar_event.rs, week_days.rs).
/// </summary>
internal sealed class CalendarEventParser(string text)
{
    private const int YearLimit = 2200, MonthLimit = 13, DayLimit = 32, HourLimit = 24, MinuteLimit = 60;

    private static readonly CalendarField Zero = CalendarField.Of(0);

    private static readonly string[] DayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private string input = "";
    private int at;

    /// <summary>The event.</summary>
    /// <exception cref="PveException">The text is none.</exception>
    public CalendarEvent Parse()
    {
        var utc = text.EndsWith("UTC", StringComparison.Ordinal);
        input = utc ? text[..^3].TrimEnd(' ') : text;
        var result = Keyword(input) ?? Specification();
        if (result is null) throw Refusal(input, "Context(\"date or time specification\")");
        if (at < input.Length) throw Refusal(input[at..], "Nom(Eof)");
        return result with { Text = text, IsUtc = utc };
    }

    private CalendarEvent? Keyword(string word)
    {
        CalendarEvent? found = word switch
        {
            "minutely" => Event() with { Second = Zero },
            "hourly" => Event() with { Minute = Zero, Second = Zero },
            "daily" => Midnight(),
            "weekly" => Midnight() with { WeekDays = 1 },
            "monthly" => FirstOf(CalendarField.Any),
            "quarterly" => FirstOf(CalendarField.Of(1, 4, 7, 10)),
            "semiannually" or "semi-annually" => FirstOf(CalendarField.Of(1, 7)),
            "yearly" or "annually" => FirstOf(CalendarField.Of(1)),
            _ => null,
        };
        if (found is not null) at = input.Length;
        return found;
    }

    private CalendarEvent? Specification()
    {
        var weekDays = 0;
        if (at < input.Length && char.IsAsciiLetter(input[at]))
        {
            weekDays = WeekDayList();
            SkipBlanks();
        }
        var date = Date();
        if (date is not null) SkipBlanks();
        var time = Time();
        if (weekDays == 0 && date is null && time is null) return null;
        var (year, month, day) = date ?? (CalendarField.Any, CalendarField.Any, CalendarField.Any);
        var (hour, minute, second) = time ?? (Zero, Zero, Zero);
        return Event() with { WeekDays = weekDays, Year = year, Month = month, Day = day, Hour = hour, Minute = minute, Second = second };
    }

    private int WeekDayList()
    {
        var days = WeekDayRange() ?? throw Refusal(Letters(), "Context(\"weekday\")");
        while (Back(() => Take(",") ? WeekDayRange() : null) is { } more) days |= more;
        return days;
    }

    // sat..mon runs over the week's end.
    private int? WeekDayRange()
    {
        if (WeekDay() is not { } first) return null;
        var last = Back(() => Take("..") ? WeekDay() : null) ?? first;
        var days = 1 << last;
        for (var day = first; day != last; day = (day + 1) % 7) days |= 1 << day;
        return days;
    }

    private int? WeekDay() => Back<int>(() =>
    {
        var word = Letters();
        at += word.Length;
        var day = Array.FindIndex(DayNames, name =>
            word.Equals(name, StringComparison.OrdinalIgnoreCase) || word.Equals(name[..3], StringComparison.OrdinalIgnoreCase));
        return day >= 0 ? day : null;
    });

    private string Letters()
    {
        var end = at;
        while (end < input.Length && char.IsAsciiLetter(input[end])) end++;
        return input[at..end];
    }

    private (CalendarField Year, CalendarField Month, CalendarField Day)? Date() =>
        Back<(CalendarField, CalendarField, CalendarField)>(() =>
            List(0, YearLimit) is { } year && Take("-") && List(1, MonthLimit) is { } month && Take("-") && List(1, DayLimit) is { } day
                ? (year, month, day) : null)
        ?? Back<(CalendarField, CalendarField, CalendarField)>(() =>
            List(1, MonthLimit) is { } month && Take("-") && List(1, DayLimit) is { } day ? (CalendarField.Any, month, day) : null);

    private (CalendarField Hour, CalendarField Minute, CalendarField Second)? Time() =>
        Back<(CalendarField, CalendarField, CalendarField)>(() =>
        {
            var hour = Field(() => List(0, HourLimit) is { } list && Take(":") ? list : null);
            if (List(0, MinuteLimit) is not { } minute) return null;
            var second = Field(() => Take(":") ? List(0, MinuteLimit) : null);
            return (hour ?? CalendarField.Any, minute, second ?? Zero);
        });

    private CalendarField? List(int first, int limit)
    {
        if (Take("*")) return Repetition(first, limit);
        if (Value(limit) is not { } value) return null;
        List<CalendarValue> values = [value];
        while (Back(() => Take(",") ? Value(limit) : null) is { } more) values.Add(more);
        return new([.. values]);
    }

    // After a star: "/0" is not taken, "/x" spoils the list.
    private CalendarField? Repetition(int first, int limit)
    {
        var star = at;
        if (!Take("/")) return CalendarField.Any;
        if (Number(limit) is not { } step) return null;
        if (step > 0) return new([new(first, null, step)]);
        at = star;
        return CalendarField.Any;
    }

    private CalendarValue? Value(int limit)
    {
        if (Number(limit) is not { } first) return null;
        var last = Back(() => Take("..") ? Number(limit) : null);
        if (first > last) return null;
        if (!Take("/")) return last is null ? CalendarValue.Single(first) : new(first, last, 1);
        return Number(limit) is { } step ? new(first, last, step) : null;
    }

    private int? Number(int limit)
    {
        var end = at;
        while (end < input.Length && char.IsAsciiDigit(input[end])) end++;
        if (!int.TryParse(input.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value >= limit) return null;
        at = end;
        return value;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(input, at, token, 0, token.Length) != 0) return false;
        at += token.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (at < input.Length && input[at] is ' ' or '\t') at++;
    }

    // Tries a part; where it does not fit, nothing of it is taken.
    private T? Back<T>(Func<T?> part) where T : struct
    {
        var start = at;
        var result = part();
        if (result is null) at = start;
        return result;
    }

    private CalendarField? Field(Func<CalendarField?> part)
    {
        var start = at;
        var result = part();
        if (result is null) at = start;
        return result;
    }

    private CalendarEvent Event() => new() { Text = text };

    private CalendarEvent Midnight() => Event() with { Hour = Zero, Minute = Zero, Second = Zero };

    private CalendarEvent FirstOf(CalendarField months) => Midnight() with { Day = CalendarField.Of(1), Month = months };

    private static PveException Refusal(string rest, string reason) => new($"unable to parse calendar event at '{rest}' - {reason}");
}
