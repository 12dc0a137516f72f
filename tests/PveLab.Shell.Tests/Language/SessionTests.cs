using CsCheck;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Language;

public sealed class SessionTests
{
    [Theory]
    [InlineData("echo 'abc")]
    [InlineData("cat <<EOF\nx")]
    [InlineData("for i in 1 2; do")]
    [InlineData("if true; then")]
    [InlineData("echo a |")]
    [InlineData("echo a \\")]
    [InlineData("echo $(")]
    [InlineData("{ echo a")]
    [InlineData("f() {")]
    [InlineData("case x in")]
    public void An_unfinished_text_asks_for_more(string text) => Assert.True(new Lab().Shell.NeedsMore(text));

    [Theory]
    [InlineData("echo a")]
    [InlineData("")]
    [InlineData("# just a comment")]
    [InlineData("cat <<EOF\nx\nEOF")]
    [InlineData("echo )")]
    [InlineData("for i in 1; do echo $i; done")]
    public void A_finished_or_wrong_text_does_not(string text) => Assert.False(new Lab().Shell.NeedsMore(text));

    [Fact]
    public void The_prompt_shows_where_one_is()
    {
        var lab = new Lab();
        Assert.Equal("root@pve1:~# ", lab.Shell.Prompt);
        lab.Run("mkdir x; cd x");
        Assert.Equal("root@pve1:~/x# ", lab.Shell.Prompt);
        lab.Run("cd /etc/pve");
        Assert.Equal("root@pve1:/etc/pve# ", lab.Shell.Prompt);
    }

    [Fact]
    public void Exit_ends_the_session_with_its_status()
    {
        var lab = new Lab();
        Assert.Equal("", lab.Run("exit 3; echo never"));
        Assert.True(lab.Shell.Ended);
        Assert.Equal(3, lab.Shell.Status);
    }

    [Fact]
    public void Leaving_the_iterator_is_Ctrl_C_and_leaves_a_sound_shell()
    {
        var lab = new Lab();
        lab.Run("f() { sleep 1000; }");
        using (var steps = lab.Shell.Execute("for i in 1 2; do f; done").GetEnumerator())
        {
            while (steps.MoveNext() && steps.Current is not Step.Wait)
            {
            }
        }
        Assert.Equal(130, lab.Shell.Status);
        Assert.Equal("130\n", lab.Run("echo $?"));
        Assert.Equal("bash: local: can only be used in a function\n", lab.Run("local x"));
        Assert.Equal("bash: break: only meaningful in a `for', `while', or `until' loop\n", lab.Run("break"));
    }

    [Fact]
    public void Text_already_written_to_a_file_survives_Ctrl_C()
    {
        var lab = new Lab();
        using (var steps = lab.Shell.Execute("{ echo a; sleep 10; } > /tmp/f").GetEnumerator())
        {
            while (steps.MoveNext() && steps.Current is not Step.Wait)
            {
            }
        }
        Assert.Equal("a\n", lab.Run("cat /tmp/f"));
    }

    [Fact]
    public void Programs_read_what_is_typed()
    {
        var lab = new Lab();
        Assert.Equal("a\nb\n", lab.Run("cat", new Answer.Line("a"), new Answer.Line("b")));
        Assert.Equal("hello Bob\n", lab.Run("read -p 'Name: ' n; echo hello $n", new Answer.Line("Bob")));
        Assert.Equal("1\n", lab.Run("read x; echo $?"));
    }

    [Theory]
    [InlineData("while true; do :; done")]
    [InlineData("seq 1 1000000000 > /dev/null")]
    [InlineData("yes | grep n")]
    [InlineData("for ((;;)); do echo x; done | tail -1")]
    [InlineData("while true; do sleep 0; done")]
    [InlineData("awk 'BEGIN { while (1) ; }'")]
    public void An_endless_line_is_stopped(string line)
    {
        var (text, status) = Lab.Result(line);
        Assert.EndsWith("PveLab: stopped: the line went on and on without virtual time passing (an endless loop?)\n", text, StringComparison.Ordinal);
        Assert.Equal(255, status);
    }

    [Theory]
    [InlineData("f() { f; }; f")]
    [InlineData("f() { echo $(f); }; f")]
    [InlineData("eval \"$(printf '( %.0s' {1..1000})\"")]
    [InlineData("x=a; while true; do x=$x$x; done")]
    [InlineData("x=$(yes)")]
    [InlineData("echo {1..100000}")]
    [InlineData("seq 1000000000 | sort")]
    [InlineData("printf '%1000000d' 1")]
    public void What_would_exhaust_the_machine_is_refused(string line) => Assert.Contains("PveLab: ", Lab.Output(line), StringComparison.Ordinal);

    [Fact]
    public void Loops_in_which_time_passes_may_run_long() =>
        Assert.Equal("3000\n", Lab.Output("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); sleep 1; done; echo $i"));

    /// <summary>Whatever is typed ends in bounded steps, without an exception, and leaves a shell that works.</summary>
    [Fact]
    public void No_text_breaks_the_shell()
    {
        string[] pieces =
        [
            "echo", "ls", "cat", "grep", "sed", "awk", "sort", "find", "for", "in", "do", "done", "if", "then", "fi", "while", "case", "esac", "function", "f()", "{", "}", "(", ")", "[[", "]]",
            "[", "]", "((", "))", "$((", "$(", "${", "`", "'", "\"", "\\", "|", "||", "&&", ";", ";;", "&", "<", ">", ">>", "<<", "<<<", "2>&1", "\n", " ", " ", " ", "$x", "$?", "$@", "${x:-", "${x/",
            "*", "?", "[a-z]", "{a,b}", "{1..3}", "~", "!", "!!", "#", "=", "x=", "-n", "-e", "/etc", "/tmp/f", "EOF", "1", "%s", "true", "false", "exit", "return", "break", "read", "export", "unset",
            "set", "local", "test", "-a", "-z", "日本", "\t", "head", "tail", "tr", "cut", "uniq", "xargs", "printf", "date", "df", "du", "stat", "rm", "mkdir", "cp", "mv", "touch", "time",
        ];
        Gen.Int[0, pieces.Length - 1].Array[1, 14].Holds(
            indexes =>
            {
                var lab = new Lab();
                lab.Run(string.Concat(indexes.Select(i => pieces[i] + (i % 3 == 0 ? "" : " "))));
                return lab.Shell.Status is >= 0 and <= 255;
            },
            cases: 600);
    }

    [Fact]
    public void No_characters_break_the_parser() =>
        Gen.String[Gen.Char["abx01 \t\n'\"\\$`(){}[]<>|&;*?!#~=-/:%,.+^"], 0, 40].Holds(
            text =>
            {
                var lab = new Lab();
                lab.Run(text);
                lab.Shell.NeedsMore(text);
                return true;
            },
            cases: 1200);
}
