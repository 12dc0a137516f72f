namespace PveLab.Shell.Tests.Tools;

public sealed class ServiceToolTests
{
    [Theory]
    [InlineData("systemctl is-active pvedaemon; systemctl is-active nosuch; echo $?; systemctl is-enabled pvescheduler.service", "active\ninactive\n4\nenabled\n")]
    [InlineData("systemctl status nosuch; echo $?; systemctl restart nosuch; echo $?",
        "Unit nosuch.service could not be found.\n4\nFailed to restart nosuch.service: Unit nosuch.service not found.\n5\n")]
    [InlineData("systemctl --failed", "  UNIT LOAD ACTIVE SUB DESCRIPTION\n\n0 loaded units listed.\n")]
    [InlineData("systemctl status pvescheduler | head -3",
        "● pvescheduler.service - Proxmox VE scheduler\n"
        + "     Loaded: loaded (/usr/lib/systemd/system/pvescheduler.service; enabled; preset: enabled)\n     Active: active (running) since Mon 2026-03-30 08:12:20 JST; 2 days ago\n")]
    [InlineData("systemctl stop pvescheduler; systemctl is-active pvescheduler; echo $?; systemctl start pvescheduler && systemctl is-active pvescheduler", "inactive\n3\nactive\n")]
    [InlineData("systemctl disable pvescheduler; systemctl is-enabled pvescheduler; systemctl enable pvescheduler",
        "Removed '/etc/systemd/system/multi-user.target.wants/pvescheduler.service'.\ndisabled\n"
        + "Created symlink '/etc/systemd/system/multi-user.target.wants/pvescheduler.service' → '/usr/lib/systemd/system/pvescheduler.service'.\n")]
    [InlineData("systemctl mask cron; systemctl stop cron; systemctl start cron",
        "Created symlink '/etc/systemd/system/cron.service' → '/dev/null'.\nFailed to start cron.service: Unit cron.service is masked.\n")]
    [InlineData("systemctl frobnicate", "Unknown command verb 'frobnicate'.\n")]
    public void Systemctl_shows_and_changes_services(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Fact]
    public void Without_pmxcfs_there_is_nothing_in_etc_pve() =>
        Assert.Equal("0\n/dev/fuse\n", Lab.Output("systemctl stop pve-cluster; ls /etc/pve | wc -l; systemctl start pve-cluster; findmnt -n -o SOURCE /etc/pve"));

    [Fact]
    public void A_killed_daemon_fails_or_is_started_again_as_its_unit_says()
    {
        Assert.Equal("failed\n", Lab.Output("systemctl kill -s KILL pvescheduler; systemctl is-active pvescheduler"));
        Assert.Equal("active\n", Lab.Output("systemctl kill -s KILL pveproxy; systemctl is-active pveproxy"));
    }

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
            $"Apr 01 09:00:00 pve1 pvedaemon[1040]: <root@pam> starting task {upid}\nApr 01 09:00:05 pve1 pvedaemon[1040]: <root@pam> end task {upid} OK\n",
            lab.Run("journalctl -u pvedaemon -n 2"));
        Assert.DoesNotContain("UPID", lab.Run("ps -ef"), StringComparison.Ordinal);
        Assert.Equal("-- No entries --\n", lab.Run("journalctl -u nosuch"));
    }

    [Fact]
    public void Ps_shows_the_terminal_or_all() =>
        Assert.Equal("    PID TTY          TIME CMD\n   1100 pts/0    00:00:00 bash\n   9999 pts/0    00:00:00 ps\n", Lab.Output("ps"));
}
