using Microsoft.Data.Sqlite;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;

namespace PveLab.Courseware.Tests.Progress;

public sealed class ProgressBookTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly AttemptRecord First = new()
    {
        Journal = "a.jsonl",
        Scenario = "ch08-restore-test",
        Seed = ulong.MaxValue,
        Mode = AttemptMode.Exam,
        Began = Noon,
        Ended = Noon.AddMinutes(20),
        Finished = true,
        Took = TimeSpan.FromMilliseconds(1_234_567),
        Points = 70,
        MaxPoints = 100,
        Passed = true,
        Hints = 2,
        Skills = [new("prove", 10, 20), new("restore", 60, 80)],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-").FullName;

    private string File => Path.Combine(folder, "data", "progress.db");

    [Fact]
    public void What_is_written_is_read_again_by_the_next_program()
    {
        using (var book = ProgressBook.Open(File))
        {
            book.Record(First with { Points = 1, Skills = [new("diagnose", 1, 1)] });
            book.Record(First);
            book.Answer(new QuizResult("q1", 0, false, Noon));
            book.Answer(new QuizResult("q1", 2, true, Noon));
            book.Place(new LessonPosition("chapter8", "ja", 120, Noon));
            book.Set("theme", "dark");
            book.Set("speed", "60");
            book.Set("speed", null);
        }
        using var again = ProgressBook.Open(File);
        var read = Assert.Single(again.Attempts());
        Assert.Equal(First.Skills.AsEnumerable(), read.Skills);
        Assert.Equal(First, read with { Skills = First.Skills });
        Assert.Equal(new QuizResult("q1", 2, true, Noon), Assert.Single(again.Quizzes()));
        Assert.Equal(new LessonPosition("chapter8", "ja", 120, Noon), Assert.Single(again.Positions()));
        Assert.Equal(("dark", null, 1), (again.Setting("theme"), again.Setting("speed"), again.Settings().Count));
    }

    [Fact]
    public void A_bookmark_moves_back_but_what_was_read_stays_read()
    {
        using var book = ProgressBook.InMemory();
        book.Place(new LessonPosition("ch08-backup", "ja", 120, Noon));
        book.Place(new LessonPosition("ch08-backup", "ja", 7, Noon.AddDays(1)));
        Assert.Equal(new LessonPosition("ch08-backup", "ja", 7, Noon.AddDays(1)) { Furthest = 120 }, Assert.Single(book.Positions()));
    }

    [Fact]
    public void The_best_attempt_is_one_that_passed_with_the_most_points()
    {
        using var book = ProgressBook.InMemory();
        book.Record(First with { Journal = "b", Points = 90, Passed = false });
        book.Record(First with { Journal = "c", Points = 80, Ended = Noon.AddDays(1) });
        book.Record(First);
        Assert.Equal(["c"], book.Bests(AttemptMode.Exam).Values.Select(a => a.Journal).ToArray());
        Assert.Equal(["c", "b", "a.jsonl"], book.Attempts().Select(a => a.Journal));
        Assert.Equal(6, book.SkillsOverTime().Length);
    }

    [Fact]
    public void A_best_is_kept_however_many_attempts_came_after_it()
    {
        using var book = ProgressBook.InMemory();
        book.Record(First);
        for (var i = 1; i <= 1000; i++) book.Record(First with { Journal = $"later-{i}", Points = 1, Ended = Noon.AddDays(i), Skills = [] });
        Assert.Equal(First.Journal, book.Bests(AttemptMode.Exam)[First.Scenario].Journal);
        Assert.Equal(First.Skills.Length, book.SkillsOverTime().Length);
    }

    [Fact]
    public void A_task_of_an_exam_is_no_practice_of_its_scenario()
    {
        using var book = ProgressBook.InMemory();
        book.Record(First with { Journal = "exam", Points = 100, Mode = AttemptMode.Exam });
        book.Record(First with { Journal = "practice", Points = 40, Mode = AttemptMode.Practice });
        Assert.Equal(["practice"], book.Bests(AttemptMode.Practice).Values.Select(a => a.Journal).ToArray());
        Assert.Equal(["exam"], book.Bests(AttemptMode.Exam).Values.Select(a => a.Journal).ToArray());
    }

    [Theory]
    [InlineData("this is no database at all, but long enough to be looked at as if it were one: it is not. ")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, repeated until there is a page of it. ")]
    public void A_damaged_file_is_set_aside_and_told(string garbage)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat(garbage, 100)));
        var told = new List<string>();
        using var book = ProgressBook.Open(File, told.Add);
        Assert.Contains("was damaged and was set aside as progress.db.damaged-1", Assert.Single(told), StringComparison.Ordinal);
        Assert.True(book is { IsAnew: true, IsForgetful: false } && System.IO.File.Exists(File + ".damaged-1"));
        Assert.Empty(book.Attempts());
    }

    [Fact]
    public void A_file_of_a_newer_program_is_left_as_it_is()
    {
        ProgressBook.Open(File).Dispose();
        using (var newer = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            newer.Open();
            using var command = newer.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999; CREATE TABLE future (x); PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        var before = System.IO.File.ReadAllBytes(File);
        var told = new List<string>();
        using (var book = ProgressBook.Open(File, told.Add))
        {
            book.Record(First);
            Assert.True(book.IsForgetful);
            Assert.Single(book.Attempts());
        }
        Assert.Contains("was written by a newer PveLab and is left as it is", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Where_nothing_can_be_written_the_book_forgets()
    {
        var told = new List<string>();
        using var book = ProgressBook.Open("/dev/null/progress.db", told.Add);
        Assert.True(book.IsForgetful);
        Assert.Contains("progress of this session is not kept", Assert.Single(told), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
