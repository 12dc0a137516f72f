using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class JournalTests
{
    private static readonly JournalHeader Header = new("ch08-restore-test", "abc", "0.1.0", ulong.MaxValue, Dialect.Book);

    private static readonly ImmutableArray<Entry> Entries =
    [
        new(0, new Input.Line("echo \"あ\" | grep <x> \\ 'y'")),
        new(17, new Input.Key("Ctrl+C")),
        new(0, new Input.Advance(TimeSpan.FromMilliseconds(1500))),
        new(0, new Input.ApiCall("create", "/cluster/backup", ImmutableSortedDictionary<string, string>.Empty.Add("vmid", "100").Add("storage", "nas"))),
        new(0, new Input.QuizAnswer("q1", 2)),
        new(0, new Input.HintBought(1)),
        new(0, new Input.FileSaved("/root/a.md", "line\n\"two\"\n")),
        new(0, new Input.ScreenSize(132, 43)),
        new(0, new Input.NodeOpened("pve2")),
    ];

    [Fact]
    public void What_is_written_is_read_back()
    {
        var journal = Journal.Parse("j", Written());
        Assert.Equal(Header, journal.Header);
        Assert.Equal(Entries.Length, journal.Entries.Length);
        for (var i = 0; i < Entries.Length; i++)
        {
            if (Entries[i].Input is Input.ApiCall expected)
                Assert.Equal(expected.Parameters, Assert.IsType<Input.ApiCall>(journal.Entries[i].Input).Parameters);
            else
                Assert.Equal(Entries[i], journal.Entries[i]);
        }
        Assert.False(journal.Cut);
    }

    [Fact]
    public void The_time_of_day_is_kept_and_never_read() =>
        Assert.Equal(Journal.Parse("j", Written()).Entries[0], Journal.Parse("j", Written("2026-04-01T00:00:00Z")).Entries[0]);

    [Fact]
    public void A_line_cut_short_by_a_crash_is_left_out()
    {
        var journal = Journal.Parse("j", Written()[..^20]);
        Assert.True(journal.Cut);
        Assert.Equal(Entries.Length - 1, journal.Entries.Length);
    }

    [Fact]
    public void A_changed_input_shows() =>
        Assert.StartsWith("j:6:", Refusal(Written().Replace("q1", "q2", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_changed_seed_shows() =>
        Assert.StartsWith("j:1:", Refusal(Written().Replace("\"seed\":18446744073709551615", "\"seed\":1", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_line_taken_out_shows()
    {
        var lines = Written().Split('\n').ToList();
        lines.RemoveAt(2);
        Assert.Contains("the journal was changed here", Refusal(string.Join('\n', lines)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_changed_places_show()
    {
        var lines = Written().Split('\n');
        (lines[2], lines[3]) = (lines[3], lines[2]);
        Assert.Contains("the journal was changed here", Refusal(string.Join('\n', lines)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\n")]
    [InlineData("{}\n")]
    [InlineData("{\"pvelab\":1,\"hash\":\"00\"}\n")]
    public void What_is_no_journal_is_refused(string text) => Assert.StartsWith("j:1:", Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"advance\":1500", "\"advance\":9223372036854775807", "j:4:1: ", "'advance' goes from 1 ms to 400 days")]
    [InlineData("\"advance\":1500", "\"advance\":0", "j:4:1: ", "'advance' goes from 1 ms to 400 days")]
    [InlineData("\"storage\":\"nas\"", "\"vmid\":\"101\"", "j:5:1: ", "the parameter 'vmid' is given twice")]
    public void An_input_out_of_bounds_is_refused_where_it_stands(string written, string changed, string place, string complaint)
    {
        var hash = "";
        var text = string.Concat(Written().Replace(written, changed, StringComparison.Ordinal).TrimEnd('\n').Split('\n')
            .Select(line => line[..line.LastIndexOf(",\"hash\"", StringComparison.Ordinal)])
            .Select(body => body + ",\"hash\":\"" + (hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash + "\n" + body + "}")))) + "\"}\n"));
        Assert.StartsWith(place, Refusal(text), StringComparison.Ordinal);
        Assert.Contains(complaint, Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_once_and_ends_nothing()
    {
        using var disk = new FullDisk { Left = 2 };
        var told = 0;
        using var journal = new JournalWriter(disk, Header) { Broken = _ => told++ };
        foreach (var entry in Entries) journal.Append(entry);
        Assert.Equal((1, 2), (told, disk.ToString().Split('\n').Length - 1));
    }

    private sealed class FullDisk : StringWriter
    {
        public int Left { get; set; }

        public override void Write(string? value)
        {
            if (Left-- == 0) throw new IOException("No space left on device");
            base.Write(value);
        }
    }

    [Fact]
    public void A_store_that_cannot_be_written_says_so_once()
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("single-node"));
        var told = new List<string>();
        Assert.Null(new PveLab.Courseware.Progress.AttemptStore("/dev/null/attempts", TimeProvider.System).Keep(attempt, told.Add).Path);
        Assert.EndsWith("the attempt goes on without one", Assert.Single(told), StringComparison.Ordinal);
    }

    private static string Refusal(string text) => Assert.Throws<ContentException>(() => Journal.Parse("j", text)).Message;

    private static string Written(string? wallTime = null)
    {
        using var text = new StringWriter();
        using var journal = new JournalWriter(text, Header, () => wallTime);
        foreach (var entry in Entries) journal.Append(entry);
        return text.ToString();
    }
}
