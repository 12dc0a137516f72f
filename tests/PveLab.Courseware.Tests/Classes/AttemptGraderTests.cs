using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;

namespace PveLab.Courseware.Tests.Classes;

public sealed class AttemptGraderTests
{
    private static readonly AttemptGrader Tight = new(ClassLab.Find, new GradingLimits
    {
        Inputs = 100,
        Steps = 5_000,
        Output = 100_000,
        Saved = 1_000,
        Skipped = TimeSpan.FromDays(30),
    });

    [Fact]
    public void An_attempt_is_graded_as_its_replay()
    {
        var row = ClassLab.Grade("alice", ClassLab.Journal(ClassLab.Golden(), began: ClassLab.Monday));
        Assert.Null(row.Refusal);
        Assert.True(row.Passed);
        Assert.Equal(100, row.Report!.Grade.Points);
        Assert.Empty(row.Remarks);
        Assert.Equal(64, row.Id.Length);
    }

    [Theory]
    [InlineData("", "no-journal")]
    [InlineData("hello\n", "no-journal")]
    [InlineData("{}", "no-journal")]
    [InlineData("{\"bundle\":1}\n", "no-journal")]
    [InlineData("{\"bundle\":99}\n{\"file\":\"../../etc/passwd\",\"text\":\"x\"}\n", "no-journal")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n", "no-journal")]
    public void What_is_no_journal_is_refused(string text, string kind) => Assert.Equal(kind, ClassLab.Grade("x", text).Refusal?.Code);

    [Fact]
    public void A_changed_journal_is_refused_with_its_line()
    {
        var refusal = ClassLab.Grade("x", ClassLab.Journal(ClassLab.Golden().Take(8)).Replace("pvesm status", "pvesm  status", StringComparison.Ordinal)).Refusal!;
        Assert.Equal(("tampered", "line 4: the journal was changed here: the hash does not fit"), (refusal.Code, refusal.Detail));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../ch08-restore-test")]
    [InlineData("no-such-scenario")]
    [InlineData("\\u001b[2Jch08")]
    public void A_scenario_is_found_by_its_id_alone(string id)
    {
        var refusal = ClassLab.Grade("x", Chained.Of([Chained.Body(Chained.Header).Replace("ch08-restore-test", id, StringComparison.Ordinal)])).Refusal!;
        Assert.Equal("unknown-scenario", refusal.Code);
        Assert.DoesNotContain('\u001B', refusal.Detail);
    }

    [Fact]
    public void Other_content_is_refused_unless_the_teacher_says_so()
    {
        var header = Chained.Body(Chained.Header);
        var text = Chained.Of([header.Replace(ClassLab.Find(ClassLab.RestoreTest).ContentHash, new string('0', 64), StringComparison.Ordinal), "{\"n\":1,\"line\":\"qm list\"}"]);
        Assert.Equal("other-content", ClassLab.Grade("x", text).Refusal?.Code);
        var here = new AttemptGrader(ClassLab.Find, new GradingLimits(), contentHere: true).Grade(Submission.Of("x.jsonl", false, text), () => Stop.None);
        Assert.Null(here.Refusal);
        Assert.Equal("made on other content of the scenario and judged by the content here", Assert.Single(here.Remarks).En);
        Assert.Equal(ClassLab.Find(ClassLab.RestoreTest).ContentHash, here.JudgedBy);
    }

    [Fact]
    public void A_bundle_is_judged_by_the_content_it_brings_and_that_is_said()
    {
        using var library = new Library();
        var folder = library.Put(Library.Head + "criteria:\n  - { id: b, kind: backup-succeeded, guest: 100, points: 10, text: { ja: い, en: B } }\n");
        var bundle = Bundle.Write("j", ClassLab.Journal(["vzdump 100 --storage nas"], folder), folder);
        var row = ClassLab.Grade("x", bundle);
        Assert.Equal((true, 10), (row.Passed, row.Report!.Grade.Points));
        Assert.Equal("the scenario is not known here; judged by the content that came with the file", Assert.Single(row.Remarks).En);
        Assert.Equal("tampered", ClassLab.Grade("x", bundle.Replace("points: 10", "points: 90", StringComparison.Ordinal)).Refusal?.Code);
    }

    [Theory]
    [InlineData("\"key\":\"Ctrl+C\"", "impossible")]
    [InlineData("\"steps\":3,\"line\":\"qm list\"", "impossible")]
    [InlineData("\"node\":\"pve9\"", "impossible")]
    [InlineData("\"hint\":77", "impossible")]
    [InlineData("\"columns\":2000000000,\"rows\":2000000000", "impossible")]
    [InlineData("\"steps\":-1,\"line\":\"qm list\"", "no-journal")]
    [InlineData("\"advance\":9000000000000000000", "no-journal")]
    [InlineData("\"line\":\"\\ud800\"", "no-journal")]
    [InlineData("\"line\":{\"a\":[[[[[[[[[[1]]]]]]]]]]}", "no-journal")]
    public void An_input_that_cannot_have_been_is_refused(string entry, string kind) => Assert.Equal(kind, ClassLab.Grade("x", Chained.Journal(entry)).Refusal?.Code);

    [Theory]
    [InlineData("while true; do :; done")]
    [InlineData("while true; do echo x >> /root/x; done")]
    [InlineData("yes")]
    [InlineData("cat /dev/zero")]
    [InlineData("tail -f /etc/hostname")]
    [InlineData("seq 1 100000000")]
    [InlineData("f() { f; f; }; f")]
    [InlineData("sleep 600000")]
    public void A_program_without_end_is_refused_after_so_many_steps(string line)
    {
        var row = Tight.Grade(Submission.Of("x.jsonl", false, Chained.Typed(line)), () => Stop.None);
        // What the shell itself ends early may be graded: nothing was earned.
        if (row.Refusal is null) Assert.Equal(0, row.Report!.Grade.Points);
        else Assert.Equal("too-much-work", row.Refusal.Code);
    }

    [Fact]
    public void So_much_is_allowed_and_no_more()
    {
        Assert.Equal("more than 100 inputs", Detail(Enumerable.Repeat(Chained.Line("true"), 101)));
        Assert.Equal("more than 100 inputs", Detail(Enumerable.Repeat(Chained.Line("true"), 3_000)));
        Assert.Equal("it skips more than 30 virtual days", Detail(Enumerable.Repeat("\"advance\":2000000000", 2)));
        Assert.Equal("it saves more than 0 MiB of files", Detail(["\"file\":\"/root/a\",\"text\":\"" + new string('x', 2_000) + "\""]));
        Assert.Equal("its programs print more than 0 MiB", Detail([Chained.Line("x=xxxxxxxxxx; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x; for i in 1 2 3 4; do for j in 1 2 3 4 5 6 7 8; do echo $x$x$x$x$x$x$x; done; done")]));

        static string? Detail(IEnumerable<string> entries) => Tight.Grade(Submission.Of("x.jsonl", false, Chained.Journal(entries)), () => Stop.None).Refusal?.Detail;
    }

    [Theory]
    [InlineData(Stop.Time, "too-long")]
    [InlineData(Stop.Memory, "too-large")]
    public void The_host_may_give_up(Stop stop, string kind) =>
        Assert.Equal(kind, ClassLab.Grader.Grade(Submission.Of("x.jsonl", false, Chained.Typed("true")), () => stop).Refusal?.Code);

    [Theory]
    [InlineData("(", "")]
    [InlineData("$(", ")")]
    [InlineData("`", "`")]
    [InlineData("{ ", "; }")]
    [InlineData("if true; then ", "; fi")]
    [InlineData("while ", "")]
    [InlineData("echo ${a:-", "}")]
    [InlineData("! ", "")]
    [InlineData("a=$((", "))")]
    [InlineData("eval ", "")]
    [InlineData("sudo ", "")]
    [InlineData("test \\( ", "\\)")]
    [InlineData("grep -E '(((((((((((((((((((", "'")]
    [InlineData("awk '{ print ((((((((((((((", "'")]
    public void Deep_nesting_ends_nothing(string open, string close)
    {
        const int deep = 3_000;
        var line = string.Concat(Enumerable.Repeat(open, deep)) + "true" + string.Concat(Enumerable.Repeat(close, deep));
        var row = OnDeepStack(() => Tight.Grade(Submission.Of("x.jsonl", false, Chained.Typed(line)), () => Stop.None));
        Assert.True(row.Refusal is null or { Kind: RefusalKind.TooMuchWork }, row.Refusal?.Detail);
    }

    [Theory]
    [InlineData("x='eval \"$x\"'; eval \"$x\"")]
    [InlineData("f() { g; }; g() { f; }; f")]
    [InlineData("alias a='a a'; a")]
    [InlineData("echo '. /root/r' > /root/r; . /root/r")]
    [InlineData("echo 'bash /root/s' > /root/s; bash /root/s")]
    [InlineData("ln -s /root/l /root/l; cat /root/l; ls -R /root/l/l/l")]
    [InlineData("f() { echo $(f); }; f")]
    public void What_calls_itself_ends_nothing(string line)
    {
        var row = OnDeepStack(() => Tight.Grade(Submission.Of("x.jsonl", false, Chained.Typed(line)), () => Stop.None));
        Assert.True(row.Refusal is null or { Kind: RefusalKind.TooMuchWork }, row.Refusal?.Detail);
    }

    [Fact]
    public void Times_of_day_that_cannot_be_are_a_remark_and_no_refusal()
    {
        var row = ClassLab.Grade("x", Chained.Journal(
            "\"quiz\":\"q\",\"option\":1,\"wall\":\"2026-09-07T09:00:00.0000000+09:00\"", "\"quiz\":\"q\",\"option\":1,\"wall\":\"2026-09-07T08:00:00.0000000+09:00\"", "\"quiz\":\"q\",\"option\":1,\"wall\":\"yesterday\""));
        Assert.Null(row.Refusal);
        Assert.Equal("the time of day goes back at input 2", Assert.Single(row.Remarks).En);
        var fast = ClassLab.Grade("x", Chained.Journal(Enumerable.Range(0, 15).Select(i => $"\"quiz\":\"q\",\"option\":1,\"wall\":\"2026-09-07T09:00:00.{i:000}0000+09:00\"")));
        Assert.Equal("15 inputs from 1 on follow each other faster than anybody types", Assert.Single(fast.Remarks).En);
    }

    [Fact]
    public void Who_does_not_get_on_is_stuck()
    {
        var row = ClassLab.Grade("x", ClassLab.Journal([.. ClassLab.Golden().Take(14), .. Enumerable.Repeat("qm strat 101", 16)]));
        Assert.True(row.Activity!.IsStuck);
        Assert.Equal(new RepeatedError("ERROR: unknown command 'qm strat'", 16), row.Activity.Error);
        Assert.InRange(row.Activity.SinceProgress, 16, 18);
        Assert.False(ClassLab.Grade("x", ClassLab.Journal(ClassLab.Golden())).Activity!.IsStuck);
    }

    /// <summary>As the host does it: on a thread with a deep stack.</summary>
    private static T OnDeepStack<T>(Func<T> act)
    {
        T? result = default;
        var thread = new Thread(() => result = act(), 64 << 20);
        thread.Start();
        thread.Join();
        return result!;
    }
}
