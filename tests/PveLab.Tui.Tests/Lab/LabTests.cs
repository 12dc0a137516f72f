using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Testing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;
using PveLab.Tui.Tests.Manager;
using PveLab.Tui.Views;

namespace PveLab.Tui.Tests.Lab;

public sealed class LabTests
{
    [Theory]
    [InlineData("F2")]
    [InlineData("F3")]
    [InlineData("F7")]
    public void Free_play_says_why_it_has_no_goal_hints_or_grade(string key)
    {
        using var lab = new TestLab(scenario: "single-node");
        Assert.DoesNotContain(" F2 ", lab.Screen, StringComparison.Ordinal);
        lab.Press(key);
        Assert.Equal(Overlay.None, lab.Model.Overlay);
        Assert.EndsWith("Free play has no goal, hints or grade. F12 leads to the exercises.", lab.Screen.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.En, "F1 Help", "F6 Pane", "F12 Home", "^Q Leave", "Alt+x More", "Alt+2 Server View")]
    [InlineData(Language.Ja, "F1 ヘルプ", "F6 画面", "F12 ホーム", "^Q 終了", "Alt+x 一覧", "Alt+2 サーバ表示")]
    public void The_narrowest_key_bar_shows_what_a_newcomer_needs(Language language, params string[] needed)
    {
        using var lab = new TestLab(80, 24, language);
        Assert.All(needed, key => Assert.Contains($" {key} ", lab.Screen.Split('\n')[^1] + " ", StringComparison.Ordinal));
        lab.Press("F6");
        Assert.All(needed[..4], key => Assert.Contains($" {key} ", lab.Screen.Split('\n')[^1] + " ", StringComparison.Ordinal));
        lab.Press("F6", "Alt+2");
        Assert.All(needed[..5], key => Assert.Contains($" {key} ", lab.Screen.Split('\n')[^1] + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(83)]
    [InlineData(200)]
    public void What_the_key_bar_does_not_show_cannot_be_clicked(int width)
    {
        using var lab = new TestLab(width, 24);
        var bar = lab.Screen.TrimEnd('\n').Split('\n')[^1].TrimEnd();
        for (var column = DisplayWidth.Of(bar) + 1; column < width; column++) Assert.Null(KeyBarView.KeyAt(lab.Model, column));
        Assert.Equal("F1", KeyBarView.KeyAt(lab.Model, 1));
        lab.Runtime.Send(new LabMessage.Told("A sentence that stands on the bar"));
        Assert.Null(KeyBarView.KeyAt(lab.Model, 1));
    }

    [Fact]
    public void Esc_in_the_server_view_goes_back_one_step_and_never_into_the_shell()
    {
        using var lab = new TestLab();
        lab.Press("Alt+2", "Enter", "Esc");
        Assert.Equal(ManagerPart.Tree, lab.Model.Manager.Focus);
        lab.Press("Esc", "Esc", "r", "m");
        Assert.Equal((RightTab.Manager, ""), (lab.Model.RightTab, lab.Model.Input.Text));
        lab.Press("Alt+1");
        Assert.Equal(RightTab.Shell, lab.Model.RightTab);
    }

    [Fact]
    public void F4_switches_the_language_of_screen_lesson_and_scenario_while_running()
    {
        using var lab = new TestLab();
        Assert.Contains("Lesson", lab.Screen, StringComparison.Ordinal);
        lab.Press("F4");
        Assert.Contains("教材", lab.Screen, StringComparison.Ordinal);
        Assert.Contains("達成条件", lab.Screen, StringComparison.Ordinal);
        Assert.Equal("ja", lab.Model.Lesson.Front.Language);
    }

    [Fact]
    public void Enter_on_a_command_of_the_lesson_runs_it_in_the_shell()
    {
        using var lab = new TestLab(120, 40);
        lab.Press("F6");
        while (lab.Model.Layout.Lines[lab.Model.LessonLine].Command is null) lab.Press("n");
        var command = lab.Model.Layout.Lines[lab.Model.LessonLine].Command!;
        lab.Press("Enter");
        lab.Runtime.RunToRest();
        Assert.Equal(command, lab.Runtime.Attempt.Shell.History.Lines[^1]);
    }

    [Fact]
    public void F11_goes_to_the_shell_of_the_next_node_and_round()
    {
        using var lab = new TestLab(120, 40, scenario: "three-nodes");
        Assert.Contains("F11 Node", lab.Screen, StringComparison.Ordinal);
        foreach (var node in (string[])["pve2", "pve3", "pve1"])
        {
            lab.Press("F11").Runtime.RunToRest();
            Assert.Contains($"Shell {node}", lab.Screen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void F11_says_so_where_there_is_only_one_node()
    {
        using var lab = new TestLab(120, 40);
        Assert.DoesNotContain("F11", lab.Screen, StringComparison.Ordinal);
        Assert.Contains("there is only this node", lab.Press("F11").Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_in_the_lesson_survives_a_change_of_width()
    {
        using var lab = new TestLab(120, 40);
        lab.Press("F6", "PageDown", "PageDown", "PageDown");
        var before = lab.Model.Layout.Lines[lab.Model.LessonLine].SourceLine;
        lab.Runtime.Send(new LabMessage.Resized(80, 24));
        Assert.Equal(before, lab.Model.Layout.Lines[lab.Model.LessonLine].SourceLine);
    }

    [Fact]
    public void A_pasted_text_runs_its_whole_lines_and_leaves_the_last_one_to_be_edited()
    {
        using var lab = new TestLab();
        lab.Runtime.Send(new LabMessage.Pasted("echo one\recho two\recho thr"));
        lab.Runtime.RunToRest();
        Assert.Equal(["echo one", "echo two"], lab.Runtime.Attempt.Shell.History.Lines);
        Assert.Equal("echo thr", lab.Model.Input.Text);
    }

    [Fact]
    public void Lines_typed_while_a_program_runs_are_run_one_after_the_other_when_it_has_ended()
    {
        using var lab = new TestLab();
        foreach (var line in (string[])["sleep 200", "echo one", "echo two"]) lab.Enter(line).Press("Enter");
        lab.Enter("echo thr");
        lab.Runtime.RunToRest();
        Assert.Equal(["sleep 200", "echo one", "echo two"], lab.Runtime.Attempt.Shell.History.Lines);
        Assert.Equal("echo thr", lab.Model.Input.Text);
        Assert.Contains("root@pve1:~# echo two", lab.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_and_shows_the_choices_when_there_are_several()
    {
        using var lab = new TestLab();
        foreach (var c in "cat /etc/pve/st") lab.Press(c.ToString());
        lab.Press("Tab");
        Assert.Equal("cat /etc/pve/storage.cfg ", lab.Model.Input.Text);
    }

    [Fact]
    public void Ctrl_C_stops_a_program_and_gives_the_prompt_back()
    {
        using var lab = new TestLab();
        foreach (var c in "sleep 1000") lab.Press(c.ToString());
        lab.Press("Enter");
        lab.Runtime.Tick(TimeSpan.FromMilliseconds(30));
        Assert.True(lab.Model.Attempt.Running);
        lab.Press("Ctrl+C");
        Assert.False(lab.Model.Attempt.Running);
        Assert.EndsWith("# ", lab.Model.Attempt.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void Virtual_time_goes_at_the_chosen_speed()
    {
        using var lab = new TestLab();
        foreach (var c in "sleep 1000") lab.Press(c.ToString());
        lab.Press("Enter");
        var start = lab.Runtime.Attempt.World.Clock.Now;
        for (var i = 0; i < 10; i++) lab.Runtime.Tick(TimeSpan.FromMilliseconds(100));
        Assert.InRange((lab.Runtime.Attempt.World.Clock.Now - start).TotalSeconds, 55, 65);
    }

    [Fact]
    public void Virtual_time_stands_still_while_paused()
    {
        using var lab = new TestLab();
        foreach (var c in "sleep 1000") lab.Press(c.ToString());
        lab.Press("Enter", "F5");
        var start = lab.Runtime.Attempt.World.Clock.Now;
        for (var i = 0; i < 5; i++) lab.Runtime.Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(start, lab.Runtime.Attempt.World.Clock.Now);
        Assert.Contains("paused", lab.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hint_is_shown_only_when_it_is_bought_and_its_price_counts()
    {
        using var lab = new TestLab();
        var hint = lab.Runtime.Attempt.Scenario.Hints[0];
        lab.Press("F7");
        Assert.Empty(lab.Model.Attempt.Hints);
        lab.Press("Enter");
        Assert.Equal([hint.Text.En], lab.Model.Attempt.Hints);
        Assert.Equal(hint.Cost, lab.Runtime.Attempt.Grade().HintCost);
    }

    [Fact]
    public void Too_much_pasted_at_once_is_refused_whole()
    {
        using var lab = new TestLab();
        foreach (var c in "rm -r ") lab.Press(c.ToString());
        lab.Runtime.Send(new LabMessage.Pasted(new string('x', 20_000) + "\r"));
        Assert.Empty(lab.Runtime.Attempt.Entries);
        Assert.Equal("rm -r ", lab.Model.Input.Text);
    }

    [Fact]
    public void A_quiz_answered_in_the_lesson_is_an_input_of_the_attempt()
    {
        using var lab = new TestLab(120, 40);
        lab.Press("F6");
        for (var i = 0; i < 200 && lab.Model.Layout.Lines[lab.Model.LessonLine].Action is not LessonAction.Answer; i++) lab.Press("n");
        lab.Press("Enter");
        Assert.IsType<PveLab.Courseware.Attempts.Input.QuizAnswer>(Assert.Single(lab.Runtime.Attempt.Entries).Input);
    }

    [Fact]
    public void Looking_away_and_back_changes_nothing_in_the_attempt()
    {
        using var lab = new TestLab();
        lab.Press("F1", "Esc", "F2", "F2", "F3", "Esc", "F6", "CursorDown", "F6", "F8", "F8");
        Assert.Empty(lab.Runtime.Attempt.Entries);
    }

    [Fact]
    public void Leaving_asks_first_and_Esc_stays()
    {
        using var lab = new TestLab();
        lab.Press("Ctrl+Q", "Esc");
        Assert.False(lab.Runtime.Left);
        lab.Press("Ctrl+Q", "Enter");
        Assert.True(lab.Runtime.Left);
    }

    [Fact]
    public void The_wheel_scrolls_the_pane_under_it()
    {
        using var lab = new TestLab();
        lab.Runtime.Send(new LabMessage.Wheeled(5, 5, 3));
        Assert.Equal(3, lab.Model.LessonTop);
    }

    [Fact]
    public void Clicking_a_pane_gives_it_the_keys()
    {
        using var lab = new TestLab();
        lab.Runtime.Send(new LabMessage.Clicked(5, 2));
        Assert.Equal(Pane.Lesson, lab.Model.Focus);
        lab.Runtime.Send(new LabMessage.Clicked(70, 5));
        Assert.Equal(Pane.Shell, lab.Model.Focus);
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public void A_click_on_the_points_shows_the_grade_and_the_next_one_closes_it(int width, int height)
    {
        using var lab = new TestLab(width, height);
        lab.Click("0/14");
        Assert.Equal(Overlay.Grade, lab.Model.Overlay);
        using var keyed = new TestLab(width, height);
        Assert.Equal(keyed.OpenGrade().Model.Attempt.Report, lab.Compared().Model.Attempt.Report);
        lab.Point(0, 0);
        Assert.Equal(Overlay.None, lab.Model.Overlay);
    }

    [Fact]
    public void Any_keys_in_any_order_leave_the_lab_alive() =>
        Gen.OneOf("F1", "F2", "F3", "F4", "F6", "F8", "F9", "F10", "Enter", "Tab", "Esc", "CursorUp", "CursorDown", "PageUp", "PageDown", "Home", "End",
                "a", " ", "|", "'", "Ctrl+A", "Ctrl+R", "Ctrl+W", "Ctrl+Y", "Backspace", "Ctrl+C", "n", "CursorLeft")
            .Array[1, 60].Holds(keys =>
            {
                using var lab = new TestLab();
                lab.Press(keys);
                lab.Runtime.Tick(TimeSpan.FromSeconds(1));
                Assert.Equal(24, lab.Runtime.Draw().Rows.Count);
                Assert.InRange(lab.Model.LessonLine, 0, lab.Model.Layout.Lines.Count);
            }, cases: 100);

    [Fact]
    public void A_task_of_the_lesson_ticks_itself_when_its_criterion_is_met()
    {
        using var lab = new TestLab();
        var state = lab.Model.Attempt with { Criteria = [new CriterionLine("separate-domain", "x", Standing.Met, 1, true)] };
        lab.Runtime.Send(new LabMessage.AttemptMoved(state));
        Assert.Contains(lab.Model.Layout.Lines, l => l.Spans.Any(s => s.Style == TextStyle.CheckboxOn));
    }

    [Fact]
    public void An_editor_fills_the_pane_whatever_its_size_and_loses_no_key_however_fast_they_come()
    {
        using var lab = new TestLab(110, 30);
        lab.Type("nano /root/f");
        lab.Press("日", "本", "x");
        Assert.Contains("│日本x", lab.Screen, StringComparison.Ordinal);
        Assert.Contains("Modified", lab.Screen, StringComparison.Ordinal);
        Assert.Equal((63, 22), (lab.Runtime.Attempt.Shell.Terminal.ScreenColumns, lab.Runtime.Attempt.Shell.Terminal.ScreenRows));
        lab.Press("F8");
        Assert.Equal(110, lab.Runtime.Attempt.Shell.Terminal.ScreenColumns);
        lab.Runtime.Send(new LabMessage.Pasted("y\nz"));
        lab.Press("Ctrl+X", "y", "Enter");
        lab.Runtime.RunToRest();
        Assert.Equal("日本xy\nz\n", lab.Runtime.Attempt.World.Node("pve1").Files.ReadText("/root/f"));
        using var again = Replay.Of(lab.Runtime.Attempt.Folder, 0, lab.Runtime.Attempt.Dialect, lab.Runtime.Attempt.Entries, "journal");
        Assert.Equal("日本xy\nz\n", again.World.Node("pve1").Files.ReadText("/root/f"));
    }
}
