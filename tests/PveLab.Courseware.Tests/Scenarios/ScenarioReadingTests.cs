using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Scenarios;

public sealed class ScenarioReadingTests : IDisposable
{
    private const string Criterion = """
        criteria:
          - id: login
            kind: guest-login
            guest: 100
            points: 5
            text: { ja: あ, en: a }

        """;

    private readonly Library library = new();

    public void Dispose() => library.Dispose();

    [Fact]
    public void A_login_on_a_node_that_the_world_does_not_have_is_refused() =>
        Assert.Contains(":5:1: world 'single-node' has no node 'pve2'", library.Complaint(Library.Head + "node: pve2\n"), StringComparison.Ordinal);

    [Fact]
    public void A_whole_scenario_is_read()
    {
        var scenario = library.Put(Library.Head + Criterion).Variant(0).Scenario;
        Assert.Equal("試験", scenario.Title.Ja);
        Assert.Equal(100, Assert.IsType<Courseware.Grading.GuestLogin>(Assert.Single(scenario.Criteria)).Guest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("/scenario.yaml")]
    public void A_scenario_is_found_by_its_path_however_it_ends(string end)
    {
        var known = library.Put(Library.Head + Criterion);
        var found = library.Scenarios.Find(library.PathOf("test") + end);
        Assert.Equal((known.Id, known.ContentHash), (found.Id, found.ContentHash));
    }

    [Fact]
    public void An_id_is_never_a_path()
    {
        library.Put(Library.Head + Criterion);
        Assert.Equal("test", library.Scenarios.FindById("test").Id);
        Assert.Throws<ContentException>(() => library.Scenarios.FindById(library.PathOf("test")));
    }

    [Fact]
    public void An_unknown_key_is_named_with_its_place_and_the_nearest_known() =>
        Assert.Equal("scenarios/test/scenario.yaml:5:1: unknown key 'critera'; did you mean 'criteria'?",
            library.Complaint(Library.Head + Criterion.Replace("criteria:", "critera:", StringComparison.Ordinal)));

    [Fact]
    public void An_unknown_kind_is_named_with_the_nearest_known() =>
        Assert.Equal("scenarios/test/scenario.yaml:7:11: unknown kind 'guest-logn'; did you mean 'guest-login'?",
            library.Complaint(Library.Head + Criterion.Replace("guest-login", "guest-logn", StringComparison.Ordinal)));

    [Fact]
    public void A_criterion_without_kind_lists_the_kinds() =>
        Assert.Contains(":6:5: a criterion needs a kind; known are all-disks-restored, archive-listed, ",
            library.Complaint(Library.Head + Criterion.Replace("kind: guest-login\n    ", "", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ id: a, kind: data-restored, guest: 100, file: /a, points: 10 }", "the key 'text' is missing")]
    [InlineData("{ kind: data-restored, guest: 100, text: { ja: あ, en: A }, points: 10 }", "the key 'file', 'id' is missing")]
    public void A_criterion_without_something_it_needs_names_that(string criterion, string complaint) =>
        Assert.Equal("scenarios/test/scenario.yaml:6:5: " + complaint, library.Complaint(Library.Head + $"criteria:\n  - {criterion}\n"));

    [Fact]
    public void A_missing_key_is_named()
    {
        var complaint = library.Complaint(Library.Head.Replace("story: { ja: 試験, en: Test }\n", "", StringComparison.Ordinal));
        Assert.Contains("story", complaint, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("scenarios/test/scenario.yaml:", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("PveLab.", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_given_twice_is_refused() =>
        Assert.Contains(":5:1: ", library.Complaint(Library.Head + "id: test\n"), StringComparison.Ordinal);

    [Fact]
    public void A_word_in_place_of_a_number_is_refused_where_it_stands()
    {
        var complaint = library.Complaint(Library.Head + Criterion.Replace("points: 5", "points: many", StringComparison.Ordinal));
        Assert.StartsWith("scenarios/test/scenario.yaml:9:13: ", complaint, StringComparison.Ordinal);
        Assert.Contains("'many'", complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeLimitMinutes: many\n", "5:19: 'many' is no whole number; write for example 100")]
    [InlineData("timeLimitMinutes: 99999999999\n", "5:19: '99999999999' is no whole number of this size; write for example 100")]
    [InlineData("dialect: boook\n", "5:10: 'boook' is none of pve, book; did you mean 'book'?")]
    [InlineData("criteria: none\n", "5:11: a list ('- …' lines) stands here, not a single value")]
    [InlineData("criteria: [none]\n", "5:12: a block of 'key: value' lines stands here, not a single value")]
    [InlineData("hints: { cost: 1 }\n", "5:8: a list ('- …' lines) stands here, not a block of 'key: value' lines")]
    [InlineData("node: [pve1]\n", "5:7: a single value stands here, not a list ('- …' lines)")]
    [InlineData("criteria: [{ id: a, kind: guest-login, guest: 100, required: maybe, text: { ja: a, en: b } }]\n", "5:62: 'maybe' is neither true nor false")]
    [InlineData("criteria: [{ id: a, kind: storage-usable, storage: nas, freeGiB: 5G, text: { ja: a, en: b } }]\n", "5:66: '5G' is no number; write for example 1.5")]
    public void A_value_that_cannot_be_read_is_told_in_an_authors_words(string yaml, string complaint) =>
        Assert.Equal("scenarios/test/scenario.yaml:" + complaint, library.Complaint(Library.Head + yaml));

    [Fact]
    public void An_unknown_world_is_named_with_the_known() =>
        Assert.Equal("scenarios/test/scenario.yaml:2:1: no world is called 'singel-node'; did you mean 'single-node'?",
            library.Complaint(Library.Head.Replace("single-node", "singel-node", StringComparison.Ordinal)));

    [Fact]
    public void A_world_cannot_be_a_path() =>
        Assert.Contains("no world is called '../../etc/passwd'",
            library.Complaint(Library.Head.Replace("single-node", "../../etc/passwd", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void The_id_is_the_folder() =>
        Assert.Equal("scenarios/test/scenario.yaml:1:1: the id must be the folder's name, 'test'",
            library.Complaint(Library.Head.Replace("id: test", "id: toast", StringComparison.Ordinal)));

    [Fact]
    public void Two_criteria_cannot_share_an_id() =>
        Assert.Contains("two criteria are called 'login'",
            library.Complaint(Library.Head + Criterion + Criterion.Replace("criteria:\n", "", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("x: &a [1]\ny: *a\n", "anchors")]
    [InlineData("x: !!binary aGk=\n", "tags")]
    [InlineData("x: \"\\e[2J\"\n", "control characters")]
    [InlineData("---\na: 1\n---\nb: 1\n", "one document")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "nested deeper")]
    [InlineData("x: [1, 2\n", ":")]
    [InlineData("\tx: 1\n", ":")]
    public void Hostile_and_broken_documents_are_refused(string yaml, string because)
    {
        var complaint = Assert.Throws<ContentException>(() => YamlContent.Read<Scenario>("f.yaml", yaml)).Message;
        Assert.Contains(because, complaint, StringComparison.Ordinal);
        Assert.Matches("^f\\.yaml:[0-9]+:[0-9]+: ", complaint);
    }

    [Fact]
    public void What_holds_from_the_start_counts_only_when_what_it_needs_is_met()
    {
        const string Criteria = """
            criteria:
              - { id: done, kind: backup-succeeded, guest: 100, points: 60, required: true, text: { ja: a, en: a } }
              - { id: kept, kind: never-down, guest: 100, points: 40, needs: [done], text: { ja: b, en: b } }

            """;
        using var attempt = new Attempt(library.Put(Library.Head + Criteria));
        Assert.Equal(0, attempt.Grade().Points);
        attempt.Submit(new Input.Line("vzdump 100 --storage nas --compress zstd"));
        while (attempt.IsRunning) attempt.Pull();
        Assert.Equal(100, attempt.Grade().Points);
        Assert.Contains("criterion 'kept' needs 'doen', which is no other criterion; did you mean 'done'?",
            library.Complaint(Library.Head + Criteria.Replace("[done]", "[doen]", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_document_is_refused() =>
        Assert.Equal("f.yaml: larger than 256 KiB", Assert.Throws<ContentException>(() => YamlContent.Read<Scenario>("f.yaml", new string('#', 300_000))).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Directory.CreateDirectory(library.PathOf("test"));
        File.WriteAllBytes(library.PathOf("test/scenario.yaml"), [0xFF, 0xFE, 0x00, 0x80]);
        Assert.Equal("scenarios/test/scenario.yaml: this is no UTF-8 text", Assert.Throws<ContentException>(() => library.Scenarios.Find("test")).Message);
    }

    [Fact]
    public void The_content_hash_follows_scenario_and_world_and_neither_line_ends_nor_transcripts()
    {
        var before = library.Put(Library.Head).ContentHash;
        Assert.Equal(before, library.Put(Library.Head.Replace("\n", "\r\n", StringComparison.Ordinal)).ContentHash);
        File.WriteAllText(library.PathOf("test/golden.txt"), "echo\n");
        Assert.Equal(before, library.Put(Library.Head).ContentHash);
        File.AppendAllText(library.PathOf("worlds/single-node.yaml"), "\n");
        Assert.NotEqual(before, library.Put(Library.Head).ContentHash);
    }

    [Fact]
    public void A_scenario_is_found_by_id_by_path_and_by_world()
    {
        var byId = library.Put(Library.Head);
        Assert.Equal(byId.ContentHash, library.Scenarios.Find(library.PathOf("test")).ContentHash);
        Assert.Equal(byId.ContentHash, library.Scenarios.Find(library.PathOf("test/scenario.yaml")).ContentHash);
        Assert.Empty(library.Scenarios.Find("single-node").Variant(0).Scenario.Criteria);
    }

    [Theory]
    [InlineData("test/golden.txt", "this is a file of a scenario; name its folder: {0}")]
    [InlineData("worlds/single-node.yaml", "this is a file; name the folder of a scenario, which holds its scenario.yaml")]
    [InlineData("worlds", "there is no scenario.yaml in this folder")]
    [InlineData("tost", "there is no such folder")]
    public void A_path_that_is_no_scenario_is_told_what_it_is(string path, string problem)
    {
        library.Put(Library.Head);
        File.WriteAllText(library.PathOf("test/golden.txt"), "");
        var expected = $"{library.PathOf(path)}: {string.Format(CultureInfo.InvariantCulture, problem, library.PathOf("test"))}";
        Assert.Equal(expected, Assert.Throws<ContentException>(() => library.Scenarios.FolderOf(library.PathOf(path))).Message);
    }

    [Fact]
    public void A_folder_may_be_named_with_the_slash_that_completion_puts_behind_it()
    {
        library.Put(Library.Head);
        Assert.Equal(library.Scenarios.FolderOf(library.PathOf("test")), library.Scenarios.FolderOf(library.PathOf("test") + "/"));
    }

    [Fact]
    public void An_unknown_scenario_gets_the_nearest_names()
    {
        library.Put(Library.Head);
        Assert.Equal("singel-node: no such scenario; did you mean 'single-node'?", Assert.Throws<ContentException>(() => library.Scenarios.Find("singel-node")).Message);
    }
}
