using System.Collections.Immutable;
using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Authoring.Recording;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Authoring;

public sealed class RecordingTests
{
    private static readonly ScenarioFolder World = ScenarioLibrary.Shipped.Find("single-node");

    [Theory]
    [InlineData("ch08-restore-test", "golden.txt")]
    [InlineData("ch08-restore-test", "wrong-overwritten.txt")]
    [InlineData("ch08-nas-down", "golden.txt")]
    [InlineData("ch08-fills-during-backup", "golden.txt")]
    [InlineData("ch08r-node-dies", "golden.txt")]
    public void What_a_transcript_played_is_recorded_as_one_that_does_the_very_same(string scenario, string file)
    {
        var recorded = RecordedTranscript.Of(Played(ScenarioLibrary.Shipped.Find(scenario), File.ReadAllText(Path.Combine(ContentRoot.Scenarios, scenario, file))));
        Assert.Equal((true, true, file.StartsWith("golden", StringComparison.Ordinal)), (recorded.SameGrade, recorded.SameWorld, recorded.IsGolden));
    }

    [Theory]
    [InlineData("nano /root/a\nhi<Ctrl+O><Enter><Ctrl+X>\ncat /root/a\n")]
    [InlineData("cat > /root/a <<EOF\n\n#!/bin/sh\necho 1\nEOF\nsh /root/a\n")]
    [InlineData("qm terminal 100\n\nroot\npvelab\nhostname\n<Ctrl+O>\nqm list\n")]
    [InlineData("sleep 20\n\n#! wait 10m\nvzdump 100 --storage nas\n#! wait 2s\n<Ctrl+C>\nqm list\n")]
    [InlineData("vi /root/a\ni<<Enter>#<Esc>:wq<Enter>\ncat /root/a\n")]
    public void Keys_answers_and_times_come_back_as_they_were(string text)
    {
        var played = Played(World, text);
        Assert.True(RecordedTranscript.Of(played).SameWorld);
        Assert.Equal(Outputs(played), Outputs(Played(World, RecordedTranscript.Of(played).Text)));
    }

    [Fact]
    public void An_interrupt_comes_back_at_the_moment_it_came_at() =>
        Gen.Int[4, 40].Holds(
            steps => RecordedTranscript.Of(Did(World, new Input.Line("sleep 3600000"), new Wait(steps), new Input.Key("Ctrl+C"), new Input.Line("date"))).SameWorld, cases: 12);

    [Fact]
    public void What_a_view_did_is_recorded_as_the_command_that_does_it()
    {
        var calls = ImmutableSortedDictionary<string, string>.Empty.Add("vmid", "100").Add("storage", "nas").Add("schedule", "22:30").Add("prune-backups", "keep-last=3").Add("id", "x y");
        var text = RecordedTranscript.Of(Did(World,
            new Input.ApiCall("create", "/cluster/backup", calls.SetItem("id", "nightly")), new Input.FileSaved("/root/note", "it's\nhere\n"), new Input.NodeOpened("pve1"), new Input.Line(""),
            new Input.Line("#! a comment"))).Text;
        Assert.Equal("""
            pvesh create /cluster/backup --id nightly --prune-backups keep-last=3 --schedule 22:30 --storage nas --vmid 100
            printf %s 'it'\''s
            here
            ' > /root/note
            #! node pve1
            #
            # ! a comment

            """, text);
    }

    [Theory]
    [InlineData("ch08-restore-test", "golden.txt", 7UL)]
    [InlineData("ch08-restore-test", "golden.txt", 0UL)]
    [InlineData("ch08-nas-down", "golden.txt", 3UL)]
    public void Drawn_values_are_written_by_name_so_that_the_transcript_holds_in_every_variant(string scenario, string file, ulong seed)
    {
        var folder = ScenarioLibrary.Shipped.Find(scenario);
        var recorded = RecordedTranscript.Of(Played(folder, File.ReadAllText(Path.Combine(ContentRoot.Scenarios, scenario, file)), seed));
        Assert.True(recorded.IsGolden);
        Assert.Empty(recorded.FailsIn);
        Assert.NotEmpty(recorded.Named);
    }

