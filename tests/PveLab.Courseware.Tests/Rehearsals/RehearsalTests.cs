using PveLab.Courseware.Rehearsals;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Rehearsals;

public sealed class RehearsalTests : IDisposable
{
    private const string Backup = "vzdump 100 --storage nas --quiet\n";
    private const string Log = "cat /var/log/vzdump/qemu-100.log\n";

    private static readonly RehearsalScope Steps = RehearsalScope.Quick with { WithoutEachStep = true };

    private readonly Library library = new();

    public static TheoryData<string> Shipped() => [.. ScenarioLibrary.Shipped.ScenarioIds];

    public void Dispose() => library.Dispose();

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_scenario_keeps_what_its_transcripts_promise(string scenario) =>
        Assert.Equal("", string.Join('\n', ScenarioRehearsal.Of(ScenarioLibrary.Shipped.Find(scenario), RehearsalScope.Quick).Findings
            .Select(f => $"{f.File}:{f.Line}: {f.Problem} (seed {f.Seed})")));

    [Fact]
    public void A_good_scenario_has_no_findings_and_counts_its_attempts()
    {
        var rehearsal = Play(("golden.txt", Backup + Log), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Empty(rehearsal.Findings);
        // Nothing, the golden, without each of its two steps, the wrong one.
        Assert.Equal((5, 2), (rehearsal.Attempts, rehearsal.Criteria));
        Assert.Equal([2, 1], rehearsal.Transcripts.Select(t => t.Steps));
    }

    [Fact]
    public void A_golden_that_loses_points_tells_which() =>
        Assert.Equal("test/golden.txt:0: it does not earn everything: read (the log of the backup has not been read since it ended)", Complaint(Backup));

    [Fact]
    public void A_step_without_which_nothing_is_lost_has_to_be_named() =>
        Assert.Equal("test/golden.txt:1: nothing is lost without this step (qm list): take it out, or say before it what it is for, #! not-needed: …",
            Complaint("qm list\n" + Backup + Log));

    [Fact]
    public void A_named_step_is_listed_with_its_reason()
    {
        var rehearsal = Play(("golden.txt", "# Look.\n#! not-needed: it only looks\nqm list\n" + Backup + Log), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Empty(rehearsal.Findings);
        Assert.Equal(new NotNeededStep(3, "qm list", "it only looks"), Assert.Single(rehearsal.Transcripts[0].NotNeeded));
        Assert.Contains("    3: qm list  (it only looks)\n", RehearsalReport.Text([rehearsal], details: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_needed_cannot_be_named_so() =>
        Assert.Equal("test/golden.txt:3: marked as not needed, but without it this is lost: read (the log of the backup has not been read since it ended)",
            Complaint(Backup + "#! not-needed: I say so\n" + Log));

    [Fact]
    public void Two_steps_of_which_one_is_needed_cannot_both_be_named() =>
        Assert.StartsWith("test/golden.txt:3: each step marked as not needed can be left out, but not all of them: read (",
            Complaint(Backup + "#! not-needed: again below\n" + Log + "#! not-needed: again above\n" + Log), StringComparison.Ordinal);

    [Fact]
    public void A_login_dialogue_and_a_here_document_belong_to_the_line_that_opens_them()
    {
        var golden = "#! not-needed: a note\ncat > /root/x <<EOF\n# a\nreboot\nEOF\n#! not-needed: a greeting\nssh root@192.168.10.100\npvelab\nhostname\nexit\n" + Backup + Log;
        var rehearsal = Play(("golden.txt", golden), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Empty(rehearsal.Findings);
        Assert.Equal(4, rehearsal.Transcripts[0].Steps);
    }

    [Fact]
    public void The_answers_of_a_program_that_does_not_ask_any_more_are_left_out()
    {
        // Without the first step "read" finds no such file, and the answer must not be taken for a command.
        var golden = "#! not-needed: it only asks\nif [ -e /root/asks ]; then read x; fi\n" + Backup + "#! not-needed: it makes nobody ask\ntouch /root/asks\n" + Log;
        Assert.Empty(Play(("golden.txt", golden), ("wrong.txt", "#! fails: read\n" + Backup)).Findings);
        var dialogue = "touch /root/asks\nif [ -e /root/asks ]; then read x; fi\nexit\n" + Backup + Log;
        Assert.Equal(["test/golden.txt:1: nothing", "test/golden.txt:2: nothing"],
            Play(("golden.txt", dialogue), ("wrong.txt", "#! fails: read\n" + Backup)).Findings.Select(f => $"{f.File}:{f.Line}: {f.Problem[..7]}"));
    }

    [Theory]
    [InlineData("vzdump 100 --storage nas\n", "test/wrong.txt:1: the first line names the criteria it fails: #! fails: ID …")]
    [InlineData("#! fails: raed\nqm list\n", "test/wrong.txt:1: no criterion is called 'raed'; did you mean 'read'?")]
    [InlineData("#! fails: backup\n" + Backup + Log, "test/wrong.txt:1: it names backup, which it does not fail: backup nas:backup/vzdump-qemu-100-")]
    [InlineData("#! fails: backup\nqm list\n", "test/wrong.txt:1: it fails read as well, which it does not name: no backup of VM 100 has succeeded yet")]
    [InlineData("#! fails: backup read\nexit\nqm list\n", "test/wrong.txt:3: never played: the shell had ended")]
    [InlineData("qm list\n#! fails: backup\n", "test/wrong.txt:2: what fails is named before the first step")]
    [InlineData("#! fails: backup read\n#! not-needed:\nqm list\n", "test/wrong.txt:2: say why the next step is not needed, for example #! not-needed: it only looks")]
    [InlineData("#! fails: backup read\n#! not-needed: x\nqm list\n", "test/wrong.txt:3: only the steps of a golden transcript are marked as not needed")]
    public void A_wrong_transcript_fails_exactly_what_it_names(string wrong, string complaint) =>
        Assert.Contains(Play(("golden.txt", Backup + Log), ("wrong.txt", wrong)).Findings, f => $"{f.File}:{f.Line}: {f.Problem}".StartsWith(complaint, StringComparison.Ordinal));

    [Fact]
    public void Doing_nothing_must_not_pass()
    {
        var yaml = Yaml.Replace("required: true", "required: false", StringComparison.Ordinal);
        var rehearsal = Play(yaml, ("golden.txt", Backup + Log), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Equal("an attempt at which nothing is done passes: some criterion it fails must be required", Assert.Single(rehearsal.Findings).Problem);
    }

    [Fact]
    public void Missing_transcripts_and_a_broken_scenario_are_findings()
    {
        Assert.Equal("no golden*.txt shows how to earn everything", Assert.Single(Play().Findings).Problem);
        Assert.Equal("no wrong*.txt shows what must not pass", Assert.Single(Play(("golden.txt", Backup + Log)).Findings).Problem);
        var broken = Assert.Single(Play("id: other\n" + Yaml[(Yaml.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Findings);
        Assert.Equal(("test/scenario.yaml", 1), (broken.File, broken.Line));
    }

    [Fact]
    public void A_scenario_that_draws_values_is_played_with_several_seeds()
    {
        var yaml = Yaml.Replace("criteria:", "variants:\n  keep.count: { plain: \"3\", numbers: 2-9 }\ncriteria:", StringComparison.Ordinal);
        var golden = "#! not-needed: it only looks\necho ${keep.count}\n" + Backup + Log + "#! not-needed: it only looks\n[ ${keep.count} = 3 ] || rm -rf /var/log/vzdump\n";
        var rehearsal = Play(yaml, ("golden.txt", golden), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Empty(rehearsal.Findings);
        Assert.Equal((2, 16), (rehearsal.Seeds.Length, rehearsal.Attempts));
    }

    [Fact]
    public void Mistakes_are_noticed_or_excused_or_survive()
    {
        // The two looks commute; the guest mistaken has no backup; nobody would miss the storage.
        var yaml = Yaml.Replace("guest: 100, points: 50, required", "guest: 100, storage: nas, points: 50, required", StringComparison.Ordinal);
        var golden = Backup + Log + "#! not-needed: it only looks\nqm list\n";
        var rehearsal = Play(yaml, RehearsalScope.Full with { Seeds = 1, Search = 0 }, ("golden.txt", golden), ("wrong.txt", "#! fails: read\n" + Backup));
        Assert.Equal(["dropped killed", "dropped killed", "dropped declared", "swapped killed"],
            rehearsal.Mutants.Take(4).Select(m => $"{m.Kind} {m.Fate}".ToLowerInvariant()));
        Assert.Contains(rehearsal.Mutants, m => m is { Kind: MutantKind.Mistaken, Fate: MutantFate.Killed } && m.What.StartsWith("nas -> local", StringComparison.Ordinal));
        var survivor = rehearsal.Mutants.First(m => m.Fate == MutantFate.Survived);
        Assert.Equal(("backup: without storage", MutantKind.Blunted), (survivor.What, survivor.Kind));
        Assert.Equal(rehearsal.Mutants.Length, rehearsal.Score.Killed + rehearsal.Score.Declared + rehearsal.Score.SameWorld + rehearsal.Score.Survived);
        Assert.Contains("mutants are killed", Assert.Single(rehearsal.Findings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_that_lead_to_the_same_world_may_change_places_and_others_say_why()
    {
        var yaml = Yaml + "\n  - { id: a, kind: file-holds, path: /root/a, contains: [x], points: 1, text: { ja: a, en: a } }\n"
            + "  - { id: b, kind: file-holds, path: /root/b, contains: [x], points: 1, text: { ja: b, en: b } }\n";
        var wrong = ("wrong.txt", "#! fails: read a b\n" + Backup);
        var same = Play(yaml, RehearsalScope.Full with { Seeds = 1, Search = 0 }, ("golden.txt", Backup + Log + "echo x > /root/a\necho x > /root/b\n"), wrong);
        Assert.Equal(MutantFate.SameWorld, same.Mutants.Last(m => m.Kind == MutantKind.Swapped).Fate);
        var other = Play(yaml, RehearsalScope.Full with { Seeds = 1, Search = 0 }, ("golden.txt", Backup + Log + "echo x >> /root/a\necho x >> /root/b; cp /root/a /root/c\n"), wrong);
        Assert.Contains(other.Findings, f => f.Line == 4 && f.Problem.StartsWith("nothing is lost when this step and the one before it change places", StringComparison.Ordinal));
        var said = Play(yaml, RehearsalScope.Full with { Seeds = 1, Search = 0 },
            ("golden.txt", Backup + Log + "echo x >> /root/a\n#! any-order: the copy matters to nobody\necho x >> /root/b; cp /root/a /root/c\n"), wrong);
        Assert.DoesNotContain(said.Findings, f => f.Line > 0);
        Assert.Equal("the copy matters to nobody", said.Mutants.Single(m => m is { Kind: MutantKind.Swapped, Fate: MutantFate.Declared }).Reason);
    }

    [Fact]
    public void A_shortcut_that_no_golden_takes_is_found_and_a_variant_without_a_golden_is_solved_by_search()
    {
        // One step of the wrong transcript does what two of the golden one do, but the file that it reads is not the backup's.
        var golden = "touch /root/x\n[ -e /root/x ] && " + Backup + Log;
        var wrong = "#! fails: read\n" + Backup;
        var rehearsal = Play(Yaml, RehearsalScope.Full with { Seeds = 1 }, ("golden.txt", golden), ("wrong.txt", wrong));
        Assert.Contains(rehearsal.Findings, f => f.Problem.StartsWith("shortcut: 2 steps earn everything, and no golden transcript has so few (vzdump 100", StringComparison.Ordinal));
        File.Delete(library.PathOf("test/golden.txt"));
        File.WriteAllText(library.PathOf("test/wrong-log.txt"), "#! fails: backup read\n" + Log);
        var solution = Solver.Solve(library.Scenarios.Find("test"), 0);
        Assert.Equal((true, Backup + Log), (solution.IsSolved, string.Join('\n', solution.Steps) + "\n"));
        File.Delete(library.PathOf("test/wrong-log.txt"));
        Assert.False(Solver.Solve(library.Scenarios.Find("test"), 0).IsSolved);
    }

    private const string Yaml = Library.Head + """
        criteria:
          - { id: backup, kind: backup-succeeded, guest: 100, points: 50, required: true, text: { ja: 保存, en: Backup } }
          - { id: read, kind: task-log-read, guest: 100, points: 50, text: { ja: 記録, en: Log } }
        """;

    private string Complaint(string golden)
    {
        var finding = Assert.Single(Play(("golden.txt", golden), ("wrong.txt", "#! fails: read\n" + Backup)).Findings);
        return $"{finding.File}:{finding.Line}: {finding.Problem}";
    }

    private Rehearsal Play(params (string Name, string Text)[] transcripts) => Play(Yaml, transcripts);

    private Rehearsal Play(string yaml, params (string Name, string Text)[] transcripts) => Play(yaml, null, transcripts);

    private Rehearsal Play(string yaml, RehearsalScope? scope, params (string Name, string Text)[] transcripts)
    {
        library.Put(yaml);
        foreach (var (name, text) in transcripts) File.WriteAllText(library.PathOf("test/" + name), text);
        var rehearsal = ScenarioRehearsal.Of(library.Scenarios.Find("test"), scope ?? Steps);
        return rehearsal with { Findings = [.. rehearsal.Findings.Select(f => f with { File = f.File.Replace("scenarios/", "", StringComparison.Ordinal) })] };
    }
}
