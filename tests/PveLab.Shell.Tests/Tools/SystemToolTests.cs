namespace PveLab.Shell.Tests.Tools;

public sealed class SystemToolTests
{
    [Theory]
    [InlineData("hostname; hostname -I; uname; uname -n; whoami; id; id -u; nproc", "pve1\n192.168.10.11 \nLinux\npve1\nroot\nuid=0(root) gid=0(root) groups=0(root)\n0\n8\n")]
    [InlineData("uptime; uptime -p", " 09:00:00 up 2 days, 47 min,  1 user,  load average: 0.03, 0.03, 0.03\nup 2 days, 47 minutes\n")]
    [InlineData("which ls qm; which nosuch; echo $?; type ls", "/usr/bin/ls\n/usr/sbin/qm\n1\nls is /usr/bin/ls\n")]
    [InlineData("FOO=x env | grep FOO; env -i; env nosuch; printenv HOME", "FOO=x\nenv: ‘nosuch’: No such file or directory\n/root\n")]
    [InlineData("findmnt -n -o TARGET,FSTYPE /; findmnt /nonexist; echo $?; mount -o x; umount /", "/ ext4\n1\nmount: bad usage\nTry 'mount --help' for more information.\numount: /: target is busy.\n")]
    [InlineData("id nouser; uname x; hostname newname", "id: ‘nouser’: no such user\nuname: extra operand ‘x’\nTry 'uname --help' for more information.\nPveLab: setting the host name is not simulated\n")]
    public void The_node_tells_about_itself(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Fact]
    public void History_numbers_what_was_typed()
    {
        var lab = new Lab();
        lab.Run("echo a");
        lab.Run("echo a");
        lab.Run("echo b");
        Assert.Equal("    1  echo a\n    2  echo b\n    3  history\n", lab.Run("history"));
        Assert.Equal("echo b\nb\n", lab.Run("!2"));
        Assert.Equal("echo b\nb\n", lab.Run("!!"));
        Assert.Equal("echo b again\nb again\n", lab.Run("!echo again"));
        Assert.Equal("bash: !nosuch: event not found\n", lab.Run("!nosuch"));
        Assert.Equal("a!\n", lab.Run("echo 'a!'"));
    }

    [Fact]
    public void Every_program_has_a_summary_and_answers_help_or_refuses()
    {
        var lab = new Lab();
        Assert.All(lab.Shell.Commands.All, c => Assert.False(string.IsNullOrWhiteSpace(c.Summary)));
        var help = lab.Run("help");
        Assert.All(lab.Shell.Commands.All, c => Assert.Contains(c.Summary, help, StringComparison.Ordinal));
        Assert.StartsWith("Usage: ls [OPTION]... [FILE]...\nlist directory contents\n\nSimulated options: -a -A -l", lab.Run("ls --help"), StringComparison.Ordinal);
    }
}
