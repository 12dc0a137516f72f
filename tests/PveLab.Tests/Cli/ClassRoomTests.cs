using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Scenarios;

namespace PveLab.Tests.Cli;

/// <summary>The workers that grade a class.</summary>
public sealed class ClassRoomTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-room-").FullName;
    private readonly ManualResetEventSlim released = new(false);

    public void Dispose()
    {
        released.Set();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_file_that_never_comes_back_is_left_behind_and_all_others_are_graded(int jobs)
    {
        List<ClassFolder.HandedIn> files = [Journal("aoki", "ch08-restore-test"), Journal("mallory", "hangs"), Journal("baba", "ch08-restore-test"), Journal("chiba", "unknown")];
        // What is graded for the first time takes longer than ever after: only the one that hangs is to come too late.
        Assert.Null(Room(1, TimeSpan.FromHours(1)).Grade([files[0]])[0].Refusal);
        var rows = Room(jobs, TimeSpan.FromSeconds(4)).Grade(files);
        Assert.Equal(files.Select(f => f.Shown), rows.Select(r => r.File));
        Assert.Equal([null, RefusalKind.TooLong, null, RefusalKind.UnknownScenario], rows.Select(r => r.Refusal?.Kind));
        Assert.Equal("mallory", rows[1].Student);
    }

    [Fact]
    public void A_class_without_files_has_no_rows() =>
        Assert.Empty(Room(3, TimeSpan.FromHours(1)).Grade([]));

    private ClassRoom Room(int jobs, TimeSpan patience) => new(new AttemptGrader(Find, new GradingLimits()), jobs, patience) { Grace = TimeSpan.Zero };

    private ScenarioFolder Find(string id)
    {
        if (id == "hangs") released.Wait();
        return ScenarioLibrary.Shipped.Find(id);
    }

    private ClassFolder.HandedIn Journal(string student, string scenario)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test"));
        using var text = new StringWriter();
        using (new JournalWriter(text, JournalHeader.Of(attempt) with { Scenario = scenario })) { }
        var file = Path.Combine(folder, student + "_1.jsonl");
        File.WriteAllText(file, text.ToString());
        return new ClassFolder.HandedIn(file, student + "_1.jsonl", InFolder: true);
    }
}
