using System.Text;
using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void A_worlds_file_can_be_played_in()
    {
        var world = Path.Combine(House.Repository.Root, "tests", "vectors", "transcript-world.yaml");
        var (exit, output, errors) = Pvelab("pvesm list offline\nqm list\n", "run", world, "--no-grade", "--no-echo", "--dialect", "pve");
        Assert.Equal((0, ""), (exit, errors));
        Assert.StartsWith("unable to activate storage 'offline' - directory is expected to be a mount point", output, StringComparison.Ordinal);
        Assert.Contains("       101 locked               stopped    512                0.00 0         \n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transcript_from_standard_input_is_played()
    {
        var run = Pvelab("echo hello\n", "run", "single-node", "-", "--no-grade");
        Assert.Equal((0, "root@pve1:~# echo hello\nhello\n", ""), run);
    }

    [Fact]
    public void Without_a_transcript_standard_input_is_read() =>
        Assert.Equal((0, "hello\n", ""), Pvelab("echo hello\n", "run", "single-node", "--no-grade", "--no-echo"));

    [Fact]
    public void An_attempt_that_did_not_pass_exits_1_with_its_grade()
    {
        var (exit, output, _) = Pvelab("echo\n", "run", "ch08-restore-test", "-");
        Assert.Equal(1, exit);
        Assert.Contains("NOT PASSED  0 of 100 points", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_for_programs_has_standard_output_to_itself()
    {
        var (exit, output, errors) = Pvelab("echo hello\n", "run", "ch08-restore-test", "-", "--format", "json", "--lang", "ja");
        Assert.Equal(1, exit);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(14, json.RootElement.GetProperty("criteria").GetArrayLength());
        Assert.Equal("root@pve1:~# echo hello\nhello\n", errors);
    }

    [Theory]
    [InlineData("pvelab: ch08-restore: no such scenario; did you mean 'ch08-restore-test'?\n", "run", "ch08-restore", "-")]
    [InlineData("pvelab: /no/such/file: cannot be read: there is no such file\n", "run", "single-node", "/no/such/file")]
    [InlineData("pvelab: /etc: cannot be read: this is a folder\n", "run", "single-node", "/etc")]
    [InlineData("pvelab: /no/such/file: cannot be read: there is no such file\n", "replay", "/no/such/file")]
    [InlineData("pvelab: /etc: cannot be read: this is a folder\n", "replay", "/etc")]
    [InlineData("pvelab: /etc/hostname:1:1: this is no journal entry: it has no hash\n", "replay", "/etc/hostname")]
    [InlineData("pvelab: --until takes a whole number from 0 to 200000.\nTry 'pvelab replay --help'.\n", "replay", "x", "--until", "x")]
    [InlineData("pvelab: --until takes a whole number from 0 to 200000.\n", "replay", "x", "--until", "-1")]
    [InlineData("pvelab: --speed takes a number from 0.001 to 1000000.\n", "replay", "x", "--speed", "NaN")]
    [InlineData("pvelab: --idle takes a number from 0.001 to 86400.\n", "export", "x", "--asciicast", "y", "--idle", "")]
    [InlineData("pvelab: --asciicast takes a file, not the option '-o'.\n", "export", "x", "--asciicast", "-o", "F")]
    [InlineData("pvelab: Required argument missing for option: '--asciicast'.\n", "export", "x", "--asciicast")]
    [InlineData("pvelab: say what to write: --bundle OUT or --asciicast OUT\n", "export", "x")]
    [InlineData("pvelab: --patience takes a whole number from 1 to 86400.\n", "grade", "x", "--patience", "soon")]
    [InlineData("pvelab: --seeds takes a whole number from 1 to 1000.\n", "scenario", "test", "--seeds", "0")]
    [InlineData("pvelab: name a scenario ", "shell")]
    [InlineData("pvelab: worlds: no such kind of content file; did you mean 'world'?\n", "scenario", "schema", "worlds")]
    [InlineData("pvelab: Required argument missing for command: 'run'.\n", "run")]
    [InlineData("pvelab: --seed takes a whole number from 0 to 18446744073709551615.\n", "run", "single-node", "-", "--seed", "many")]
    [InlineData("pvelab: --format takes text, json or junit, not 'html'.\n", "run", "single-node", "-", "--format", "html")]
    [InlineData("pvelab: ", "fly")]
    public void Unusable_input_exits_2_with_a_sentence(string complaint, params string[] args)
    {
        var (exit, output, errors) = Pvelab("", args);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith(complaint, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_transcript_exits_2() =>
        Assert.Equal((2, "", "pvelab: (standard input): this is no UTF-8 text\n"), Pvelab([0x7F, 0x45, 0x4C, 0x46, 0xFF], "run", "single-node", "-"));

    [Fact]
    public void An_unknown_key_in_a_transcript_exits_2_with_its_place() =>
        Assert.Equal((2, "", "pvelab: (standard input):2:1: no key is called 'Ctlr+C'; did you mean 'Ctrl+C'?\n"), Pvelab("echo\n<Ctlr+C>\n", "run", "single-node", "-"));

    [Fact]
    public void A_journal_cannot_name_a_path_of_the_host()
    {
        var path = Path.Combine(ContentRoot.Scenarios, "ch08-restore-test");
        var (exit, _, errors) = Replayed(header => header with { Scenario = path });
        Assert.Equal(2, exit);
        Assert.StartsWith($"pvelab: {path}: no such scenario; ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_another_version_is_replayed_with_a_note()
    {
        var (exit, output, errors) = Replayed(header => header with { Program = "0.0.9" });
        Assert.Equal((1, true), (exit, output.Contains("NOT PASSED", StringComparison.Ordinal)));
        Assert.Contains("made with PveLab 0.0.9; this is ", errors, StringComparison.Ordinal);
        Assert.Equal("", Replayed(header => header).Errors);
    }

    [Fact]
    public void A_device_is_no_journal() =>
        Assert.Equal((2, "", "pvelab: /dev/zero: this is no journal: no regular file, or an empty one\n"), Pvelab("", "replay", "/dev/zero"));

    private static (int Exit, string Output, string Errors) Replayed(Func<JournalHeader, JournalHeader> change)
    {
        var folder = Directory.CreateTempSubdirectory("pvelab-").FullName;
        try
        {
            var path = Path.Combine(folder, "a.jsonl");
            using (var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test")))
            using (new JournalWriter(File.CreateText(path), change(JournalHeader.Of(attempt)))) { }
            return Pvelab("", "replay", path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_list_names_scenarios_and_worlds_in_either_language()
    {
        Assert.Contains("ch08-restore-test         Restore test", Pvelab("", "scenarios").Output, StringComparison.Ordinal);
        Assert.Contains("ch08-restore-test         復元テスト", Pvelab("", "scenarios", "--lang", "ja").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Usage:", "Commands:")]
    [InlineData("ja", "使い方:", "コマンド:")]
    public void Every_command_tells_what_it_takes_and_nothing_else(string language, string usage, string commands)
    {
        var waiting = new Queue<string[]>([[]]);
        var seen = new List<string>();
        while (waiting.TryDequeue(out var path))
        {
            var (exit, page, errors) = Pvelab("", [.. path, "--help", "--lang", language]);
            Assert.Equal((0, ""), (exit, errors));
            var lines = page.Split('\n');
            Assert.StartsWith($"  pvelab{string.Concat(path.Select(p => " " + p))}", lines[Array.IndexOf(lines, usage) + 1], StringComparison.Ordinal);
            Assert.DoesNotContain(lines, l => Shell.Editing.DisplayWidth.Of(l) > 80);
            var names = lines.Where(l => l is [' ', ' ', not ' ', ..]).Select(l => l.Trim().Split("  ")[0]).ToList();
            Assert.Equal(names.Distinct(), names);
            seen.Add(string.Join(' ', path));
            foreach (var below in lines.SkipWhile(l => l != commands).Where(l => l is [' ', ' ', not ' ', ..])) waiting.Enqueue([.. path, below.Trim().Split(' ')[0]]);
        }
        Assert.Equal(22, seen.Count);
    }

    [Fact]
    public void Help_of_a_command_with_arguments_does_not_ask_for_them()
    {
        var (exit, output, errors) = Pvelab("", "grade", "--lang", "en", "-h");
        Assert.Equal((0, ""), (exit, errors));
        Assert.StartsWith("Grade a class: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SCENARIO", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_told() => Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", Pvelab("", "--version").Output);

    [Fact]
    public void Testing_a_scenario_tells_its_counts_and_what_is_not_needed()
    {
        var (exit, output, errors) = Pvelab("", "scenario", "test", "ch08-restore-test", "--quick", "--format", "json");
        Assert.Equal((0, ""), (exit, errors));
        using var json = JsonDocument.Parse(output);
        var scenario = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal((true, 14, 8), (scenario.GetProperty("ok").GetBoolean(), scenario.GetProperty("criteria").GetInt32(), scenario.GetProperty("transcripts").GetArrayLength()));
        Assert.Contains("(it only looks)", Pvelab("", "scenario", "test", "ch08-restore-test", "--quick").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_that_cannot_be_tested_exits_1_and_an_unknown_one_2()
    {
        var (exit, output, _) = Pvelab("", "scenario", "test", "single-node", "--format", "junit");
        Assert.Equal(1, exit);
        Assert.Contains("scenarios/worlds/single-node.yaml: there are no criteria: nothing can be tested", output, StringComparison.Ordinal);
        Assert.Equal(2, Pvelab("", "scenario", "test", "ch08").Exit);
    }

    internal static (int Exit, string Output, string Errors) Pvelab(string input, params string[] args) => Pvelab(Encoding.UTF8.GetBytes(input), args);

    internal static (int Exit, string Output, string Errors) Pvelab(byte[] input, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = CommandLine.Run(args, new HostConsole(() => new MemoryStream(input), output, errors));
        return (exit, output.ToString(), errors.ToString());
    }
}
