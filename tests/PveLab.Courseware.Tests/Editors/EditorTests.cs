using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Files;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Editors;

/// <summary>nano and vi driven by keys, as a transcript gives them.</summary>
public sealed class EditorTests : IDisposable
{
    private readonly Attempt attempt = new(ScenarioLibrary.Shipped.Find("single-node"));

    public void Dispose() => attempt.Dispose();

    [Theory]
    [InlineData("nano f\none<Enter>two\n<Ctrl+O><Enter><Ctrl+X>\n", "one\ntwo\n")]
    [InlineData("nano f\none<Ctrl+X>y<Enter>\n", "one\n")]
    [InlineData("nano f\none<Ctrl+X>n\n", null)]
    [InlineData("nano f\none<Ctrl+X><Ctrl+C>!<Ctrl+X>y<Enter>\n", "one!\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nnano f\n<Ctrl+K><Ctrl+K><CursorDown><Ctrl+U><Ctrl+S><Ctrl+X>\n", "c\na\nb\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nnano f\n<Ctrl+W>B<Enter>x<Ctrl+S><Ctrl+X>\n", "a\nxb\nc\n")]
    [InlineData("printf 'abc\\n' > f\nnano f\n<Ctrl+E><Backspace><Home><Delete><Ctrl+S><Ctrl+X>\n", "b\n")]
    [InlineData("printf 'abc\\n' > f\nnano f\nxyz<Alt+U><Ctrl+S><Ctrl+X>\n", "abc\n")]
    [InlineData("printf 'abc\\n' > f\nnano f\nxyz<Alt+U><Alt+E><Ctrl+S><Ctrl+X>\n", "xyzabc\n")]
    [InlineData("printf 'a\\nb\\n' > f\nnano +2 f\nx<Ctrl+S><Ctrl+X>\n", "a\nxb\n")]
    [InlineData("printf '日本\\n' > f\nnano f\n<CursorRight>、<CursorRight><Backspace><Ctrl+S><Ctrl+X>\n", "日、\n")]
    [InlineData("vi f\nihello<Esc>:wq<Enter>\n", "hello\n")]
    [InlineData("vi f\nihello<Esc>:q!<Enter>\n", null)]
    [InlineData("vi f\nihello<Esc>:q<Enter>:wq<Enter>\n", "hello\n")]
    [InlineData("printf 'a\\nb\\nc\\nd\\n' > f\nvi f\n2ddp:x<Enter>\n", "c\na\nb\nd\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\nyyGpZZ\n", "a\nb\nc\na\n")]
    [InlineData("printf 'abcdef\\n' > f\nvi f\nl2x$x0ix<Esc>ZZ\n", "xade\n")]
    [InlineData("printf 'one two three\\n' > f\nvi f\nwcwTWO<Esc>wdw:wq<Enter>\n", "one TWO \n")]
    [InlineData("printf 'one two\\n' > f\nvi f\nA!<Esc>Onew<Esc>jolast<Esc>:wq<Enter>\n", "new\none two!\nlast\n")]
    [InlineData("printf 'a a\\na a\\n' > f\nvi f\n:%s/a/b/g<Enter>:1s/b/[&]/<Enter>:wq<Enter>\n", "[b] b\nb b\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\n/c<Enter>rx:wq<Enter>\n", "a\nb\nx\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\ndd.u:wq<Enter>\n", "a\nb\nc\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\nddu<Ctrl+R>:wq<Enter>\n", "b\nc\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\njdG:wq<Enter>\n", "a\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\nGdgg:wq<Enter>\n", "")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\nJJ:wq<Enter>\n", "a b c\n")]
    [InlineData("printf 'a\\nb\\nc\\n' > f\nvi f\nccx<Esc>:2d<Enter>:wq<Enter>\n", "x\nc\n")]
    [InlineData("printf 'lock: backup\\nx\\n' > f\nvi f\n:w g<Enter>:q<Enter>\ncp g f\n", "lock: backup\nx\n")]
    public void What_is_typed_into_an_editor_stands_in_the_file(string lines, string? text)
    {
        Play(lines);
        Assert.Equal(text, attempt.World.Node("pve1").Files.Find("/root/f") is TextFile file ? file.Text : null);
    }

    [Theory]
    [InlineData("nano /root\n<Ctrl+X>\n", "[ \"/root\" is a directory ]")]
    [InlineData("nano /no/f\n<Ctrl+X>\n", "[ Directory '/no' does not exist ]")]
    [InlineData("nano f\n<Ctrl+X>\n", "[ New File ]")]
    [InlineData("printf 'a\\nb\\n' > f\nnano f\n<Ctrl+X>\n", "[ Read 2 lines ]")]
    [InlineData("nano f\nx<Ctrl+O><Enter>\n<Ctrl+X>\n", "[ Wrote 1 line ]")]
    [InlineData("nano f\n<Ctrl+W>zzz<Enter>\n<Ctrl+X>\n", "[ \"zzz\" not found ]")]
    [InlineData("nano f\nx<Ctrl+X>\nn\n", "Save modified buffer?")]
    [InlineData("nano f\nx<Ctrl+O>\n<Ctrl+C>\n<Ctrl+X>n\n", "File Name to Write: f")]
    [InlineData("nano f\n<Ctrl+R>\n<Ctrl+X>\n", "[ PveLab: ^R of nano is not simulated ]")]
    [InlineData("nano /var/lib/vz/template/iso/ubuntu-24.04.3-live-server-amd64.iso\n<Ctrl+X>\n", "PveLab: ")]
    [InlineData("echo x | nano f\n", "Standard input is not a terminal")]
    [InlineData("vi f\n:q<Enter>\n", "\"f\" [New]")]
    [InlineData("printf 'a\\nb\\n' > f\nvi f\n:q<Enter>\n", "\"f\" 2L, 4B")]
    [InlineData("vi f\nix<Esc>:q<Enter>\n:q!<Enter>\n", "E37: No write since last change (add ! to override)")]
    [InlineData("vi f\nix<Esc>:w<Enter>\n:q<Enter>\n", "\"f\" [New] 1L, 2B written")]
    [InlineData("vi f\n:frob<Enter>\n:q<Enter>\n", "E492: Not an editor command: frob")]
    [InlineData("vi f\n/zz<Enter>\n:q<Enter>\n", "E486: Pattern not found: zz")]
    [InlineData("vi\nix<Esc>:w<Enter>\n:q!<Enter>\n", "E32: No file name")]
    [InlineData("vi -R f\nix<Esc>:w<Enter>\n:q!<Enter>\n", "E45: 'readonly' option is set (add ! to override)")]
    [InlineData("vi f\n.\n:q<Enter>\n", "PveLab: '.' of vi is not simulated")]
    [InlineData("vim f\n", "bash: vim: command not found")]
    public void An_editor_answers_as_the_real_one(string lines, string shown) => Assert.Contains(shown, Play(lines), StringComparison.Ordinal);

    [Fact]
    public void A_saved_edit_of_etc_pve_takes_effect_and_a_broken_one_behaves_as_in_life()
    {
        Play("vi /etc/pve/storage.cfg\n/content backup<Enter>A,images<Esc>:wq<Enter>\n");
        Assert.Contains("images", attempt.World.Storages.Find("nas")!.Content);
        Assert.Contains("file /etc/pve/storage.cfg line", Play("nano /etc/pve/storage.cfg\nrubbish<Enter><Ctrl+S><Ctrl+X>\npvesm status\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_file_system_keeps_the_editor_open()
    {
        var root = attempt.World.Node("pve1").Files.MountOf("/root").FileSystem;
        root.Capacity = root.Used;
        Assert.Contains("[ Error writing f: No space left on device ]", Play("nano f\nx<Ctrl+X>y<Enter>\n<Ctrl+X>n\n"), StringComparison.Ordinal);
        Assert.Contains("E514: Write error (file system full?)", Play("vi g\nix<Esc>:w<Enter>\n:q!<Enter>\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nano")]
    [InlineData("vi")]
    public void An_editor_that_nobody_leaves_loses_its_terminal_at_the_end_of_the_transcript(string editor)
    {
        Play($"{editor} f\nitext\n");
        Assert.False(attempt.IsRunning || attempt.Asking is not null);
    }

    [Theory]
    [InlineData("nano")]
    [InlineData("vi")]
    public void The_screen_is_as_wide_and_high_as_the_pane_and_a_session_replays_to_the_same_screen(string editor)
    {
        attempt.Submit(new Input.Line("printf '1\\tタブと日本語\\n%s\\n3\\n' $(seq -s- 60) > f; " + editor + " f"));
        while (attempt.IsRunning) attempt.Pull();
        attempt.Submit(new Input.ScreenSize(60, 12));
        foreach (var key in editor == "vi" ? new[] { "j", "$", "i", "X" } : ["CursorDown", "End", "X"])
        {
            while (attempt.IsRunning) attempt.Pull();
            attempt.Submit(new Input.Key(key));
        }
        var screen = Screen(attempt);
        Assert.Equal(12, screen.Lines.Count);
        Assert.All(screen.Lines, l => Assert.InRange(Shell.Editing.DisplayWidth.Of(l), 0, 60));
        Golden.Verify(Drawn(screen), editor);
        using var again = Replay.Of(attempt.Folder, 0, attempt.Dialect, attempt.Entries, "journal");
        again.Submit(new Input.ScreenSize(60, 12));
        Assert.Equal(Drawn(screen), Drawn(Screen(again)));
    }

    [Fact]
    public void An_editor_does_not_grow_without_bound()
    {
        Assert.Contains("PveLab: a file of more than 1 MiB is not simulated", Play("seq 1 140000 > f\nvi f\nyGpp\n:wq<Enter>\n"), StringComparison.Ordinal);
        Assert.InRange(attempt.World.Node("pve1").Files.ReadText("/root/f").Length, 1, 1 << 20);
    }

    private static Output.Screen Screen(Attempt attempt)
    {
        Output.Screen? screen = null;
        while (attempt.IsRunning) screen = attempt.Pull() as Output.Screen ?? screen;
        return screen!;
    }

    /// <summary>The screen as text, with the cursor and what is reversed told below it.</summary>
    private static string Drawn(Output.Screen screen) =>
        string.Join('\n', screen.Lines.Select(l => l + "|")) + $"\ncursor {screen.Cursor}\nreversed {string.Join(' ', screen.Reversed.Select(r => $"{r.Row},{r.Column}+{r.Width}"))}\n";

    private string Play(string lines)
    {
        var text = new StringBuilder();
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", lines), "t", new PlainTerminal(s => text.Append(s)));
        return text.ToString();
    }
}
