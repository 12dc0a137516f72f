using CsCheck;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Shell.Editing;
using PveLab.Testing;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Home;

public sealed class HomeTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_first_start_explains_itself(Language language)
    {
        using var home = new TestTrainer(language: language);
        Golden.Verify(home.Screen, $"home-first-80x24-{language.Code()}");
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void A_learner_who_comes_back_is_offered_to_go_on(Language language)
    {
        using var home = new TestTrainer(language: language, last: "ch08-restore-test");
        Golden.Verify(home.Screen, $"home-again-80x24-{language.Code()}");
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_help_of_home_stands_in_columns(Language language)
    {
        using var home = new TestTrainer(language: language);
        Golden.Verify(home.Press("F1").Screen, $"home-help-80x24-{language.Code()}");
    }

    [Fact]
    public void Enter_goes_on_with_what_comes_next_and_n_begins_it_anew()
    {
        using var home = new TestTrainer(last: "ch08-restore-test");
        home.Press("Enter", "F12", "n");
        Assert.Equal([new HomeEffect.Open("ch08-restore-test"), new HomeEffect.Open("ch08-restore-test", Anew: true)], home.Opened);
    }

    [Fact]
    public void A_scenario_is_found_by_a_part_of_its_title_in_either_language()
    {
        using var home = new TestTrainer();
        home.Press("/", "n", "a", "s", "CursorDown", "Enter");
        Assert.Equal("ch08-nas-down", Assert.Single(home.Opened).Scenario);
        home.Press("F12", "/", "空", "き", "Enter");
        Assert.Equal("ch08-storage-full", home.Opened[^1].Scenario);
    }

    [Fact]
    public void The_shelf_knows_best_scores_and_what_was_left_unfinished()
    {
        AttemptRecord Of(string scenario, int points, bool passed, bool finished) =>
            new() { Journal = scenario, Scenario = scenario, Points = points, Passed = passed, Finished = finished, MaxPoints = 100 };
        var shelf = ShelfReader.Shipped().With([Of("ch08-nas-down", 10, false, false), Of("ch08-restore-test", 20, false, false), Of("ch08-restore-test", 90, true, true)]);
        Assert.Equal("ch08-nas-down", shelf.Last);
        Assert.Equal("ch08-nas-down", shelf.Next!.Id);
        var test = shelf.Find("ch08-restore-test")!;
        Assert.Equal((Mastery.Passed, 90, true), (test.Mastery, test.Best, test.Unfinished));
        Assert.Equal((Mastery.New, null, false), (shelf.Find("ch08r-first-job")!.Mastery, shelf.Find("ch08r-first-job")!.Best, shelf.Find("ch08r-first-job")!.Unfinished));
    }

    [Fact]
    public void The_tasks_of_an_exam_are_no_practice()
    {
        var task = new AttemptRecord { Journal = "a", Scenario = "ch08-nas-down", Points = 40, MaxPoints = 100, Mode = AttemptMode.Exam };
        var shelf = ShelfReader.Shipped().With([task]);
        Assert.Equal((null, Mastery.New), (shelf.Last, shelf.Find("ch08-nas-down")!.Mastery));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void A_chapter_can_be_read_from_home_and_shows_how_far_it_was_read_and_its_quizzes(Language language)
    {
        using var home = new TestTrainer(language: language);
        home.Press("CursorDown", "CursorDown");
        Golden.Verify(home.Screen, $"home-read-80x24-{language.Code()}");
        home.Press("Enter");
        Assert.Equal(new HomeEffect.Open("single-node") { Chapter = "ch08-backup" }, Assert.Single(home.Opened));
    }

    [Fact]
    public void The_key_r_reads_the_chapter_of_whatever_is_chosen_and_is_shown_only_then()
    {
        using var home = new TestTrainer();
        home.Press("CursorDown", "CursorDown", "CursorDown");
        Assert.Contains(" r Read ", home.Screen, StringComparison.Ordinal);
        home.Press("End");
        Assert.DoesNotContain(" r Read ", home.Screen, StringComparison.Ordinal);
        home.Press("r");
        Assert.Empty(home.Opened);
        home.Press("Home", "r");
        Assert.Equal("ch08-backup", Assert.Single(home.Opened).Chapter);
    }

    [Fact]
    public void Every_chapter_of_the_course_can_be_read_in_a_world_of_its_own_and_counts_its_sections_and_quizzes()
    {
        var shelf = ShelfReader.Shipped();
        Assert.All(shelf.Chapters, c => Assert.Contains(c.World, ScenarioLibrary.Shipped.WorldIds));
        Assert.All(shelf.Chapters, c => Assert.True(c.Reading.Sections > 3 && c.Reading.Quizzes > 3 && c.Reading.Reached == 0, c.Id));
        var lesson = LessonLibrary.Shipped.Chapter("ch08-backup", "ja")!;
        var quizzes = lesson.Blocks.OfType<Quiz>().Select(q => q.Id).ToList();
        var third = lesson.Blocks.OfType<Heading>().Where(h => h.Level == 2).ElementAt(2).Line;
        var read = shelf.With(
            [new LessonPosition("ch08-backup", "ja", 1, DateTimeOffset.UnixEpoch) { Furthest = third }],
            [new QuizResult(quizzes[0], 0, true, DateTimeOffset.UnixEpoch), new QuizResult(quizzes[1], 0, false, DateTimeOffset.UnixEpoch),
                new QuizResult("gone", 0, true, DateTimeOffset.UnixEpoch)]);
        var progress = read.Chapters.Single(c => c.Id == "ch08-backup").Reading;
        Assert.Equal((3, 2, 1), (progress.Reached, progress.Answered, progress.Right));
        Assert.False(progress.IsRead);
        Assert.Equal(0, read.Chapters.Single(c => c.Id == "ch08-restore").Reading.Reached);
    }

    [Fact]
    public void An_exam_that_was_broken_off_is_offered_with_what_is_left_of_it()
    {
        using var home = new TestTrainer(exam: new ShelfExam("ch08", 2, 31));
        // Its minutes pass: it stands before everything else.
        home.Press("Home");
        Assert.Contains("◐ The exam about ch08", home.Screen, StringComparison.Ordinal);
        Assert.Contains("31 min", home.Screen, StringComparison.Ordinal);
        Assert.Contains("broken off at task 2", home.Screen, StringComparison.Ordinal);
        home.Press("Enter", "F12", "n");
        Assert.Equal([new ExamWish("ch08"), new ExamWish("ch08") { Anew = true }], home.Exams);
    }

    [Fact]
    public void The_shelf_finds_the_exam_that_was_broken_off_in_the_journals()
    {
        var folder = Directory.CreateTempSubdirectory("pvelab-");
        try
        {
            var store = new AttemptStore(folder.FullName, TimeProvider.System);
            Assert.Equal([new ShelfExam("ch08")], ShelfReader.Shipped().With(store, DateTimeOffset.UtcNow).Exams);
            var candidate = ExamCandidate.Of(ScenarioLibrary.Shipped.FindById("ch08-stale-lock"))!;
            var exam = new Exam(ExamPool.Of("ch08", LessonLibrary.Shipped, ScenarioLibrary.Shipped), 7, 45, [new ExamTask(1, candidate, 0, null), new ExamTask(2, candidate, 0, null)]);
            using (var first = store.Keep(exam.Begin(exam.Tasks[0]))) first.Finish();
            store.Keep(exam.Begin(exam.Tasks[1])).Dispose();
            Assert.Equal([new ShelfExam("ch08", 2, 0)], ShelfReader.Shipped().With(store, DateTimeOffset.UtcNow + TimeSpan.FromHours(1)).Exams);
            Assert.Equal([new ShelfExam("ch08", 2, 45)], ShelfReader.Shipped().With(store, DateTimeOffset.UtcNow - TimeSpan.FromHours(1)).Exams);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_setting_changes_with_Enter_is_kept_and_holds_in_the_lab_behind()
    {
        using var home = new TestTrainer("ch08-restore-test");
        home.Press("F12", "End", "CursorUp", "Enter", "CursorUp", "Enter", "F4", "Esc");
        Assert.Equal(new Settings { Speed = 600, Theme = ThemeName.Light, Language = Language.Ja }, home.Kept[^1]);
        Assert.Equal((600, Language.Ja), (home.Trainer.Lab!.Model.Speed, home.Trainer.Lab.Model.Language));
        Assert.Equal(home.Kept[^1], new Settings().With(home.Kept[^1].Stored));
    }

    [Fact]
    public void What_is_changed_in_the_lab_is_kept_too()
    {
        using var home = new TestTrainer("ch08-restore-test");
        home.Press("F9", "F4");
        Assert.Equal((600, Language.Ja), (home.Kept[^1].Speed, home.Kept[^1].Language));
    }

    [Fact]
    public void What_is_typed_before_the_lab_stands_reaches_it()
    {
        using var gate = new ManualResetEventSlim();
        using var home = new TestTrainer(open: (wanted, _) =>
        {
            gate.Wait();
            return new TestLab(scenario: wanted.Scenario).Runtime;
        });
        home.Trainer.Send(new LabMessage.KeyPressed("Enter"));
        home.Trainer.Send(new LabMessage.KeyPressed("q", "q"));
        home.Trainer.Advance();
        Assert.Contains("The machines are starting", home.Screen, StringComparison.Ordinal);
        Assert.All(home.Trainer.Draw().Rows, row => Assert.Equal(80, row.Used));
        gate.Set();
        home.Settle();
        Assert.Contains("root@pve1:~# q", home.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_keeps_a_lab_from_being_built_is_told_as_it_was()
    {
        using var home = new TestTrainer(open: (_, _) => throw new IOException("no such lesson"));
        home.Trainer.Send(new LabMessage.KeyPressed("Enter"));
        Assert.Throws<IOException>(home.Settle);
    }

    [Fact]
    public void Every_row_is_exactly_as_wide_as_the_terminal_whatever_is_pressed_and_clicked() =>
        Gen.Select(Gen.Int[1, 220], Gen.Int[1, 70], Gen.OneOf("CursorDown", "CursorUp", "End", "CursorLeft", "/", "日", "F1", "F4", "PageDown").Array[0, 12], Gen.Int[0, 219], Gen.Int[0, 69])
            .Holds((width, height, keys, column, row) =>
            {
                using var home = new TestTrainer();
                home.Trainer.Send(new LabMessage.Resized(width, height));
                home.Press(keys);
                home.Trainer.Send(new LabMessage.Clicked(column, row));
                var frame = home.Trainer.Lab is null ? home.Trainer.Draw() : null;
                if (frame is null) return;
                Assert.Equal(height, frame.Rows.Count);
                Assert.All(frame.Rows, r => Assert.Equal(width, DisplayWidth.Of(r.Text)));
            }, cases: 100);
}
