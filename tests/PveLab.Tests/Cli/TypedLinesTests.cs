using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Tests.Cli;

/// <summary>Somebody at a terminal that shows what is typed, in the console of a guest: what stands on that screen.</summary>
public sealed class TypedLinesTests : IDisposable
{
    private readonly AttemptSession session = new(new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test")));

    private bool leftForLater;

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_password_is_not_shown_by_the_terminal_and_what_follows_it_is()
    {
        var seen = Type("qm terminal 100", "", "root", "pvelab", "whoami", "<Ctrl+O>");
        Assert.Contains("login: root\nPassword: \n", seen, StringComparison.Ordinal);
        Assert.Contains("# whoami\nroot\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(": pvelab", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_password_that_begins_with_a_colon_is_a_password()
    {
        var seen = Type("qm terminal 100", "", "root", ":quit", "root", "pvelab", "<Ctrl+O>", "read -s x", ":goal", "echo $x");
        Assert.Contains("Password: \n\nLogin incorrect\n", seen, StringComparison.Ordinal);
        Assert.Contains("# read -s x\n\nroot@pve1:~# echo $x\n:goal\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_over_a_pipe_is_shown_by_us_but_for_passwords()
    {
        var seen = Pipe("qm terminal 100", "", "root", "pvelab", ":hint 99", "whoami");
        Assert.Contains("login: root\nPassword: \n", seen, StringComparison.Ordinal);
        Assert.Contains($"# :hint 99\nhints: {session.Attempt.Scenario.Hints.Count}\nroot@", seen, StringComparison.Ordinal);
        Assert.Contains("# whoami\nroot\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_for_PveLab_work_in_a_console_and_its_prompt_stands_again_after_them()
    {
        var seen = Type("qm terminal 100", "", ":help", "root", "pvelab", ":goal", ":hint 1", ":wait 10m", ":node pve1", "date", "<Ctrl+O>");
        Assert.Contains("login: :help\nFor PveLab: :goal ", seen, StringComparison.Ordinal);
        Assert.Contains("A blank in front of the colon makes it a line for the shell.\nvm-ubuntu01 login: root\n", seen, StringComparison.Ordinal);
        Assert.Contains("root@vm-ubuntu01:~# :goal\n[ ] ", seen, StringComparison.Ordinal);
        Assert.Contains($"(-{session.Attempt.Scenario.Hints[0].Cost})\nroot@vm-ubuntu01:~# :wait 10m\nroot@vm-ubuntu01:~# :node pve1\n", seen, StringComparison.Ordinal);
        Assert.Contains("\nLeave the console first (Ctrl+O).\nroot@vm-ubuntu01:~# date\n", seen, StringComparison.Ordinal);
        Assert.Contains(session.Attempt.Entries, e => e.Input is Input.HintBought { Hint: 0 });
        Assert.Contains(session.Attempt.Entries, e => e.Input is Input.Advance { Time.TotalMinutes: 10 });
        Assert.DoesNotContain(session.Attempt.Entries, e => e.Input is Input.Line { Text: [':', ..] });
    }

    [Fact]
    public void A_blank_in_front_makes_a_line_with_a_colon_the_guests_own()
    {
        var seen = Type("qm terminal 100", "", "root", "pvelab", " :goal", "<Ctrl+O>", "cat > /tmp/a", ":goal", "<Ctrl+D>", "cat /tmp/a");
        Assert.Contains("#  :goal\n-bash: :goal: command not found\n", seen, StringComparison.Ordinal);
        Assert.Contains("# cat /tmp/a\n:goal\n", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(":quit")]
    [InlineData(":undo")]
    [InlineData(":restart")]
    public void Who_leaves_a_console_with_a_word_for_PveLab_presses_no_key_in_it(string word)
    {
        Type("qm terminal 100", "", "root", "pvelab", word, "never read");
        Assert.Equal(["qm terminal 100", "", "root", "pvelab"], session.Attempt.Entries.Select(e => Assert.IsType<Input.Line>(e.Input).Text));
        Assert.NotNull(session.Attempt.Asking);
    }

    [Fact]
    public void Ctrl_D_at_a_terminal_leaves_for_later_and_the_end_of_a_pipe_ends_the_attempt()
    {
        Type("qm list");
        Assert.True(leftForLater);
        Pipe("qm list");
        Assert.False(leftForLater);
        Type("cat > /tmp/a", "<Ctrl+D>", "exit");
        Assert.False(leftForLater);
    }

    private string Type(params string[] lines)
    {
        var screen = new Screen(lines);
        Drive(new HostConsole(() => screen, screen.Output, TextWriter.Null) { ReadHidden = screen.ReadHidden }, screen);
        return screen.Output.ToString();
    }

    private string Pipe(params string[] lines)
    {
        using var output = new StringWriter();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
        Drive(new HostConsole(() => input, output, TextWriter.Null), input);
        return output.ToString();
    }

    private void Drive(HostConsole host, Stream input)
    {
        using var reader = new StreamReader(input);
        var lines = new TypedLines(() => session, host, reader, new PlainTerminal(host.Output.Write, typedIsShown: host.IsTyped), "en");
        lines.Drive();
        leftForLater = lines.LeftForLater;
    }

    /// <summary>A terminal that gives a line at a time, and shows it unless it is asked not to.</summary>
    private sealed class Screen(IEnumerable<string> lines) : MemoryStream
    {
        private readonly Queue<string> waiting = new(lines);

        public StringWriter Output { get; } = new();

        public string? ReadHidden() => waiting.TryDequeue(out var line) ? line : null;

        public override int Read(Span<byte> buffer)
        {
            if (!waiting.TryDequeue(out var line)) return 0;
            Output.Write(line + "\n");
            return Encoding.UTF8.GetBytes(line + "\n", buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
