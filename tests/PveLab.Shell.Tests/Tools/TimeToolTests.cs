namespace PveLab.Shell.Tests.Tools;

public sealed class TimeToolTests
{
    [Theory]
    [InlineData("date", "Wed Apr  1 09:00:00 AM JST 2026\n")]
    [InlineData("date -u '+%F %T %Z'; date +%s", "2026-04-01 00:00:00 UTC\n1775001600\n")]
    [InlineData("date -d @0 +%FT%T%:z; date -d yesterday +%F; date -d '2 days ago' +%F; date -d '2026-02-28 +1 day' +%F", "1970-01-01T09:00:00+09:00\n2026-03-31\n2026-03-30\n2026-03-01\n")]
    [InlineData("date -Iseconds; date -R; date -I; date -d '2026-04-01 12:34:56' '+%Y%m%d %H:%M:%S %a %b %j %u %V %-d %e %I %p'", "2026-04-01T09:00:00+09:00\nWed, 01 Apr 2026 09:00:00 +0900\n2026-04-01\n20260401 12:34:56 Wed Apr 091 3 14 1  1 12 PM\n")]
    [InlineData("date -d xyz; date -s now", "date: invalid date ‘xyz’\nPveLab: option '-s' of 'date' is not simulated\n")]
    public void Date_tells_virtual_time(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("sleep 90; date +%T", "09:01:30\n")]
    [InlineData("sleep 1m 30; date +%T; sleep 0.5", "09:01:30\n")]
    [InlineData("sleep; sleep x", "sleep: missing operand\nTry 'sleep --help' for more information.\nsleep: invalid time interval ‘x’\nTry 'sleep --help' for more information.\n")]
    [InlineData("timeout 5 sleep 100; echo $?; date +%T; timeout 5 echo hi; timeout 1 nosuch", "124\n09:00:05\nhi\ntimeout: failed to run command ‘nosuch’: No such file or directory\n")]
    public void Waiting_moves_virtual_time(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Fact]
    public void Sleep_is_not_cut_short_by_being_woken_early()
    {
        var lab = new Lab();
        lab.Node.Clock.After(TimeSpan.FromSeconds(3), () => { });
        foreach (var step in lab.Shell.Execute("sleep 10"))
            if (step is Step.Wait) lab.Node.Clock.Step(lab.Node.Clock.NextDue ?? lab.Node.Clock.Now + TimeSpan.FromSeconds(20));
        Assert.True((lab.Node.Clock.Now - lab.Node.Clock.Start).TotalSeconds >= 10);
    }

    [Fact]
    public void Tail_f_shows_what_is_appended_until_Ctrl_C()
    {
        var lab = new Lab();
        lab.Run("echo one > /tmp/log");
        var appended = 0;
        void Append()
        {
            lab.Node.Files.WriteText("/tmp/log", $"line {++appended}\n", append: true);
            if (appended < 5) lab.Node.Clock.After(TimeSpan.FromSeconds(1), Append);
        }
        lab.Node.Clock.After(TimeSpan.FromSeconds(1), Append);
        var output = "";
        foreach (var step in lab.Shell.Execute("tail -f /tmp/log"))
        {
            if (step is Step.Out { Text: var text }) output += text;
            if (step is Step.Wait && lab.Node.Clock.NextDue is not { }) break;
            if (step is Step.Wait) lab.Node.Clock.Step(lab.Node.Clock.NextDue!.Value);
        }
        Assert.Equal("one\nline 1\nline 2\nline 3\nline 4\n", output[..output.IndexOf("line 5", StringComparison.Ordinal)]);
        Assert.Equal(130, lab.Shell.Status);
    }

    [Fact]
    public void Watch_repaints_the_screen_at_its_interval()
    {
        var lab = new Lab();
        IReadOnlyList<string> last = [];
        var screens = 0;
        foreach (var step in lab.Shell.Execute("watch -n 5 'date +%T | tr : -'"))
        {
            if (step is Step.Wait { Until: { } until }) lab.Node.Clock.AdvanceTo(until);
            if (step is not Step.Screen screen) continue;
            last = screen.Lines;
            if (++screens == 3) break;
        }
        Assert.StartsWith("Every 5.0s: date +%T | tr : -", last[0], StringComparison.Ordinal);
        Assert.EndsWith("pve1: Wed Apr  1 09:00:10 2026", last[0], StringComparison.Ordinal);
        Assert.Equal(80, last[0].Length);
        Assert.Equal("09-00-10", last[2]);
    }

    [Fact]
    public void Less_pages_searches_and_quits()
    {
        var lab = new Lab();
        Answer[] Keys(params string[] names) => [.. names.Select(n => new Answer.Key(n))];
        lab.Run("seq 100 | less", Keys("Space"));
        Assert.Empty(lab.Screen);
        var pages = new List<IReadOnlyList<string>>();
        var keys = new Queue<Answer>(Keys("Space", "/", "7", "7", "Enter", "g", "q"));
        foreach (var step in lab.Shell.Execute("seq 100 | less"))
        {
            if (step is Step.Screen { Lines: { Count: > 0 } lines }) pages.Add(lines);
            if (step is Step.Ask) lab.Shell.Terminal.Give(keys.Dequeue());
        }
        Assert.Equal(("1", ":"), (pages[0][0], pages[0][23]));
        Assert.Equal("24", pages[1][0]);
        Assert.Equal("/77", pages[4][23]);
        Assert.Equal("77", pages[5][0]);
        Assert.Equal("1", pages[6][0]);
        Assert.Equal("100\n", lab.Run("seq 100 | less | tail -1"));
    }
}
