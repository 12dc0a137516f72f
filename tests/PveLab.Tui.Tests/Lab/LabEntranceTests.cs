using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class LabEntranceTests
{
    [Fact]
    public void What_is_typed_before_the_lab_stands_reaches_it()
    {
        using var lab = new TestLab();
        var entrance = new LabEntrance(() => lab.Runtime, Language.En);
        entrance.Send(new LabMessage.Resized(100, 30));
        entrance.Send(new LabMessage.KeyPressed("q", "q"));
        Assert.Contains("The machines are starting", entrance.Draw().Text, StringComparison.Ordinal);
        Assert.All(entrance.Draw().Rows, row => Assert.Equal(100, row.Used));
        SpinWait.SpinUntil(entrance.TryEnter);
        Assert.Contains("root@pve1:~# q", entrance.Draw().Text, StringComparison.Ordinal);
        Assert.False(entrance.TryEnter());
    }

    [Fact]
    public void What_keeps_the_lab_from_being_built_is_told_as_it_was()
    {
        var entrance = new LabEntrance(() => throw new IOException("no such lesson"), Language.En);
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
