using PveLab.Courseware.Assessment;
using PveLab.Testing;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Home;

/// <summary>What is typed while a lab is being built.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly ManualResetEventSlim built = new();
    private readonly List<LabRuntime> labs = [];
    private readonly TrainerHost host;
    private readonly Trainer trainer;

    public OpeningTests()
    {
        host = new TrainerHost { Open = (wanted, _) => Built(wanted.Scenario), Exam = (_, _) => Built("ch08-restore-test"), Shelf = () => ShelfReader.Shipped(), Keep = _ => { } };
        trainer = At(new HomeEffect.Open("ch08-restore-test"));
    }

    public void Dispose()
    {
        built.Set();
        Settle();
        trainer.Dispose();
        built.Dispose();
    }

    [Fact]
    public void It_waits_for_the_shell()
    {
        Golden.Verify(trainer.Draw().Text, "opening-80x24-en");
        foreach (var key in "hostname") Press(key.ToString());
        Press("Enter");
        built.Set();
        Settle();
        trainer.Lab!.RunToRest();
        Assert.Contains("root@pve1:~# hostname", trainer.Draw().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Esc_leads_home_and_the_next_lab_begins_when_the_unwanted_one_is_gone()
    {
        Press("x");
        Press("Esc");
        Assert.Null(trainer.Lab);
        SpinWait.SpinUntil(() => trainer.Advance(), TimeSpan.FromMinutes(1));
        Assert.Contains("What would you like to do?", trainer.Draw().Text, StringComparison.Ordinal);
        Press("Enter");
        trainer.Advance();
        Assert.Contains("starting", trainer.Draw().Text, StringComparison.Ordinal);
        Press("y");
        built.Set();
        Settle();
        Assert.Equal(2, labs.Count);
        Assert.Same(labs[1], trainer.Lab);
        Assert.Equal("y", trainer.Lab!.Model.Input.Text);
    }

    [Fact]
    public void Esc_twice_stays_at_home()
    {
        Press("Esc");
        built.Set();
        Settle();
        Press("Esc");
        Assert.Null(trainer.Lab);
        Assert.Equal(Timeout.InfiniteTimeSpan, trainer.Due);
    }

    [Fact]
    public void Nobody_turns_back_at_the_door_of_an_exam()
    {
        built.Set();
        Settle();
        using var examinee = At(new HomeEffect.Exam(new ExamWish("ch08")));
        Assert.DoesNotContain("Esc", examinee.Draw().Text, StringComparison.Ordinal);
        examinee.Send(new LabMessage.KeyPressed("Esc"));
        Assert.True(SpinWait.SpinUntil(() => !examinee.Advance() && !examinee.IsBusy, TimeSpan.FromMinutes(1)));
        Assert.NotNull(examinee.Lab);
    }

    private Trainer At(HomeEffect begin)
    {
        var begun = new Trainer(host, new Settings { Language = Language.En }, begin);
        begun.Send(new LabMessage.Resized(80, 24));
        begun.Advance();
        return begun;
    }

    private LabRuntime Built(string scenario)
    {
        built.Wait();
        labs.Add(new TestLab(scenario: scenario).Runtime);
        return labs[^1];
    }

    private void Settle() => Assert.True(SpinWait.SpinUntil(() => !trainer.Advance() && !trainer.IsBusy, TimeSpan.FromMinutes(1)), "the lab is never built");

    private void Press(string key) => trainer.Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
}
