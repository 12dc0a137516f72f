using CsCheck;
using PveLab.Sim.Time;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Time;

public sealed class CalendarEventTests
{
    private const long NewYear2026 = 1_767_225_600; // a Thursday

    private static Zone Vienna => Zone.Find("Europe/Vienna")!;

    [Theory]
    [InlineData("minutely", "2026-01-01 00:01:00")]
    [InlineData("hourly", "2026-01-01 01:00:00")]
    [InlineData("daily", "2026-01-02 00:00:00")]
    [InlineData("weekly", "2026-01-05 00:00:00")]
    [InlineData("monthly", "2026-02-01 00:00:00")]
    [InlineData("quarterly", "2026-04-01 00:00:00")]
    [InlineData("semi-annually", "2026-07-01 00:00:00")]
    [InlineData("yearly", "2027-01-01 00:00:00")]
    [InlineData("*/15", "2026-01-01 00:15:00")]
    [InlineData("21:00", "2026-01-01 21:00:00")]
    [InlineData("sat 02:30", "2026-01-03 02:30:00")]
    [InlineData("sat..mon 02:30", "2026-01-03 02:30:00")]
    [InlineData("mon..fri 22:00", "2026-01-01 22:00:00")]
    [InlineData("sun *-*-1..7 18:00", "2026-01-04 18:00:00")]
    [InlineData("*-02-29", "2028-02-29 00:00:00")]
    [InlineData("8..18/2:00", "2026-01-01 08:00:00")]
    [InlineData("  12:05:30 ", "2026-01-01 12:05:30")]
    public void The_next_time_is_the_first_that_fits(string text, string stamp) =>
        Assert.Equal(stamp, Zone.Utc.Stamp(CalendarEvent.Parse(text).Next(NewYear2026, Zone.Utc)!.Value));

    [Theory]
    [InlineData("02-30")]
    [InlineData("2025-12-31")]
    public void A_date_that_never_comes_again_has_no_next_time(string text) =>
        Assert.Null(CalendarEvent.Parse(text).Next(NewYear2026, Zone.Utc));

    [Theory]
    [InlineData("foo", "unable to parse calendar event at 'foo' - Context(\"weekday\")")]
    [InlineData("12:60", "unable to parse calendar event at '12:60' - Context(\"date or time specification\")")]
    [InlineData("0 2 * * *", "unable to parse calendar event at ' 2 * * *' - Nom(Eof)")]
    [InlineData("mon,", "unable to parse calendar event at ',' - Nom(Eof)")]
    [InlineData(" ", "unable to parse calendar event - event is empty")]
    public void A_refusal_names_what_could_not_be_read(string text, string message) =>
        Assert.Equal(message, Assert.Throws<PveException>(() => CalendarEvent.Parse(text)).Message);

    [Fact]
    public void The_format_check_wraps_the_refusal() =>
        Assert.Equal(
            "invalid calendar event 'foo' - unable to parse calendar event at 'foo' - Context(\"weekday\")",
            Assert.Throws<PveException>(() => CalendarEvent.Verify("foo")).Message);

    [Fact]
    public void The_hour_of_a_schedule_is_the_zones_unless_it_says_UTC()
    {
        Assert.Equal("2026-07-01 02:00:00", Vienna.Stamp(CalendarEvent.Parse("02:00").Next(1_782_813_600, Vienna)!.Value));
        Assert.Equal("2026-07-01 04:00:00", Vienna.Stamp(CalendarEvent.Parse("02:00 UTC").Next(1_782_813_600, Vienna)!.Value));
    }

    [Fact]
    public void A_schedule_in_the_skipped_hour_waits_for_the_next_day() =>
        Assert.Equal("2026-03-30 02:30:00", Vienna.Stamp(CalendarEvent.Parse("02:30").Next(1_774_742_400, Vienna)!.Value));

    [Fact]
    public void Time_never_stands_still_and_the_answer_fits_the_schedule()
    {
        string[] schedules = ["*:0/7", "mon,fri *:30", "1..3:*/20", "*-*-25 2:*", "daily", "sun 2:30"];
        var cases = Gen.Select(Gen.Int[0, schedules.Length - 1], Gen.Int[0, Zone.Catalogue.Count - 1], Gen.Long[1_700_000_000, 1_900_000_000]);
        cases.Holds((schedule, index, last) =>
        {
            var zone = Zone.Catalogue[index];
            var calendar = CalendarEvent.Parse(schedules[schedule]);
            var next = calendar.Next(last, zone);
            Assert.True(next > last, $"{schedules[schedule]} in {zone.Name} after {last}: {next}");
            Assert.Equal(next, calendar.Next(next!.Value - 1, zone));
        });
    }
}
