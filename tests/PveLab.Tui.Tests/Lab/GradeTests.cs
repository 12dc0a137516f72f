using PveLab.Courseware.Reports;
using PveLab.Testing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class GradeTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_grade_explains_what_failed_with_its_evidence_and_where_the_attempt_parted_from_the_nearest_way(Language language)
    {
        using var lab = new TestLab(100, 45, language, "ch08-stale-lock");
        lab.Type("pvenode task log $(tail -n 1 /var/log/pve/tasks/index | cut -d ' ' -f 1)").Type("qm stop 110");
        Golden.Verify(lab.OpenGrade().Screen, $"grade-parting-100x45-{language.Code()}");
    }

    [Fact]
    public void The_parting_is_the_one_that_the_report_on_the_command_line_tells_and_keeps_up_with_the_attempt()
    {
        using var lab = new TestLab(scenario: "ch08-stale-lock");
        lab.Type("qm stop 110").OpenGrade();
        AssertTold(lab);
        lab.Press("Esc").Type("pvenode task log $(tail -n 1 /var/log/pve/tasks/index | cut -d ' ' -f 1)").Press("F3");
        AssertTold(lab);
    }

    [Fact]
    public void The_grade_is_there_at_once_and_says_no_longer_that_it_compares_when_the_golden_transcripts_were_played()
    {
        using var lab = new TestLab(scenario: "ch08-stale-lock");
        var told = lab.Press("F3").Model.Attempt.Report;
        Assert.Contains(told, l => l.Text.StartsWith(lab.Model.Attempt.Criteria[0].Text, StringComparison.Ordinal));
        lab.Compared();
        Assert.DoesNotContain(lab.Model.Attempt.Report, l => l.Text == Texts.In(Language.En).Comparing);
    }

    [Fact]
    public void Nothing_is_compared_before_somebody_looks_at_the_grade()
    {
        using var lab = new TestLab(scenario: "ch08-stale-lock");
        lab.Type("qm stop 110").Press("F2");
        Assert.DoesNotContain(lab.Model.Attempt.Report, l => l.Text == Texts.In(Language.En).Comparing);
        Assert.False(lab.Runtime.Tick(TimeSpan.Zero));
    }

    private static void AssertTold(TestLab lab)
    {
        var parting = Report.WithParting(lab.Runtime.Attempt, over: false).Parting!;
        var told = string.Join('\n', lab.Model.Attempt.Report.Select(l => l.Text));
        Assert.Contains($"\nmissing: {parting.Missing.En}\n", told, StringComparison.Ordinal);
        Assert.Equal(parting.Instead is not null, told.Contains($"\ninstead: {parting.Instead}\n", StringComparison.Ordinal));
    }
}
