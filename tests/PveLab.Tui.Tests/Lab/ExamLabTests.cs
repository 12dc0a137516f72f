using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Testing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class ExamLabTests : IDisposable
{
    private readonly List<StringWriter> files = [];
    private readonly LabRuntime lab;

    public ExamLabTests()
    {
        var sitting = new ExamSitting(ExamSeating.New(Drawn), attempt => new AttemptSession(attempt, new JournalWriter(NewFile(), JournalHeader.Of(attempt))));
        lab = new LabRuntime(sitting.Current, sitting.Sheet, Language.En, exam: sitting);
        lab.Send(new LabMessage.Resized(80, 24));
    }

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_task_is_shown_without_criteria_hints_or_grade()
    {
        Golden.Verify(lab.Draw().Text, "exam-task");
        Press("F3");
        Assert.Contains("neither criteria nor hints are shown", lab.Draw().Text, StringComparison.Ordinal);
        Press("F7");
        Assert.Equal(Overlay.None, lab.Model.Overlay);
        Press("F12");
        Assert.Null(lab.Wanted);
        Press("F2");
        Assert.DoesNotContain(lab.Attempt.Scenario.Criteria[0].Text.En, lab.Draw().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Handing_in_leads_to_the_next_task_and_at_last_to_the_result()
    {
        Press("Ctrl+Q");
        Assert.Contains("Hand this task in?", lab.Draw().Text, StringComparison.Ordinal);
        Press("Enter");
        Assert.Equal(new ExamState(2, 2, 45) { LimitMinutes = 240 }, lab.Model.Attempt.Exam);
        Assert.Equal("ch08r-first-job", lab.Attempt.Scenario.Id);
        Press("Ctrl+Q", "Enter");
        Assert.True(lab.Model.Attempt.Exam!.IsOver);
        Assert.Contains("NOT READY FOR A REAL LAB YET", lab.Draw().Text, StringComparison.Ordinal);
        Press("Esc", "a");
        Assert.Equal("", lab.Model.Input.Text);
        Press("Ctrl+Q", "Enter");
        Assert.True(lab.Left);
        Assert.Equal(2, Journals.Split("\"finished\"").Length - 1);
    }

    [Fact]
    public void The_result_shows_the_verdict_a_bar_for_each_skill_and_what_to_read_in_both_languages()
    {
        Press("Ctrl+Q", "x", "Enter");
        Golden.Verify(lab.Draw().Text, "exam-result-80x24-en");
        Press("F4");
        Golden.Verify(lab.Draw().Text, "exam-result-80x24-ja");
    }

    [Fact]
    public void An_exam_whose_minutes_passed_while_it_was_broken_off_is_over_at_once()
    {
        var attempt = new Attempt(ScenarioLibrary.Shipped.FindById("ch08-stale-lock"));
        using var sitting = new ExamSitting(ExamSeating.New(Drawn) with { Sessions = [new AttemptSession(attempt)], Left = TimeSpan.Zero }, a => new AttemptSession(a));
        var late = new LabRuntime(sitting.Current, sitting.Sheet, Language.En, exam: sitting);
        late.Tick(TimeSpan.FromMilliseconds(33));
        Assert.True(late.Model.Attempt.Exam!.IsOver);
    }

    [Fact]
    public void When_the_minutes_are_over_everything_is_handed_in_whatever_runs()
    {
        foreach (var c in "sleep 1h") Press(c.ToString());
        Press("Enter");
        Assert.False(lab.Tick(TimeSpan.FromSeconds(1)) && lab.Model.Attempt.Exam!.IsOver);
        lab.Tick(TimeSpan.FromMinutes(45));
        Assert.True(lab.Model.Attempt.Exam!.IsOver);
        Assert.False(lab.Attempt.IsRunning);
        Assert.Contains("\"key\":\"Ctrl+C\"", Journals, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_exam_can_be_ended_in_the_middle()
    {
        Press("Ctrl+Q", "x", "Enter");
        Assert.True(lab.Model.Attempt.Exam!.IsOver);
        Assert.Contains(lab.Model.Attempt.Report, line => line.Right.Contains("not begun", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a")]
    [InlineData("Ctrl+Q")]
    [InlineData("Esc")]
    public void The_whole_exam_is_not_ended_by_one_key(string then)
    {
        Press("Ctrl+Q", "x");
        Golden.Verify(lab.Draw().Text, "exam-end-80x24-en");
        Press(then);
        Assert.False(lab.Model.Attempt.Exam!.IsOver);
        Assert.Equal(then == "Esc" ? Overlay.Quit : Overlay.EndExam, lab.Model.Overlay);
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_help_tells_what_holds_in_an_exam_and_nothing_of_hints_and_goals(Language language)
    {
        if (language == Language.Ja) Press("F4");
        Press("F1");
        var help = lab.Draw().Text;
        Golden.Verify(help, $"exam-help-80x24-{language.Code()}");
        foreach (var key in new[] { "F3 ", "F7 ", "F12" }) Assert.DoesNotContain(key, help, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_left_for_now_without_anything_being_handed_in()
    {
        Press("Ctrl+Q", "l");
        Assert.True(lab.Left);
        Assert.False(lab.Model.Attempt.Exam!.IsOver);
        Assert.DoesNotContain("finished", Journals, StringComparison.Ordinal);
    }

    private static Exam Drawn => new(ExamPool.Of("ch08", LessonLibrary.Shipped, ScenarioLibrary.Shipped), 7, 45, [Task(1, "ch08-stale-lock"), Task(2, "ch08r-first-job")]);

    private string Journals => string.Concat(files);

    private StringWriter NewFile()
    {
        files.Add(new StringWriter { NewLine = "\n" });
        return files[^1];
    }

    private void Press(params string[] keys)
    {
        foreach (var key in keys) lab.Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
    }

    private static ExamTask Task(int number, string scenario) => new(number, ExamCandidate.Of(ScenarioLibrary.Shipped.FindById(scenario))!, 0, null);
}
