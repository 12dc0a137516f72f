using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Tests.Grading;

public sealed class NotedTimesTests
{
    [Theory]
    [InlineData("it took 34 s", "34 s")]
    [InlineData("0:34", "34 s")]
    [InlineData("real 0m34.4s", "34 s")]
    [InlineData("1 時間 5 分かかった", "1 h 5 min")]
    [InlineData("0:12:05 until it ran", "12 min 5 s")]
    [InlineData("1:20:05 until it ran", "1 h 20 min 5 s")]
    [InlineData("pve1 lost 9:10", "")]
    [InlineData("2026-04-01 09:03:12", "")]
    [InlineData("at 12:05 and 23:59:59", "")]
    public void A_time_that_took_is_told_from_a_time_of_day(string line, string times) =>
        Assert.Equal(times, string.Join(", ", NotedTimes.In(line).Select(t => Durations.En(t.Time))));

    [Theory]
    [InlineData("RTO 2 min, RPO 7 min", "Rto 2 min, Rpo 7 min")]
    [InlineData("2 min RTO, 7 min RPO", "Rto 2 min, Rpo 7 min")]
    [InlineData("RPO: 7 min. RTO: 2 min", "Rpo 7 min, Rto 2 min")]
    [InlineData("RTO/RPO: 2 min / 7 min", "Rto 2 min, Rpo 7 min")]
    [InlineData("pve1 lost at 9:07. RTO 2 min, RPO 7 min", "Rto 2 min, Rpo 7 min")]
    [InlineData("停止 2 分、失われたのは 7 分", " 2 min,  7 min")]
    [InlineData("復旧時間 2 分、復旧時点 7 分", "Rto 2 min, Rpo 7 min")]
    [InlineData("RTO and RPO are 7 min", " 7 min")]
    [InlineData("restore 34 s, RTO 2 min, RPO 7 min", " 34 s, Rto 2 min, Rpo 7 min")]
    [InlineData("リストア 34 秒、RTO 2 分、RPO 7 分", " 34 s, Rto 2 min, Rpo 7 min")]
    [InlineData("RTO", "")]
    public void A_time_counts_for_what_it_is_called(string line, string times) =>
        Assert.Equal(times, string.Join(", ", NotedTimes.In(line).Select(t => $"{t.Of} {Durations.En(t.Time)}")));

    [Theory]
    [InlineData(0, "0 s", "0 秒")]
    [InlineData(59.6, "1 min", "1 分")]
    [InlineData(4800, "1 h 20 min", "1 時間 20 分")]
    [InlineData(86400, "24 h", "24 時間")]
    [InlineData(3601, "1 h 1 s", "1 時間 1 秒")]
    public void How_long_something_took_is_said_without_units_that_are_0(double seconds, string en, string ja) =>
        Assert.Equal((en, ja), (Durations.En(TimeSpan.FromSeconds(seconds)), Durations.Ja(TimeSpan.FromSeconds(seconds))));
}
