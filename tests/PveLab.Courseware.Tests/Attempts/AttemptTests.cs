using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class AttemptTests
{
    private static Attempt Begin(ulong seed = 0) => new(ScenarioLibrary.Shipped.Find("single-node"), seed);

    [Fact]
    public void A_line_takes_a_little_thought_and_prints()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("echo hello"));
        Assert.Equal("hello\n", Run(attempt));
        Assert.Equal(AttemptLimits.Think, attempt.World.Clock.Now - attempt.Began);
    }

    [Fact]
    public void Sleeping_takes_virtual_time()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("sleep 90; echo $?"));
        Assert.Equal("0\n", Run(attempt));
        Assert.Equal(TimeSpan.FromSeconds(92), attempt.World.Clock.Now - attempt.Began);
    }

    [Fact]
    public void An_unfinished_command_asks_for_more()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("cat <<EOF"));
        Assert.Equal(new Output.Idle("> "), attempt.Pull());
        attempt.Submit(new Input.Line("one"));
        attempt.Submit(new Input.Line("EOF"));
        Assert.Equal("one\n", Run(attempt));
    }

    [Fact]
    public void Ctrl_C_gives_an_unfinished_command_up()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("echo 'one"));
        attempt.Submit(new Input.Key("Ctrl+C"));
        Assert.Equal(new Output.Idle("root@pve1:~# "), attempt.Pull());
    }

    [Fact]
    public void Ctrl_C_interrupts_where_the_learner_saw_it()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("sleep 3600"));
        for (var i = 0; i < 10; i++) attempt.Pull();
        attempt.Submit(new Input.Key("Ctrl+C"));
        Assert.False(attempt.IsRunning);
        Assert.Equal(130, attempt.Shell.Status);
        Assert.InRange((attempt.World.Clock.Now - attempt.Began).TotalSeconds, 5, 15);
    }

    [Fact]
    public void A_line_cannot_come_while_a_command_runs()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("sleep 5"));
        Assert.Throws<InputRefusedException>(() => attempt.Submit(new Input.Line("echo")));
        Assert.Throws<InputRefusedException>(() => attempt.Submit(new Input.Advance(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void Input_that_a_program_asks_for_is_given_to_it()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line("read x; echo \"<$x>\""));
        while (attempt.Pull() is not Output.NeedInput) { }
        attempt.Submit(new Input.Line("yes"));
        Assert.Equal("<yes>\n", Run(attempt));
    }

    [Theory]
    [InlineData("while true; do :; done")]
    [InlineData("while true; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done")]
    [InlineData("f() { f; }; f")]
    public void No_line_goes_on_for_ever(string line)
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line(line));
        Assert.InRange(Run(attempt).Length, 1, 2 * AttemptLimits.Output);
        Assert.False(attempt.IsRunning);
    }

    [Fact]
    public void A_mistake_inside_PveLab_ends_the_command_wherever_it_happens_and_is_logged()
    {
        using var attempt = Begin();
        var logged = new List<Exception>();
        attempt.Failed = logged.Add;
        void Plan(int seconds) => attempt.World.Clock.After(TimeSpan.FromSeconds(seconds), () => throw new InvalidOperationException("a mistake"));
        const string Said = "PveLab: something went wrong inside PveLab (InvalidOperationException); the command was stopped\n";
        Plan(5);
        attempt.Submit(new Input.Line("sleep 60"));
        Assert.Equal(Said, Run(attempt));
        Plan(1);
        attempt.Submit(new Input.Line("echo thinking"));
        Assert.Equal(Said, Run(attempt));
        Plan(30);
        attempt.Submit(new Input.Advance(TimeSpan.FromMinutes(1)));
        Assert.Equal(Said, Run(attempt));
        attempt.Submit(new Input.Line("read x"));
        while (attempt.Pull() is not Output.NeedInput) { }
        Plan(1);
        attempt.Submit(new Input.Line("answer"));
        Assert.Equal(Said, Run(attempt));
        attempt.Submit(new Input.Line("echo well"));
        Assert.Equal("well\n", Run(attempt));
        Assert.Equal(4, logged.Count);
    }

    [Fact]
    public void A_replay_takes_no_mistake_for_an_input_that_does_not_fit()
    {
        var folder = ScenarioLibrary.Shipped.Find("single-node");
        Entry[] entries = [new(0, new Input.Line("echo a")), new(0, new Input.HintBought(7))];
        Assert.Throws<InvalidOperationException>(() => Replay.Of(
            folder, 0, Sim.Cluster.Dialect.Book, [entries[0], new(1, new Input.QuizAnswer("q", 1))], "j", _ => throw new InvalidOperationException("a mistake")));
        Assert.StartsWith("j:3:1: ", Assert.Throws<ContentException>(() => Replay.Of(folder, 0, Sim.Cluster.Dialect.Book, entries, "j")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Skipping_time_in_which_very_much_happens_can_be_interrupted()
    {
        using var attempt = Begin();
        var happened = 0;
        void Again() => attempt.World.Clock.After(TimeSpan.FromMilliseconds(100), () => { happened++; Again(); });
        Again();
        attempt.Submit(new Input.Advance(TimeSpan.FromDays(400)));
        Assert.True(attempt.IsRunning);
        Assert.IsType<Output.Working>(attempt.Pull());
        Assert.InRange(happened, AttemptLimits.EventsPerPull, 3 * AttemptLimits.EventsPerPull);
        attempt.Submit(new Input.Key("Ctrl+C"));
        Assert.Equal(new Output.Idle("root@pve1:~# "), attempt.Pull());
    }

    [Fact]
    public void Skipping_time_comes_to_an_end_with_a_word_when_too_much_happens()
    {
        using var attempt = Begin();
        void Again() => attempt.World.Clock.After(TimeSpan.FromMilliseconds(1), Again);
        Again();
        attempt.Submit(new Input.Advance(TimeSpan.FromDays(400)));
        Assert.Matches("^PveLab: stopped waiting at 2026-04-01 [0-9:]+: too much happens\n$", Run(attempt));
    }

    [Fact]
    public void What_a_program_asks_with_counts_as_printed()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.Line($"while true; do read -p {new string('p', 40_000)} y; done"));
        var answers = 0;
        while (attempt.Pull() is var output and not Output.Idle)
        {
            if (output is not Output.NeedInput) continue;
            attempt.Submit(new Input.Line(""));
            Assert.InRange(++answers, 1, 60);
        }
    }

    [Fact]
    public void A_saved_file_is_there()
    {
        using var attempt = Begin();
        attempt.Submit(new Input.FileSaved("/root/note", "text\n"));
        Assert.Equal("text\n", attempt.World.Node("pve1").Files.ReadText("/root/note"));
    }

    [Fact]
    public void A_replay_lives_through_the_very_same()
    {
        using var text = new StringWriter();
        using var attempt = Begin(7);
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
        attempt.Recorded = journal.Append;
        var seen = new StringBuilder();
        attempt.Submit(new Input.Line("for i in 1 2 3; do echo $i; sleep 2; done; echo $RANDOM"));
        Follow(attempt, seen);
        attempt.Submit(new Input.Line("sleep 500; echo never"));
        for (var i = 0; i < 23; i++) attempt.Pull();
        attempt.Submit(new Input.Key("Ctrl+C"));
        attempt.Submit(new Input.Advance(TimeSpan.FromHours(3)));
        attempt.Submit(new Input.FileSaved("/etc/pve/jobs.cfg", "# none\n"));
        attempt.Submit(new Input.Line("echo $? $RANDOM; cat /etc/pve/jobs.cfg"));
        Follow(attempt, seen);

        var again = new StringBuilder();
        using var replayed = Replay.Of(Journal.Parse("j", text.ToString()), attempt.Folder, "j", output => Append(again, output));
        Assert.Equal(seen.ToString(), again.ToString());
        Assert.Equal(attempt.World.Clock.Now, replayed.World.Clock.Now);
        Assert.Equal(attempt.World.Facts.All, replayed.World.Facts.All);
        Assert.Equal(attempt.Entries, replayed.Entries);
    }

    [Fact]
    public void A_journal_of_other_content_is_refused()
    {
        using var attempt = Begin();
        var journal = Journal.Of(JournalHeader.Of(attempt) with { Content = "other" }, []);
        Assert.Contains("another version of scenario", Assert.Throws<ContentException>(() => Replay.Of(journal, attempt.Folder, "j")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_whose_steps_never_came_is_refused()
    {
        using var attempt = Begin();
        var journal = Journal.Of(JournalHeader.Of(attempt), [new(0, new Input.Line("true")), new(999, new Input.Key("Ctrl+C"))]);
        Assert.StartsWith("j:3:", Assert.Throws<ContentException>(() => Replay.Of(journal, attempt.Folder, "j")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_inputs_give_the_same_in_any_culture()
    {
        const string Lines = "date\nls -l /etc/pve\nprintf '%.3f\\n' 1.5\nfor i in I i; do echo $i; done | tr a-z A-Z\ndf\n";
        var before = CultureInfo.CurrentCulture;
        var invariant = Play(Lines);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal(invariant, Play(Lines));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_transcript_reads_like_a_terminal() =>
        Assert.Equal("root@pve1:~# read x\nhello\nroot@pve1:~# echo $x; printf abc\nhello\nabc\nroot@pve1:~# cat <<E\n> a\n> E\na\n",
            Play("read x\nhello\necho $x; printf abc\ncat <<E\na\nE\n"));

    [Fact]
    public void Without_echo_only_output_is_shown() => Assert.Equal("hello\n", Play("echo hello\n", echo: false));

    [Fact]
    public void A_transcript_interrupts_after_the_time_it_says()
    {
        using var attempt = Begin();
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", "sleep 9999\n#! wait 60s\n<Ctrl+C>\necho $?\n"), "t", new PlainTerminal(_ => { }));
        Assert.InRange((attempt.World.Clock.Now - attempt.Began).TotalSeconds, 64, 70);
    }

    [Fact]
    public void Ping_ends_in_its_own_way_on_the_node_and_inside_a_guest()
    {
        var shown = Play("ping 192.168.10.1\n<Ctrl+C>\nssh root@192.168.10.100\npvelab\nping 192.168.10.11\n#! wait 5s\n<Ctrl+C>\nhostname\nexit\nhostname\n");
        Assert.Contains("--- 192.168.10.1 ping statistics ---", shown, StringComparison.Ordinal);
        Assert.Contains("--- 192.168.10.11 ping statistics ---", shown, StringComparison.Ordinal);
        Assert.Contains("hostname\nvm-ubuntu01\n", shown, StringComparison.Ordinal);
        Assert.EndsWith("hostname\npve1\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_as_in_the_line_editor() =>
        Assert.Equal("root@pve1:~# cat /etc/pve/storage.cfg  | head -n 1\ndir: local\n", Play("cat /etc/pve/sto<Tab> | head -n 1\n"));

    [Fact]
    public void A_link_leads_no_neighbour_astray() =>
        Assert.Equal("dir: local\n", Play("[ -d /etc/pve/qemu-server ]; head -n 1 /etc/pve/storage.cfg\n", echo: false));

    [Fact]
    public void What_the_simulation_prints_cannot_steer_the_terminal() =>
        Assert.Equal("^[[2J^G\n", Play("printf '\\033[2J\\a\\n'\n", echo: false));

    [Fact]
    public void An_unfinished_command_at_the_end_is_an_error_of_the_shell() =>
        Assert.Contains("unexpected end of file", Play("if true\n"), StringComparison.Ordinal);

    [Fact]
    public void Leaving_the_shell_ends_the_transcript() => Assert.Equal("a\n", Play("echo a\nexit\necho b\n", echo: false).Replace("exit\n", "", StringComparison.Ordinal).Replace("logout\n", "", StringComparison.Ordinal));

    private static string Play(string lines, bool echo = true)
    {
        var text = new StringBuilder();
        using var attempt = Begin();
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", lines), "t", new PlainTerminal(s => text.Append(s), echo));
        return text.ToString();
    }

    private static string Run(Attempt attempt)
    {
        var text = new StringBuilder();
        Follow(attempt, text);
        return text.ToString();
    }

    private static void Follow(Attempt attempt, StringBuilder text)
    {
        while (attempt.IsRunning) Append(text, attempt.Pull());
    }

    private static void Append(StringBuilder text, Output output)
    {
        if (output is Output.Out { Text: var o }) text.Append(o);
        if (output is Output.Err { Text: var e }) text.Append(e);
    }
}
