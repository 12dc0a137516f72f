using System.Globalization;
using System.Text;
using PveLab.Testing;
using PveLab.Tui.Lab;
using PveLab.Tui.Tests.Lab;

namespace PveLab.Tui.Tests.Screen;

/// <summary>The chapter's procedure and restore test through the library's own driver: what comes out of it at every step, by keyboard and by mouse.</summary>
public sealed class RestoreTestScreenTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(120, 40, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    [InlineData(200, 60, Language.En)]
    [InlineData(200, 60, Language.Ja)]
    public void By_keyboard_the_terminal_shows_these_screens(int width, int height, Language language) => IsAsReviewed("keyboard", RestoreTest.ByKeyboard, width, height, language);

    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(120, 40, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    [InlineData(200, 60, Language.En)]
    [InlineData(200, 60, Language.Ja)]
    public void By_mouse_the_terminal_shows_these_screens(int width, int height, Language language) => IsAsReviewed("mouse", RestoreTest.ByMouse, width, height, language);

    private static void IsAsReviewed(string way, Func<TestLab, Action<string>?, TestLab> walk, int width, int height, Language language)
    {
        using var lab = new DriverLab(width, height, language);
        var seen = new StringBuilder();
        walk(lab, step =>
        {
            var screen = lab.Screen;
            Assert.Equal(lab.Runtime.Draw().Text, screen);
            seen.Append(CultureInfo.InvariantCulture, $"== {step}\n{screen}\n");
        });
        Assert.Equal(100, lab.Model.Attempt.Points);
        Golden.Verify(seen.ToString(), $"{way}-{width}x{height}-{language.Code()}");
    }
}
