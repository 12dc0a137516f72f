using System.Globalization;
using System.Text;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>Points in time as <c>date</c>, <c>ls</c> and <c>stat</c> print and read them.</summary>
internal static class Dates
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly Zone Utc = new("UTC", 0, "UTC");

    /// <summary>The node's zone, or UTC.</summary>
    public static Zone ZoneOf(Invocation invocation, bool utc) => utc || invocation.Environment.GetValueOrDefault("TZ") is "UTC" or "UTC0" ? Utc : invocation.Node.Datacenter.Zone;

    /// <summary>As <c>ls -l</c> shows it: the time of day for the last six months, else the year.</summary>
    public static string Listing(Instant time, Instant now, Zone zone)
    {
        var local = zone.ToLocal(time.UnixSeconds);
        var recent = time <= now && now - time < TimeSpan.FromSeconds(31556952 / 2);
        return Format(recent ? "%b %e %H:%M" : "%b %e  %Y", time, zone, local);
    }

    /// <summary>strftime.</summary>
    public static string Format(string format, Instant time, Zone zone) => Format(format, time, zone, zone.ToLocal(time.UnixSeconds));

    private static string Format(string format, Instant time, Zone zone, CivilTime local)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            var flag = format[++i] is '-' or '_' or '0' or '^' && i + 1 < format.Length ? format[i++] : '\0';
            if (format[i] is ':' && i + 1 < format.Length && format[i + 1] == 'z')
            {
                i++;
                text.Append(zone.OffsetText(time.UnixSeconds).Insert(3, ":"));
                continue;
            }
            var part = Field(format[i], time, zone, local);
            text.Append(flag switch
            {
                '-' => part.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : part[^1..],
                '_' => part.TrimStart('0').PadLeft(part.Length),
                '^' => part.ToUpperInvariant(),
                _ => part,
            });
        }
        return text.ToString();
    }

    private static string Field(char field, Instant time, Zone zone, CivilTime t) => field switch
    {
        'Y' => Number(t.Year, 1),
        'C' => Number(t.Year / 100, 2),
        'y' => Number(t.Year % 100, 2),
        'm' => Number(t.Month, 2),
        'd' => Number(t.Day, 2),
        'e' => Number(t.Day, 1).PadLeft(2),
        'H' => Number(t.Hour, 2),
        'k' => Number(t.Hour, 1).PadLeft(2),
        'I' => Number(Hour12(t), 2),
        'l' => Number(Hour12(t), 1).PadLeft(2),
        'M' => Number(t.Minute, 2),
        'S' => Number(t.Second, 2),
        'N' => Number((int)(((time.Milliseconds % 1000) + 1000) % 1000), 3) + "000000",
        'p' => t.Hour < 12 ? "AM" : "PM",
        'P' => t.Hour < 12 ? "am" : "pm",
        'j' => Number(t.DayOfYear, 3),
        'u' => Number(t.WeekDay + 1, 1),
        'w' => Number((t.WeekDay + 1) % 7, 1),
        'a' => Days[t.WeekDay][..3],
        'A' => Days[t.WeekDay],
        'b' or 'h' => Months[t.Month - 1][..3],
        'B' => Months[t.Month - 1],
        's' => Sizes.Text(time.UnixSeconds),
        'Z' => zone.AbbreviationAt(time.UnixSeconds),
        'z' => zone.OffsetText(time.UnixSeconds),
        'F' => Format("%Y-%m-%d", time, zone, t),
        'T' or 'X' => Format(field == 'X' ? "%I:%M:%S %p" : "%H:%M:%S", time, zone, t),
        'R' => Format("%H:%M", time, zone, t),
        'r' => Format("%I:%M:%S %p", time, zone, t),
        'D' or 'x' => Format(field == 'x' ? "%m/%d/%Y" : "%m/%d/%y", time, zone, t),
        'c' => Format("%a %d %b %Y %I:%M:%S %p %Z", time, zone, t),
        'V' => Number(IsoWeek(t), 2),
        'G' => Number(IsoThursday(t).Year, 1),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => "%" + field,
    };

    private static int Hour12(CivilTime t) => (t.Hour + 11) % 12 + 1;

    private static CivilTime IsoThursday(CivilTime t) => CivilTime.FromSeconds((t.DayNumber - t.WeekDay + 3) * CivilTime.SecondsPerDay);

    private static int IsoWeek(CivilTime t) => (IsoThursday(t).DayOfYear - 1) / 7 + 1;

    private static string Number(int value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    /// <summary>
    /// Reads what people give to <c>date -d</c> and <c>touch -d</c>: <c>now</c>, <c>yesterday</c>, <c>@SECONDS</c>, <c>2026-04-01 [09:00[:00]]</c>,
    /// <c>09:00</c>, and relative parts such as <c>2 days ago</c>, <c>+1 hour</c>. Null: not understood.
    /// </summary>
    public static Instant? Parse(string text, Instant now, Zone zone)
    {
        if (text.StartsWith('@') && long.TryParse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return Instant.FromUnixSeconds(seconds);
        var local = zone.ToLocal(now.UnixSeconds);
        var words = new Queue<string>(text.Replace('T', ' ').Replace(',', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var timeGiven = words.Count == 0;
        while (words.TryDequeue(out var word))
        {
            if (Day(word, local) is { } day)
            {
                local = day;
                if (!timeGiven && char.IsAsciiDigit(word[0])) local = local with { Hour = 0, Minute = 0, Second = 0 };
            }
            else if (Clock(word, local) is { } clock)
            {
                local = clock;
                timeGiven = true;
            }
            else if (Relative(word, words, local) is { } moved) local = moved;
            else if (word is not ("now" or "today" or "JST" or "UTC")) return null;
        }
        return text.Length == 0 ? Instant.FromUnixSeconds(zone.ToEpoch(local with { Hour = 0, Minute = 0, Second = 0 })) : Instant.FromUnixSeconds(zone.ToEpoch(local.Normalized()));
    }

    private static CivilTime? Day(string word, CivilTime local)
    {
        if (word is "yesterday") return local with { Day = local.Day - 1 };
        if (word is "tomorrow") return local with { Day = local.Day + 1 };
        return DateTime.TryParseExact(word, ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? local with { Year = date.Year, Month = date.Month, Day = date.Day }
            : null;
    }

    private static CivilTime? Clock(string word, CivilTime local) =>
        word.Contains(':', StringComparison.Ordinal) && TimeOnly.TryParseExact(word, ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time)
            ? local with { Hour = time.Hour, Minute = time.Minute, Second = time.Second }
            : null;

    private static CivilTime? Relative(string word, Queue<string> words, CivilTime local)
    {
        var number = 1;
        var unit = word;
        if (word is "next" or "last")
        {
            number = word == "next" ? 1 : -1;
            if (!words.TryDequeue(out unit!)) return null;
        }
        else if (word.TakeWhile(c => char.IsAsciiDigit(c) || c is '+' or '-').Count() is > 0 and var digits)
        {
            if (!int.TryParse(word.AsSpan(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) || Math.Abs(number) > 1_000_000) return null;
            unit = digits < word.Length ? word[digits..] : words.TryDequeue(out var following) ? following : "";
        }
        if (words.TryPeek(out var ago) && ago == "ago")
        {
            words.Dequeue();
            number = -number;
        }
        return unit.TrimEnd('s') switch
        {
            "sec" or "second" => local with { Second = local.Second + number },
            "min" or "minute" => local with { Minute = local.Minute + number },
            "hour" => local with { Hour = local.Hour + number },
            "day" => local with { Day = local.Day + number },
            "week" => local with { Day = local.Day + 7 * number },
            "month" => local with { Month = local.Month + number },
            "year" => local with { Year = local.Year + number },
            _ => null,
        };
    }
}
