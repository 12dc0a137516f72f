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

    [Fact]
    public void An_exam_that_was_killed_goes_on_where_it_was_and_the_time_in_between_has_passed()
    {
        var clock = new Standing { Now = DateTimeOffset.UnixEpoch };
        Assert.Throws<IOException>(() => Sit("qm list\n:finish\necho half\n", "en", "text", clock, killed: true));
        clock.Now += TimeSpan.FromMinutes(10.5);
        var (_, output, errors) = Sit("echo on\n:finish\n", "en", "text", clock, seed: null);
        Assert.Contains("── Task 2 of 4 · 35 min left ──", output, StringComparison.Ordinal);
        Assert.Contains("The exam goes on where it was broken off", output, StringComparison.Ordinal);
        Assert.Contains("\nhalf\n", output, StringComparison.Ordinal);
        Assert.Contains("── Task 3 of 4 · 35 min left ──", output, StringComparison.Ordinal);
        var journals = errors.Split('\n').Where(l => l.StartsWith("journal: ", StringComparison.Ordinal)).Select(l => l["journal: ".Length..]).ToArray();
        Assert.Equal(3, journals.Length);
        Assert.EndsWith(CommandLineTests.Pvelab("", ["exam", "result", .. journals, "--lang", "en"]).Output, output, StringComparison.Ordinal);
        var (_, another, _) = Sit("", "en", "text", clock, seed: null);
        Assert.DoesNotContain("broken off", another, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_exam_whose_minutes_passed_while_nobody_sat_there_the_result_is_told()
    {
        var clock = new Standing { Now = DateTimeOffset.UnixEpoch };
        Assert.Throws<IOException>(() => Sit("qm list\n", "en", "text", clock, killed: true));
        clock.Now += TimeSpan.FromHours(1);
        var (exit, output, errors) = Sit("echo too late\n", "en", "text", clock);
        Assert.Equal(1, exit);
        Assert.Contains("Time is up.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("too late", output, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Whoever_wants_another_exam_than_the_one_that_was_broken_off_says_so()
    {
        var clock = new Standing { Now = DateTimeOffset.UnixEpoch };
        Assert.Throws<IOException>(() => Sit("qm list\n:finish\n", "en", "text", clock, killed: true));
        var (_, output, _) = Sit(":quit\n", "en", "text", clock, anew: true);
        Assert.Contains("── Task 1 of 4 · 45 min left ──", output, StringComparison.Ordinal);
    }

    private (int Exit, string Output, string Errors) Sit(
        string input, string language, string format, TimeProvider? time = null, bool killed = false, ulong? seed = 7, bool anew = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var typed = Encoding.UTF8.GetBytes(input);
        var exit = ExamCommand.Run(new HostConsole(() => killed ? new Breaking(typed) : new MemoryStream(typed), output, errors), new ExamOptions
        {
            Chapter = "ch08",
            Seed = seed,
            Anew = anew,
            Format = format,
            Language = language,
            Store = new AttemptStore(folder.FullName, time as Standing ?? TimeProvider.System),
            Time = time ?? TimeProvider.System,
        });
        return (exit, output.ToString(), errors.ToString());
    }

    /// <summary>A clock that somebody sets.</summary>
    private sealed class Standing : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        // Journals are named by the time: no two begin at once.
        public override DateTimeOffset GetUtcNow() => Now += TimeSpan.FromMilliseconds(1);
    }

    /// <summary>An input at whose end the program dies.</summary>
    private sealed class Breaking(byte[] typed) : MemoryStream(typed)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("killed");

        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw new IOException("killed");
    }

    /// <summary>A clock that goes on by a step whenever somebody looks.</summary>
    private sealed class Ticking(TimeSpan step) : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => now += step;
    }
}
