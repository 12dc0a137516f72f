using PveLab.Sim.Cluster;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class LabEntranceTests
{
    [Fact]
    public void What_is_typed_before_the_lab_stands_reaches_it()
    {
        using var lab = new TestLab();
        var entrance = new LabEntrance((_, _) => lab.Runtime, Language.En);
        entrance.Send(new LabMessage.Resized(100, 30));
        entrance.Send(new LabMessage.KeyPressed("q", "q"));
        Assert.Contains("The machines are starting", entrance.Draw().Text, StringComparison.Ordinal);
        Assert.All(entrance.Draw().Rows, row => Assert.Equal(100, row.Used));
        SpinWait.SpinUntil(entrance.TryEnter);
        Assert.Contains("root@pve1:~# q", entrance.Draw().Text, StringComparison.Ordinal);
        Assert.False(entrance.TryEnter());
    }

    [Fact]
    public void Another_exercise_is_chosen_from_the_list_and_opened_in_the_same_window()
    {
        var opened = new List<string?>();
        using var entrance = new LabEntrance(
            (scenario, language) =>
            {
                opened.Add(scenario);
                return new TestLab(language: language, scenario: scenario ?? "ch08-restore-test").Runtime;
            },
            Language.En,
            () => [Of("ch08-restore-test", "Restore test"), Of("single-node", "Free play")]);
        entrance.Send(new LabMessage.Resized(80, 24));
        SpinWait.SpinUntil(() => entrance.TryEnter() || entrance.Lab is not null);
        entrance.Send(new LabMessage.KeyPressed("F12"));
        SpinWait.SpinUntil(() => entrance.TryEnter() || entrance.Lab!.Model.Exercises.Count > 0);
        Assert.Contains("▶ ch08-restore-test  Restore test", entrance.Draw().Text, StringComparison.Ordinal);
        foreach (var key in (string[])["F4", "CursorDown", "Enter"]) entrance.Send(new LabMessage.KeyPressed(key));
        SpinWait.SpinUntil(() => entrance.TryEnter() && entrance.Lab is not null);
        Assert.Equal([null, "single-node"], opened);
        Assert.Equal((80, Language.Ja, "single-node"), (entrance.Lab!.Model.Width, entrance.Lab.Model.Language, entrance.Lab.Model.Attempt.Scenario));
    }

    private static Exercise Of(string id, string title) => new(id, new LocalText { Ja = title, En = title });

    [Fact]
    public void What_keeps_the_lab_from_being_built_is_told_as_it_was()
    {
        using var entrance = new LabEntrance((_, _) => throw new IOException("no such lesson"), Language.En);
        Assert.Throws<IOException>(() => SpinWait.SpinUntil(entrance.TryEnter));
    }

    [Fact]
    public void Only_the_pieces_of_a_row_that_differ_are_painted()
    {
        var old = new Row(8).Add("日本").Add("ab", Ink.Input).Add("|").Fill();
        Assert.Equal((1, 2, 4), new Row(8).Add("日本").Add("xy", Ink.Input).Add("|").Fill().Changes(old));
        Assert.Equal((0, 4, 0), old.Changes(null));
        var (first, end, _) = old.Changes(old);
        Assert.Equal(first, end);
    }
}