    [Fact]
    public void What_may_be_a_drawn_value_or_one_of_its_own_is_left_to_the_author()
    {
        var values = new Dictionary<string, string> { ["vm.id"] = "405", ["lan.net"] = "10", ["db.name"] = "db", ["db.pool"] = "db", ["keep.last"] = "3", ["vm.name"] = "vm-405" };
        var drawn = DrawnValues.Name("""
            vzdump 405 --keep 3
            #! wait 405s
            ping 192.168.10.20; ping 10.0.10.1
            qm config 1405; cat vm-405-disk-0 vm-4050 v405.conf; date -d 2026-405_1
            echo db 10:405

            """, values);
        Assert.Equal("""
            vzdump ${vm.id} --keep 3
            #! wait 405s
            ping 192.168.${lan.net}.20; ping 10.0.10.1
            qm config 1405; cat ${vm.name}-disk-0 vm-4050 v405.conf; date -d 2026-405_1
            echo db 10:405

            """, drawn.Text);
        Assert.Equal([new DrawnWord(1, "${vm.id}", "405"), new(3, "${lan.net}", "10"), new(4, "${vm.name}", "vm-405")], drawn.Named.ToArray());
        Assert.Equal([new DrawnWord(1, "${keep.last}", "3"), new(5, "${db.name} or ${db.pool}", "db")], drawn.Left.ToArray());
    }

    [Fact]
    public void A_hint_bought_while_something_runs_stands_at_the_next_prompt() =>
        Assert.Equal("vzdump ${vm.id} --storage nas\n#! hint 1\nqm list\n", RecordedTranscript.Of(Did(ScenarioLibrary.Shipped.Find("ch08-restore-test"),
            new Input.Line("vzdump 100 --storage nas"), new Wait(5), new Input.HintBought(0), new Input.Line("qm list"))).Text.Split('\n', 2)[1]);

    [Fact]
    public void A_wait_that_was_interrupted_was_a_shorter_one()
    {
        var recorded = RecordedTranscript.Of(Did(World, new Input.Advance(TimeSpan.FromDays(30)), new Wait(1), new Input.Key("Ctrl+C"), new Input.Line("date")));
        Assert.True(recorded.SameGrade);
        Assert.Matches(@"^\n#! wait [0-9]+(ms|s|m|h)\ndate\n$", recorded.Text);
    }

    [Theory]
    [InlineData("echo a<Tab>b")]
    [InlineData("<Ctrl+O>")]
    [InlineData("echo \u001b[2J")]
    public void What_a_transcript_would_take_for_something_else_is_refused_with_its_place(string line) =>
        Assert.StartsWith("did:3:1: a transcript has no line for this: ",
            Assert.Throws<ContentException>(() => RecordedTranscript.Of(Did(World, new Input.Line("date"), new Input.Line(line)))).Message, StringComparison.Ordinal);

    /// <summary>Not an input: so many steps are pulled before the next one.</summary>
    private sealed record Wait(int Steps);

    private static AttemptFile Did(ScenarioFolder folder, params object[] inputs)
    {
        using var attempt = new Attempt(folder);
        foreach (var input in inputs)
        {
            if (input is Wait { Steps: var steps }) for (var i = 0; i < steps && attempt.IsRunning; i++) attempt.Pull();
            else
            {
                while (input is not Input.Key && attempt.IsRunning && input is not Input.HintBought) attempt.Pull();
                if (input is Input.Key && !attempt.IsRunning) continue;
                attempt.Submit((Input)input);
            }
        }
        while (attempt.IsRunning) attempt.Pull();
        return new AttemptFile("did", Journal.Of(JournalHeader.Of(attempt), attempt.Entries), folder, IsBundle: false);
    }

    private static string Outputs(AttemptFile played)
    {
        var seen = new System.Text.StringBuilder();
        using var attempt = played.Replay(output => seen.Append(output is Output.Out { Text: var text } ? text : output is Output.Err { Text: var error } ? error : ""));
        return seen.ToString();
    }

    private static AttemptFile Played(ScenarioFolder folder, string text, ulong seed = 0)
    {
        using var attempt = new Attempt(folder, seed);
        var filled = Placeholders.Fill("t", text, attempt.Variant.Values);
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", filled), "t", new PlainTerminal(static _ => { }));
        return new AttemptFile("played", Journal.Of(JournalHeader.Of(attempt), attempt.Entries), folder, IsBundle: false);
    }
}
