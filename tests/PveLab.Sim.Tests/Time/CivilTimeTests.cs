using CsCheck;
using PveLab.Sim.Time;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Time;

public sealed class CivilTimeTests
{
    private static readonly Gen<long> AnySecond = Gen.Long[-62_135_596_800, 253_402_300_799];

    [Fact]
    public void Every_second_is_the_one_the_framework_names() => AnySecond.Holds(seconds =>
    {
        var real = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var civil = CivilTime.FromSeconds(seconds);
        Assert.Equal(new(real.Year, real.Month, real.Day, real.Hour, real.Minute, real.Second), civil);
        Assert.Equal(((int)real.DayOfWeek + 6) % 7, civil.WeekDay);
        Assert.Equal(real.DayOfYear, civil.DayOfYear);
    });

    [Fact]
    public void A_time_and_its_seconds_say_the_same() =>
        AnySecond.Holds(seconds => Assert.Equal(seconds, CivilTime.FromSeconds(seconds).Seconds));

    [Fact]
    public void Fields_out_of_range_are_carried_over()
    {
        Assert.Equal(new(2027, 1, 1), new CivilTime(2026, 12, 31, 24).Normalized());
        Assert.Equal(new(2025, 12, 31), new CivilTime(2026, 1, 0).Normalized());
        Assert.Equal(new(2027, 2, 1), new CivilTime(2026, 14, 1).Normalized());
        Assert.Equal(new(2028, 3, 1, 0, 1), new CivilTime(2028, 2, 29, 23, 60, 60).Normalized());
    }

    [Fact]
    public void Days_of_one_ISO_week_share_its_number()
    {
        var newYear = new CivilTime(2027, 1, 1);
        Assert.Equal(new CivilTime(2026, 12, 28).WeekNumber, newYear.WeekNumber);
        Assert.Equal(newYear.WeekNumber + 1, new CivilTime(2027, 1, 4).WeekNumber);
    }

    [Fact]
    public void Stamps_are_written_as_logs_and_file_names_have_them()
    {
        var time = new CivilTime(2026, 1, 2, 3, 4, 5);
        Assert.Equal("2026-01-02 03:04:05", time.ToStamp());
        Assert.Equal("2026_01_02-03_04_05", time.ToArchiveStamp());
    }
}
