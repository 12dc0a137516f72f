using System.Text;
using System.Text.Json;
using PveLab.Courseware.Progress;

namespace PveLab.Tests.Cli;

public sealed class ExamCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pvelab-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void An_exam_over_a_pipe_hides_what_is_graded_until_it_is_handed_in()
    {
        var (exit, output, errors) = Sit("qm list\n:grade\n:hint 1\n:help\n:finish\n:quit\n", "en", "text");
        Assert.Equal(1, exit);
        var before = output[..output.IndexOf("NOT READY", StringComparison.Ordinal)];
        Assert.Contains("── Task 2 of 4 · 45 min left ──", before, StringComparison.Ordinal);
        Assert.Equal(3, before.Split("In an exam neither criteria nor hints are shown before you hand in.").Length);
        Assert.DoesNotContain("points", before, StringComparison.Ordinal);
        Assert.Contains("  3  not begun ", output, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.StartsWith("journal: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_journals_of_an_exam_tell_its_result_again()
    {
        var (_, output, errors) = Sit("qm list\n", "ja", "json");
        using var json = JsonDocument.Parse(output);
        Assert.False(json.RootElement.GetProperty("ready").GetBoolean());
        var journal = errors.Split('\n').First(l => l.StartsWith("journal: ", StringComparison.Ordinal))["journal: ".Length..];
        Assert.Equal((1, output, ""), CommandLineTests.Pvelab("", "exam", "result", journal, "--lang", "ja", "--format", "json"));
    }

    [Fact]
    public void When_the_minutes_are_over_nothing_more_is_taken()
    {
        var (exit, output, errors) = Sit("qm list\n:finish\nqm list\n", "en", "text", new Ticking(TimeSpan.FromMinutes(12)));
        Assert.Equal(1, exit);
        Assert.Contains("Time is up. What you have done so far is graded.", output, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private (int Exit, string Output, string Errors) Sit(string input, string language, string format, TimeProvider? time = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exit = ExamCommand.Run(new HostConsole(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), output, errors), new ExamOptions
        {
            Chapter = "ch08",
            Seed = 7,
            Format = format,
            Language = language,
            Store = new AttemptStore(folder.FullName, TimeProvider.System),
            Time = time ?? TimeProvider.System,
        });
        return (exit, output.ToString(), errors.ToString());
    }

    /// <summary>A clock that goes on by a step whenever somebody looks.</summary>
    private sealed class Ticking(TimeSpan step) : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => now += step;
    }
}
