using PveLab.Tui.Drawing;

namespace PveLab.Tui.Tests.Drawing;

public sealed class ScreenBufferTests
{
    private static string[] Look(ScreenBuffer buffer, int width, int height, int back = 0) =>
        [.. buffer.Look(width, height, back, []).Select(r => r.Text)];

    [Fact]
    public void A_long_line_is_wrapped_at_the_width_it_is_looked_at()
    {
        var buffer = new ScreenBuffer();
        buffer.Append("abcdefgh\nxy", Ink.Text);
        Assert.Equal(["abcde", "fgh", "xy"], Look(buffer, 5, 10));
        Assert.Equal(["abcdefgh", "xy"], Look(buffer, 8, 10));
    }

    [Fact]
    public void A_wide_character_is_never_cut_in_two()
    {
        var buffer = new ScreenBuffer();
        buffer.Append("a復元b", Ink.Text);
        Assert.Equal(["a復", "元b"], Look(buffer, 4, 10));
    }

    [Fact]
    public void Text_appended_in_pieces_reads_as_one_line()
    {
        var buffer = new ScreenBuffer();
        foreach (var piece in (string[])["INFO: ", "31", "%\n", "done"]) buffer.Append(piece, Ink.Text);
        Assert.Equal(["INFO: 31%", "done"], Look(buffer, 40, 10));
    }

    [Fact]
    public void A_carriage_return_begins_the_line_anew_and_tabs_go_to_the_next_eighth_column()
    {
        var buffer = new ScreenBuffer();
        buffer.Append("10%\r20%\r\na\tb", Ink.Text);
        Assert.Equal(["20%", "a       b"], Look(buffer, 40, 10));
    }

    [Fact]
    public void Terminal_escapes_never_reach_the_screen()
    {
        var buffer = new ScreenBuffer();
        buffer.Append("\u001b[31mred\u0007\u009b2J", Ink.Text);
        Assert.All(Look(buffer, 40, 10), row => Assert.DoesNotContain(row, char.IsControl));
    }

    [Fact]
    public void An_endless_line_is_broken_so_that_it_cannot_slow_the_screen_down()
    {
        var buffer = new ScreenBuffer();
        buffer.Append(new string('x', 3 * ScreenBuffer.LongestLine + 1), Ink.Text);
        Assert.Equal(4, buffer.Count);
    }

    [Fact]
    public void The_newest_rows_are_shown_and_older_ones_by_looking_back()
    {
        var buffer = new ScreenBuffer();
        for (var i = 1; i <= 9; i++) buffer.Append($"{i}\n", Ink.Text);
        Assert.Equal(["8", "9", ""], Look(buffer, 10, 3));
        Assert.Equal(["6", "7", "8"], Look(buffer, 10, 3, back: 2));
    }

    [Fact]
    public void The_scrollback_is_bounded()
    {
        var buffer = new ScreenBuffer();
        for (var i = 0; i < 3 * ScreenBuffer.Scrollback; i++) buffer.Append("line\n", Ink.Text);
        Assert.InRange(buffer.Count, ScreenBuffer.Scrollback, ScreenBuffer.Scrollback + 500);
    }
}
