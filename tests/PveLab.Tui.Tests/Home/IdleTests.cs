using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Home;

/// <summary>What the trainer does while nobody does anything: as often as its beats are due, as long as they change the screen. Counted, not measured.</summary>
public sealed class IdleTests
{
    private const int Enough = 100_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void At_home_nothing_beats()
    {
        using var trainer = new TestTrainer();
        Assert.Equal((0, 0), Beats(trainer.Trainer, Hour));
    }

    [Theory]
    [InlineData]
    [InlineData("Alt+2")]
    [InlineData("F1")]
    [InlineData("F2")]
    [InlineData("F6")]
    [InlineData("Alt+s")]
    [InlineData("Alt+x")]
    [InlineData("l", "s", "Enter")]
    [InlineData("n", "a", "n", "o", " ", "a", "Enter")]
    public void A_lab_in_which_nobody_does_anything_neither_beats_nor_draws(params string[] keys)
    {
        using var trainer = new TestTrainer("ch08-restore-test").Press(keys);
        Rest(trainer);
        Assert.Equal((0, 0), Beats(trainer.Trainer, Hour));
    }

    [Fact]
    public void A_lab_whose_grade_was_looked_at_neither_beats_nor_draws()
    {
        using var trainer = new TestTrainer("ch08-restore-test").Press("F3");
        Assert.True(SpinWait.SpinUntil(() => trainer.Trainer.Beat(TimeSpan.Zero), TimeSpan.FromMinutes(2)), "the golden transcripts are never done");
        Assert.Equal((0, 0), Beats(trainer.Trainer, Hour));
    }

    [Fact]
    public void A_program_that_waits_beats_when_its_next_step_is_due_and_draws_what_that_changed()
    {
        using var trainer = new TestTrainer("ch08-restore-test").Press(["F9", "F9", .. "sleep 100".Select(c => c.ToString()), "Enter"]);
        Assert.Equal(1, trainer.Trainer.Lab!.Model.Speed);
        var (beats, drawn) = Beats(trainer.Trainer, TimeSpan.FromSeconds(60));
        Assert.InRange(beats, 55, 65);
        Assert.InRange(drawn, 55, beats);
    }

    [Fact]
    public void A_program_neither_beats_nor_draws_while_time_is_paused()
    {
        using var trainer = new TestTrainer("ch08-restore-test").Press([.. "sleep 100".Select(c => c.ToString()), "Enter", "F5"]);
        Assert.Equal((0, 0), Beats(trainer.Trainer, Hour));
    }

    [Fact]
    public void A_look_at_what_there_is_that_was_left_behind_keeps_no_lab_awake()
    {
        using var trainer = new TestTrainer("ch08-restore-test");
        Rest(trainer);
        trainer.Trainer.Send(new LabMessage.KeyPressed("F12"));
        trainer.Trainer.Advance();
        trainer.Trainer.Send(new LabMessage.KeyPressed("F12"));
        Assert.NotNull(trainer.Trainer.Lab);
        Assert.Equal(Timeout.InfiniteTimeSpan, trainer.Trainer.Due);
    }

    [Fact]
    public void While_the_machine_sleeps_nobody_works()
    {
        using var trainer = new TestTrainer("ch08-restore-test").Press([.. "sleep 864000".Select(c => c.ToString()), "Enter"]);
        var began = trainer.Trainer.Lab!.Attempt.World.Clock.Now;
        for (var i = 0; i < 100; i++) trainer.Trainer.Beat(i == 0 ? Hour : TimeSpan.Zero);
        Assert.InRange((trainer.Trainer.Lab.Attempt.World.Clock.Now - began).TotalSeconds, 1, 150);
    }

    /// <summary>Lets the trainer finish what the last key began.</summary>
    private static void Rest(TestTrainer trainer) =>
        Assert.True(SpinWait.SpinUntil(() => !trainer.Trainer.Beat(TimeSpan.FromSeconds(1)) && trainer.Trainer.Due == Timeout.InfiniteTimeSpan, TimeSpan.FromMinutes(1)), "it never rests");

    /// <summary>Lives through real time as the loop does, but for the waiting. Returns how often the trainer beat, and how often the screen changed by that.</summary>
    private static (int Beats, int Drawn) Beats(Trainer trainer, TimeSpan real)
    {
        var (beats, drawn) = (0, 0);
        for (var due = trainer.Due; due != Timeout.InfiniteTimeSpan && due <= real && beats < Enough; due = trainer.Due)
        {
            real -= due;
            beats++;
            if (trainer.Beat(due)) drawn++;
        }
        return (beats, drawn);
    }
}
