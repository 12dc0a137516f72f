namespace PveLab.Shell.Tests.Tools;

public sealed class ServiceToolTests
{
    [Theory]
    [InlineData("systemctl is-active pvedaemon; systemctl is-active nosuch; echo $?; systemctl is-enabled pvescheduler.service", "active\ninactive\n4\nenabled\n")]
    [InlineData("systemctl status nosuch; echo $?; systemctl restart pvedaemon; systemctl --failed", "Unit nosuch.service could not be found.\n4\nPveLab: 'systemctl restart' is not simulated\n  UNIT LOAD ACTIVE SUB DESCRIPTION\n\n0 loaded units listed.\n")]
    [InlineData("systemctl status pvescheduler | head -3", "● pvescheduler.service - Proxmox VE scheduler\n     Loaded: loaded (/usr/lib/systemd/system/pvescheduler.service; enabled; preset: enabled)\n     Active: active (running) since Mon 2026-03-30 08:12:27 JST; 2 days ago\n")]
    [InlineData("systemctl list-units --type=service | grep -c running", "16\n")]
    public void Systemctl_shows_services(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Fact]
    public void The_journal_tells_when_tasks_began_and_ended()
    {
        var lab = new Lab();
        static IEnumerable<TimeSpan> Work(Sim.Tasks.PveTask task)
        {
            yield return TimeSpan.FromSeconds(5);
        }
        var task = lab.Node.Tasks.Fork("vzdump", "100", "root@pam", Work);
        Assert.Contains($"task {task.Upid.Encode()}\n", lab.Run("ps aux"), StringComparison.Ordinal);
        lab.Run("sleep 10");
        var upid = task.Upid.Encode();
        Assert.Equal(
            $"Apr 01 09:00:00 pve1 pvedaemon[{task.Upid.Pid}]: <root@pam> starting task {upid}\nApr 01 09:00:05 pve1 pvedaemon[{task.Upid.Pid}]: <root@pam> end task {upid} OK\n",
            lab.Run("journalctl -u pvedaemon -n 2"));
        Assert.DoesNotContain("UPID", lab.Run("ps -ef"), StringComparison.Ordinal);
        Assert.Equal("-- No entries --\n", lab.Run("journalctl -u nosuch"));
    }

    [Fact]
    public void Ps_shows_the_terminal_or_all() =>
        Assert.Equal("    PID TTY          TIME CMD\n   1100 pts/0    00:00:00 bash\n   9999 pts/0    00:00:00 ps\n", Lab.Output("ps"));
}
