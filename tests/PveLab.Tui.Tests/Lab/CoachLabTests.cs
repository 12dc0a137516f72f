using PveLab.Testing;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class CoachLabTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_same_error_twice_is_explained_above_the_goal(Language language)
    {
        using var lab = new TestLab(80, 24, language);
        Golden.Verify(lab.Type("qmrestore nas:backup/x.vma.zst 100").Type("qmrestore nas:backup/x.vma.zst 100").Screen, $"coach-80x24-{language.Code()}");
    }

    [Fact]
    public void What_the_coach_says_is_closed_with_Esc_and_read_about_with_a_key()
    {
        using var lab = new TestLab(80, 24, scenario: "ch08-stale-lock");
        lab.Type("vzdump 110 --storage nas").Type("vzdump 110 --storage nas");
        Assert.NotNull(lab.Model.CoachNote);
        lab.Press("Alt+c");
        Assert.Equal(Pane.Lesson, lab.Model.Focus);
        Assert.Null(lab.Model.CoachNote);
        lab.Press("F6").Type("vzdump 110 --storage nas");
        Assert.NotNull(lab.Model.CoachNote);
        Assert.Null(lab.Press("Esc").Model.CoachNote);
    }

    [Fact]
    public void Esc_closes_what_the_coach_says_beside_the_Server_View_too_before_it_goes_anywhere()
    {
        using var lab = new TestLab(80, 24, scenario: "ch08-stale-lock");
        lab.Type("vzdump 110 --storage nas").Type("vzdump 110 --storage nas").Press("Alt+2");
        Assert.NotNull(lab.Model.CoachNote);
        Assert.Null(lab.Press("Esc").Model.CoachNote);
        Assert.Equal(RightTab.Manager, lab.Model.RightTab);
    }

    [Fact]
    public void Words_that_share_the_last_line_keep_the_space_between_them()
    {
        using var lab = new TestLab();
        lab.Type("vzdump 100 --storage nas");
        Assert.Contains("on nas. The g", lab.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_wants_no_coach_has_none()
    {
        using var lab = new TestLab();
        lab.Runtime.Send(new LabMessage.Set(new Settings { Coach = false }));
        lab.Type("vzdump 100 --storage nas --mode stop");
        Assert.NotNull(lab.Model.Attempt.Coach);
        Assert.Null(lab.Model.CoachNote);
    }
}
