using CsCheck;
using PveLab.Shell.Editing;
using PveLab.Testing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Views;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(120, 40, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    public void The_first_screen_is_as_reviewed(int width, int height, Language language)
    {
        using var lab = new TestLab(width, height, language);
        Golden.Verify(lab.Screen, $"first-{width}x{height}-{language.Code()}");
    }

    [Theory]
    [InlineData("F1", "help", Language.En)]
    [InlineData("F1", "help", Language.Ja)]
    [InlineData("F2", "goal", Language.En)]
    [InlineData("F2", "goal", Language.Ja)]
    public void An_overlay_is_as_reviewed(string key, string name, Language language)
    {
        using var lab = new TestLab(80, 24, language);
        Golden.Verify(lab.Press(key).Screen, $"{name}-80x24-{language.Code()}");
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_grade_is_as_reviewed(Language language)
    {
        using var lab = new TestLab(80, 24, language);
        Golden.Verify(lab.OpenGrade().Screen, $"grade-80x24-{language.Code()}");
    }

    [Fact]
    public void A_command_and_its_output_stand_in_the_shell_pane()
    {
        using var lab = new TestLab(100, 30);
        Golden.Verify(lab.Type("ls /etc/pve").Type("cat /nope").Screen, "shell-100x30-en");
    }

    [Fact]
    public void The_machines_that_moved_are_shown_with_where_they_stand()
    {
        using var lab = new TestLab(100, 30);
        Golden.Verify(lab.Type("vzdump 100 --storage nas --mode stop").Press("Alt+s").Screen, "machines-100x30-en");
    }

    [Theory]
    [InlineData(59, 24)]
    [InlineData(80, 15)]
    [InlineData(1, 1)]
    public void A_terminal_too_small_is_told_so_and_nothing_breaks(int width, int height)
    {
        using var lab = new TestLab(width, height);
        var frame = lab.Runtime.Draw();
        Assert.Equal(height, frame.Rows.Count);
        Assert.StartsWith(width > 20 ? "PveLab needs" : "P", frame.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_exactly_as_wide_as_the_terminal_at_any_size_and_in_any_state() =>
        Gen.Select(Gen.Int[1, 220], Gen.Int[1, 70], Gen.OneOf("F1", "F2", "F3", "F6", "F8", "CursorRight", "PageDown").Array[0, 6], Gen.Bool)
            .Holds((width, height, keys, japanese) =>
            {
                using var lab = new TestLab(width, height, japanese ? Language.Ja : Language.En);
                var frame = lab.Press(keys).Runtime.Draw();
                Assert.Equal(height, frame.Rows.Count);
                Assert.All(frame.Rows, row => Assert.Equal(width, DisplayWidth.Of(row.Text)));
            }, cases: 60);
}
