using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Progress;

public sealed class AttemptRecordsTests : IDisposable
{
    private static readonly ScenarioFolder Folder = ScenarioLibrary.Shipped.FindById("ch08-restore-test");

    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-").FullName;
    private readonly ProgressBook book = ProgressBook.InMemory();
    private readonly AttemptStore store;

    public AttemptRecordsTests() => store = new AttemptStore(folder, TimeProvider.System);

    [Fact]
    public void The_book_learns_from_the_journals_what_was_played_however_it_ended()
    {
        Play("vzdump 100 --storage nas");
        File.AppendAllText(Play("hostname"), "{\"n\":2,\"li");
        File.WriteAllText(Path.Combine(folder, "20990101T000000000Z-x.jsonl"), "no journal\n");
        var (written, refused) = AttemptRecords.CatchUp(book, store, ScenarioLibrary.Shipped.FindById);
        Assert.Equal(2, written);
        Assert.Contains("this is no journal entry", Assert.Single(refused), StringComparison.Ordinal);
        var best = book.Bests(AttemptMode.Practice)[Folder.Id];
        Assert.Equal((100, false, false), (best.MaxPoints, best.Passed, best.Finished));
        Assert.True(best.Points > 0 && best.Took > TimeSpan.FromSeconds(10));
        Assert.Equal((5, 5), best.Skills.Where(s => s.Skill == "back-up").Select(s => (s.Points, s.MaxPoints)).Single());
        Assert.Equal(0, AttemptRecords.CatchUp(book, store, _ => throw new InvalidOperationException("nothing is new")).Refused.Count - 1);
    }

    [Fact]
    public void Of_a_quiz_the_first_answer_counts_in_whichever_attempt_it_was_given()
    {
        var quiz = LessonLibrary.Shipped.Chapter("ch08-storages", "en")!.Blocks.OfType<Quiz>().First();
        var (right, wrong) = (quiz.Options.ToList().FindIndex(o => o.Right), quiz.Options.ToList().FindIndex(o => !o.Right));
        Answer(quiz.Id, wrong, right);
        AttemptRecords.CatchUp(book, store, ScenarioLibrary.Shipped.FindById);
        Answer(quiz.Id, right);
        Answer("no-such-quiz", 0);
        AttemptRecords.CatchUp(book, store, ScenarioLibrary.Shipped.FindById);
        var answered = Assert.Single(book.Quizzes());
        Assert.Equal((quiz.Id, wrong, false), (answered.Quiz, answered.Option, answered.Right));
        Assert.Equal((1, 0), ChapterProgress.Of(LessonLibrary.Shipped.Chapter("ch08-storages", "ja")!, book) is var read ? (read.Answered, read.Right) : default);
    }

    [Fact]
    public void A_book_that_was_lost_is_made_from_the_journals_again()
    {
        Play("vzdump 100 --storage nas");
        AttemptRecords.CatchUp(book, store, ScenarioLibrary.Shipped.FindById);
        var before = ProgressExport.Write(book);
        using var other = ProgressBook.InMemory();
        other.Record(book.Attempts()[0] with { Journal = "gone.jsonl" });
        AttemptRecords.Rebuild(other, store, ScenarioLibrary.Shipped.FindById);
        Assert.Equal(before, ProgressExport.Write(other));
    }

    [Fact]
    public void What_is_exported_can_be_imported_elsewhere()
    {
        Play("vzdump 100 --storage nas");
        AttemptRecords.CatchUp(book, store, ScenarioLibrary.Shipped.FindById);
        book.Answer(new QuizResult("q", 1, true, DateTimeOffset.UnixEpoch));
        book.Place(new LessonPosition("ch08-backup", "ja", 12, DateTimeOffset.UnixEpoch));
        book.Set("theme", "暗い");
        var text = ProgressExport.Write(book);
        using var other = ProgressBook.InMemory();
        ProgressExport.Read("p.json", text).AddTo(other);
        ProgressExport.Read("p.json", text).AddTo(other);
        Assert.Equal(text, ProgressExport.Write(other));
    }

    [Theory]
    [InlineData("", "p.json:1:1: this is no exported progress: from here on it is no JSON")]
    [InlineData("{\"あ\": tru", "p.json:1:10: this is no exported progress: from here on it is no JSON")]
    [InlineData("{\"pvelab-progress\":1,\"あ\":true}", "this is no exported progress: 'あ' is not what belongs here")]
    [InlineData("{\n  \"pvelab-progress\" 1}", "p.json:2:21: this is no exported progress: from here on it is no JSON")]
    [InlineData("{}", "this is no exported progress: what must be there is missing")]
    [InlineData("{\"attempts\":[[[[[[[[[[[]]]]]]]]]]]}", "this is no exported progress: ")]
    [InlineData("""{"pvelab-progress":9,"attempts":[],"quizzes":[],"positions":[],"settings":{}}""", "p.json: another version of the format")]
    [InlineData("""{"pvelab-progress":1,"attempts":null,"quizzes":[],"positions":[],"settings":{}}""", "this is no exported progress")]
    [InlineData("""{"pvelab-progress":1,"attempts":[{"journal":null,"scenario":"x"}],"quizzes":[],"positions":[],"settings":{}}""", "this is no exported progress")]
    public void What_is_no_export_is_refused_whole_in_words_of_ours(string text, string complaint)
    {
        var said = Assert.Throws<ContentException>(() => ProgressExport.Read("p.json", text)).Message;
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        Assert.DoesNotMatch("NET|PveLab\\.|System|JSON (value|property)|BytePosition", said);
    }

    public void Dispose()
    {
        book.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Answer(string quiz, params int[] options)
    {
        using var session = store.Keep(new Attempt(Folder));
        foreach (var option in options) session.Attempt.Submit(new Input.QuizAnswer(quiz, option));
    }

    private string Play(string line)
    {
        using var session = store.Keep(new Attempt(Folder));
        session.Attempt.Submit(new Input.Line(line));
        while (session.Attempt.IsRunning) session.Attempt.Pull();
        return session.Path!;
    }
}
