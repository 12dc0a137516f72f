using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class AttemptFileTests : IDisposable
{

    private readonly Library library = new();

    [Fact]
    public void A_journal_is_opened_with_the_scenario_it_names()
    {
        var folder = library.Put(Library.Head);
        var file = AttemptFile.Open("j", Played(folder, "echo hello"), library.Scenarios.FindById);
        Assert.Equal((folder.ContentHash, false), (file.Folder.ContentHash, file.IsBundle));
        using var attempt = file.Replay();
        Assert.Equal(new Input.Line("echo hello"), Assert.Single(attempt.Entries).Input);
    }

    [Fact]
    public void A_bundle_replays_on_the_content_it_carries_however_the_scenario_was_edited()
    {
        var journal = Played(library.Put(Library.Head), "hostname");
        var bundle = Bundle.Write("j", journal, library.Scenarios.FindById("test"));
        library.Put(Library.Head.Replace("en: Test", "en: Edited", StringComparison.Ordinal));
        Assert.StartsWith("j:1:1: made with another version of scenario 'test'", Refusal(journal), StringComparison.Ordinal);
        var file = AttemptFile.Open("b.pvelab", bundle, _ => throw new InvalidOperationException("a bundle asks for no scenario"));
        using var attempt = file.Replay();
        Assert.Equal(("Test", true, null), (attempt.Scenario.Title.En, file.IsBundle, file.Folder.Folder));
    }

    [Fact]
    public void A_bundle_of_free_play_needs_no_scenario()
    {
        var folder = ScenarioLibrary.Shipped.Find("single-node");
        using var attempt = AttemptFile.Open("b", Bundle.Write("j", Played(folder, "hostname"), folder), _ => folder).Replay();
        Assert.Empty(attempt.Scenario.Criteria);
    }

    [Theory]
    [InlineData("\"file\":\"world.yaml\"", "\"file\":\"../../world.yaml\"", "b: '../../world.yaml' is no file of a scenario; there are scenario.yaml and world.yaml")]
    [InlineData("\"file\":\"world.yaml\"", "\"file\":\"scenario.yaml\"", "b: 'scenario.yaml' is there twice")]
    [InlineData("\"file\":\"world.yaml\",\"text\"", "\"file\":\"world.yaml\",\"other\"", "b:3:1: this is no file of a bundle: ")]
    [InlineData("{\"bundle\":1}", "{\"bundle\":9}", "b:1:1: another version of the format; a newer PveLab may read it")]
    [InlineData("en: Test }\\n", "en: Best }\\n", "b:4:1: made with another version of scenario 'test'")]
    [InlineData("en: Test }", "en: \\u001b[2J }", "b/scenario.yaml:3:22: a control character (U+001B) may not stand in a text")]
    [InlineData("\"line\":\"hostname\"", "\"line\":\"uname\"", "b:5:", "the journal was changed here")]
    [InlineData("{\"file\":\"world.yaml\"", "{\"deep\":[[[[[[[[]]]]]]]],\"file\":\"world.yaml\"", "b:3:1: this is no journal entry")]
    public void A_bundle_that_was_tampered_with_is_refused(string written, string changed, params string[] complaints)
    {
        var folder = library.Put(Library.Head);
        var bundle = Bundle.Write("j", Played(folder, "hostname"), folder);
        var broken = bundle.Replace(written, changed, StringComparison.Ordinal);
        Assert.NotEqual(bundle, broken);
        var refusal = Assert.Throws<ContentException>(() => AttemptFile.Open("b", broken, library.Scenarios.FindById)).Message;
        foreach (var complaint in complaints) Assert.Contains(complaint, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_without_end_is_left_where_it_is_too_large()
    {
        using var endless = new MemoryStream(new byte[4096].Select(_ => (byte)'{').ToArray());
        Assert.Equal("b: larger than 1 KiB", Assert.Throws<ContentException>(() => AttemptFile.Open("b", endless, library.Scenarios.FindById, maxBytes: 1024)).Message);
    }

    [Fact]
    public void Journals_of_the_first_format_are_bound_to_every_file_as_they_were()
    {
        var folder = library.Put(Library.Head);
        File.WriteAllText(library.PathOf("test/golden.txt"), "echo\n");
        folder = library.Scenarios.FindById("test");
        using var text = new StringWriter();
        using (var journal = new JournalWriter(text, new JournalHeader("test", folder.HashOf(1)!, "0.1.0", 0, Sim.Cluster.Dialect.Book) { Format = 1 }))
            journal.Append(new Entry(0, new Input.Line("hostname")));
        AttemptFile.Open("j", text.ToString(), library.Scenarios.FindById).Replay().Dispose();
        File.WriteAllText(library.PathOf("test/golden.txt"), "echo 1\n");
        Assert.Contains("its content has changed since", Refusal(text.ToString()), StringComparison.Ordinal);
    }

    public void Dispose() => library.Dispose();

    private string Refusal(string text) => Assert.Throws<ContentException>(() => AttemptFile.Open("j", text, library.Scenarios.FindById)).Message;

    private static string Played(ScenarioFolder folder, params string[] lines)
    {
        using var attempt = new Attempt(folder);
        using var text = new StringWriter();
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
        attempt.Recorded = journal.Append;
        foreach (var line in lines)
        {
            attempt.Submit(new Input.Line(line));
            while (attempt.IsRunning) attempt.Pull();
        }
        return text.ToString();
    }
}
