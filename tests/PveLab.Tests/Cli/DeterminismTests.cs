using System.Diagnostics;

namespace PveLab.Tests.Cli;

/// <summary>The program itself, started as a user starts it.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void A_control_key_alone_on_its_line_is_that_key_as_a_terminal_that_reads_lines_sends_it()
    {
        using var data = new TemporaryFolder();
        var (_, output, _) = Start("qm terminal 100\n\nroot\npvelab\n\x0f\npvesm status\n:quit\n", data.Path, "C.UTF-8", "UTC", "shell", "ch08-restore-test", "--lang", "en");
        Assert.Contains("local-lvm", output, StringComparison.Ordinal);
        Assert.DoesNotContain("command not found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_is_the_same_bytes_from_any_directory_culture_and_time_zone()
    {
        const string Lines = "date\nls -l /etc/pve /root\ndf -h\nqm config 100\necho $RANDOM\nfor i in i I; do echo $i; done | sort | tr a-z A-Z\n";
        var here = Start(Lines, Path.GetTempPath(), "C.UTF-8", "UTC", "run", "ch08-restore-test", "-", "--seed", "7");
        var there = Start(Lines, "/", "tr_TR.UTF-8", "America/New_York", "run", "ch08-restore-test", "-", "--seed", "7");
        Assert.Equal(1, here.Exit);
        Assert.Equal(here, there);
        var json = Start(Lines, "/", "ja_JP.UTF-8", "Asia/Kolkata", "run", "ch08-restore-test", "-", "--format", "json");
        Assert.Equal(json, Start(Lines, Path.GetTempPath(), "de_DE.UTF-8", "UTC", "run", "ch08-restore-test", "-", "--format", "json"));
    }

    [Fact]
    public void Without_a_terminal_the_trainer_names_the_shell()
    {
        var (exit, _, errors) = Start("", "/", "C.UTF-8", "UTC");
        Assert.Equal(2, exit);
        Assert.Contains("pvelab shell", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_lesson_pane_shows_is_read_aloud_in_the_shell()
    {
        using var data = new TemporaryFolder();
        const string words = ":chapters\n:contents\n:read\n:read\n:find NAS\n:term RPO\n:term nonsense\nqm shutdown 100\n:inside\n:quiz nonsense 1\n:read ch08-replication\n:help\n:quit\n";
        var (_, output, errors) = Start(words, data.Path, "C.UTF-8", "UTC", "shell", "ch08-restore-test", "--lang", "en");
        foreach (var said in (string[])["* :read ch08-", "\n1. ", "RPO (", "The glossary does not have it.", "guest 100: Stopped (before: Running", "This chapter has no such quiz.", ":contents :read [N]"])
            Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.DoesNotContain("│", output, StringComparison.Ordinal);
        Assert.DoesNotContain("at PveLab", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_session_over_a_pipe_can_be_replayed()
    {
        using var data = new TemporaryFolder();
        var session = Start("echo hello\nread x\nworld\necho $x\n:goal\n:hint 1\n:hint 9\n:wait 5m\n:nonsense\n<Ctrl+D>\n", data.Path, "C.UTF-8", "UTC", "shell", "ch08-restore-test");
        Assert.Equal(1, session.Exit);
        Assert.Contains("root@pve1:~# echo hello\nhello\nroot@pve1:~# read x\nworld\nroot@pve1:~# echo $x\nworld\n", session.Output, StringComparison.Ordinal);
        Assert.Contains("[ ] A backup of VM 100", session.Output, StringComparison.Ordinal);
        var journal = Assert.Single(Directory.GetFiles(Path.Combine(data.Path, "pvelab", "attempts")));
        var replay = Start("", data.Path, "C.UTF-8", "UTC", "replay", journal);
        Assert.Equal(1, replay.Exit);
        Assert.Contains("NOT PASSED", replay.Output, StringComparison.Ordinal);
        Assert.EndsWith(replay.Output, session.Output, StringComparison.Ordinal);
        Assert.Equal(replay, Start("", "/", "tr_TR.UTF-8", "Pacific/Kiritimati", "replay", journal));
        Assert.Equal(replay, Start("", Path.GetTempPath(), "ja_JP.UTF-8", "Asia/Tokyo", "replay", journal));
    }

    [Fact]
    public void A_session_left_for_later_goes_on_and_a_bundle_of_it_replays_anywhere()
    {
        using var data = new TemporaryFolder();
        Start("touch /root/a\ntouch /root/b\n:undo\n:quit\n", data.Path, "C.UTF-8", "UTC", "shell", "ch08-restore-test");
        var resumed = Start("ls /root\nexit\n", data.Path, "C.UTF-8", "UTC", "shell", "--resume", "ch08-restore-test");
        Assert.StartsWith("root@pve1:~# touch /root/a\nroot@pve1:~# ls /root\na\nroot@pve1:~# exit\n", resumed.Output, StringComparison.Ordinal);
        var journal = Assert.Single(Directory.GetFiles(Path.Combine(data.Path, "pvelab", "attempts")));
        var bundle = Path.Combine(data.Path, "b.pvelab");
        Assert.Equal((0, "", ""), Start("", data.Path, "C.UTF-8", "UTC", "export", journal, "--bundle", bundle));
        // A bundle carries no golden transcripts, so only a journal's replay tells where it parted from the nearest: else they are the same.
        var graded = Start("", "/", "tr_TR.UTF-8", "Pacific/Kiritimati", "replay", bundle, "--format", "junit");
        Assert.Equal(Start("", data.Path, "C.UTF-8", "UTC", "replay", journal, "--format", "junit"), graded);
        Assert.Equal(Start("", data.Path, "C.UTF-8", "UTC", "replay", bundle), Start("", "/", "ja_JP.UTF-8", "Pacific/Kiritimati", "replay", bundle));
    }

    [Fact]
    public void A_command_without_end_over_a_pipe_is_interrupted_by_the_next_line_or_the_end_of_input()
    {
        using var data = new TemporaryFolder();
        var (exit, output, _) = Start("tail -f /etc/hostname\n<Ctrl+C>\necho $?\nsleep 90000; date\necho next\ntail -f /etc/hostname\n", data.Path, "C.UTF-8", "UTC", "shell", "single-node");
        Assert.Equal(0, exit);
        Assert.Contains("tail -f /etc/hostname\npve1\n^C\nroot@pve1:~# echo $?\n130\n", output, StringComparison.Ordinal);
        Assert.Contains("Apr  2 ", output, StringComparison.Ordinal);
        Assert.Contains("echo next\nnext\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_looks_like_a_directive_or_an_unknown_key_is_an_ordinary_line()
    {
        using var data = new TemporaryFolder();
        var (exit, output, errors) = Start("#! x\n<Foo>\necho still here\n", data.Path, "C.UTF-8", "UTC", "shell", "single-node");
        Assert.Equal(0, exit);
        Assert.Contains("echo still here\nstill here\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pvelab: ", errors, StringComparison.Ordinal);
    }

    private static (int Exit, string Output, string Errors) Start(string input, string directory, string language, string zone, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "pvelab.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in new[] { ("LANG", language), ("LC_ALL", language), ("TZ", zone), ("XDG_DATA_HOME", directory), ("XDG_STATE_HOME", directory) })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("pvelab-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
