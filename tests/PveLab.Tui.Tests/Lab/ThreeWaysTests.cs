using PveLab.Courseware.Attempts;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

/// <summary>The restore test by keyboard, by mouse and in the shell: one grade.</summary>
public sealed class ThreeWaysTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(200, 60, Language.En)]
    [InlineData(200, 60, Language.Ja)]
    public void The_restore_test_by_keyboard_by_mouse_and_in_the_shell_earns_every_point_criterion_by_criterion(int width, int height, Language language)
    {
        var ways = new Func<TestLab, TestLab>[] { lab => RestoreTest.ByKeyboard(lab), lab => RestoreTest.ByMouse(lab), RestoreTest.InShell };
        var grades = ways.Select(way => Graded(way, width, height, language)).ToList();
        Assert.Equal(100, grades[0].Points);
        Assert.All(grades, grade => Assert.Equal(grades[0], grade));
    }

    /// <summary>Goes a way; what stands on the screen must be what a replay of the journal comes to.</summary>
    private static (int Points, string Criteria) Graded(Func<TestLab, TestLab> way, int width, int height, Language language)
    {
        using var lab = new TestLab(width, height, language);
        var shown = way(lab).Model.Attempt;
        using var again = Replay.Of(lab.Runtime.Attempt.Folder, 0, lab.Runtime.Attempt.Dialect, lab.Runtime.Attempt.Entries, "journal");
        var grade = again.Grade();
        Assert.Equal(shown.Criteria.Select(c => (c.Id, c.Standing == Standing.Met)), grade.Results.Select(r => (r.Criterion.Id, r.Finding.Met)));
        return (grade.Points, string.Join('\n', grade.Results.Select(r => $"{r.Criterion.Id} {r.Finding.Met} {r.Points}")));
    }
}
