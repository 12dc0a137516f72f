using PveLab.Tui.Screen;

namespace PveLab.Tui.Tests.Screen;

public sealed class PaceTests
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Theory]
    [InlineData(0, 16)]
    [InlineData(999, 16)]
    [InlineData(1000, 250)]
    [InlineData(5999, 250)]
    [InlineData(6000, -1)]
    [InlineData(3_600_000, -1)]
    public void The_loop_goes_round_less_often_the_longer_nothing_happens_and_then_sleeps_for_good(int quiet, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), Pace.Rest(TimeSpan.FromMilliseconds(quiet), Never));

    [Theory]
    [InlineData(0, 500, 16)]
    [InlineData(3_600_000, 500, 500)]
    [InlineData(3_600_000, 0, 0)]
    public void What_happens_by_itself_happens_in_time(int quiet, int due, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), Pace.Rest(TimeSpan.FromMilliseconds(quiet), TimeSpan.FromMilliseconds(due)));

    [Fact]
    public async Task A_stir_on_another_thread_ends_the_sleep()
    {
        using var pace = new Pace();
        pace.Sleep(Never);
        var stirring = Task.Run(pace.Stir);
        pace.Sleep(Never);
        await stirring;
    }

    [Fact]
    public void The_library_still_takes_an_input_that_waits()
    {
        using var app = PatientInput.Application(() => { });
        Assert.Equal("ApplicationImpl", app.GetType().Name);
    }
}
