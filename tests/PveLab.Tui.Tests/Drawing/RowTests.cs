using PveLab.Tui.Drawing;

namespace PveLab.Tui.Tests.Drawing;

public sealed class RowTests
{
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
