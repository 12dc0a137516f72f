using PveLab.Sim.Guests;
using static PveLab.Shell.Tests.Guest.GuestLab;

namespace PveLab.Shell.Tests.Guest;

public sealed class GuestConsoleTests
{
    private static readonly Answer Root = Type("root");
    private static readonly Answer Password = Type("pvelab");
    private static readonly Answer Leave = Press("Ctrl+O");

    [Fact]
    public void The_terminal_shows_the_login_prompt_and_leaves_with_Ctrl_O() => Assert.Equal(
        "starting serial terminal on interface serial0 (press Ctrl+O to exit)\nvm-ubuntu01 login: ",
        new GuestLab().Run("qm terminal 100", Leave));

    [Fact]
    public void A_login_is_a_fact_and_leads_to_a_shell()
    {
        var lab = new GuestLab();
        var text = lab.Run("qm terminal 100", Root, Password, Type("hostname; whoami"), Type("exit"), Leave);
        Assert.Contains("vm-ubuntu01 login: root\nPassword: \nWelcome to Ubuntu 24.04.3 LTS", text, StringComparison.Ordinal);
        Assert.Contains("root@vm-ubuntu01:~# hostname; whoami\nvm-ubuntu01\nroot\nroot@vm-ubuntu01:~# exit\nlogout\n", text, StringComparison.Ordinal);
        var login = Assert.Single(lab.World.Facts.All.OfType<GuestLoggedIn>());
        Assert.Equal((100, "pve1", "root", "console"), (login.Vmid, login.Node, login.User, login.Via));
        Assert.Equal(["hostname; whoami", "exit"], lab.World.Facts.All.OfType<GuestShellCommand>().Select(c => c.Line));
    }

    [Fact]
    public void A_wrong_password_is_refused()
    {
        var lab = new GuestLab();
        Assert.Contains("\nLogin incorrect\nvm-ubuntu01 login: ", lab.Run("qm terminal 100", Root, Type("wrong"), Leave), StringComparison.Ordinal);
        Assert.Empty(lab.World.Facts.All.OfType<GuestLoggedIn>());
    }

    [Fact]
    public void Without_a_serial_port_there_is_no_terminal()
    {
        var lab = new GuestLab(running: false);
        lab.Run("qm set 100 --delete serial0");
        Assert.Equal("unable to find a serial interface\n", lab.Run("qm terminal 100"));
        Assert.Equal(255, lab.Shell.Status);
    }

    [Fact]
    public void A_stopped_guest_has_no_terminal() => Assert.Equal("VM 100 not running\n", new GuestLab(running: false).Run("qm terminal 100"));

    [Fact]
    public void Powering_off_inside_ends_the_terminal_and_the_machine()
    {
        var lab = new GuestLab();
        var text = lab.Run("qm terminal 100", Root, Password, Type("poweroff"));
        Assert.Contains("reboot: Power down\n", text, StringComparison.Ordinal);
        Assert.False(lab.Node.Guests.Get(100).IsRunning);
    }

    [Fact]
    public void Rebooting_inside_comes_back_to_the_login_prompt()
    {
        var lab = new GuestLab();
        var text = lab.Run("qm terminal 100", Root, Password, Type("reboot"), Leave);
        Assert.Contains("SeaBIOS", text, StringComparison.Ordinal);
        Assert.EndsWith("vm-ubuntu01 login: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_opened_during_boot_shows_it()
    {
        var lab = new GuestLab(running: false);
        lab.Run("qm start 100");
        var text = lab.Run("qm terminal 100", Leave);
        Assert.Contains("[  OK  ] Started ssh.service.\n", text, StringComparison.Ordinal);
        Assert.EndsWith("vm-ubuntu01 login: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tail -n 1 /srv/app/orders.log", "2026-04-01 09:00:00 row 10\n")]
    [InlineData("cat /srv/app/orders.log | grep -c row", "10\n")]
    [InlineData("wc -l /srv/app/orders.log", "10 /srv/app/orders.log\n")]
    [InlineData("echo a > /root/x; echo b >> x && cat x", "a\nb\n")]
    [InlineData("ls /", "bin  boot  dev  etc  home  mnt  opt  proc  root  run  srv  sys  tmp  usr  var\n")]
    [InlineData("cat /nope", "cat: /nope: No such file or directory\n")]
    [InlineData("echo x > /nope/y", "-bash: /nope/y: No such file or directory\n")]
    [InlineData("frobnicate", "-bash: frobnicate: command not found\n")]
    [InlineData("systemctl is-active ssh", "active\n")]
    [InlineData("false || echo second", "second\n")]
    [InlineData("date", "Wed Apr  1 09:00:00 AM JST 2026\n")]
    [InlineData("ip -br a", "lo               UNKNOWN        127.0.0.1/8 \nens18            UP             192.168.10.100/24 \n")]
    [InlineData("rm -f /etc/hostname; ls /etc/hostname", "ls: cannot access '/etc/hostname': No such file or directory\n")]
    public void Commands_run_by_ssh_answer_like_a_Linux_guest(string command, string answer)
    {
        var lab = new GuestLab();
        lab.Run("ssh root@192.168.10.100 true", Password);
        Assert.Equal("root@192.168.10.100's password: \n" + answer, lab.Run($"ssh root@192.168.10.100 \"{command}\"", Password));
    }

    [Fact]
    public void Ssh_warns_at_first_contact_only_and_records_the_login()
    {
        var lab = new GuestLab();
        Assert.StartsWith(
            "Warning: Permanently added '192.168.10.100' (ED25519) to the list of known hosts.\nroot@192.168.10.100's password: \n",
            lab.Run("ssh root@192.168.10.100", Password), StringComparison.Ordinal);
        Assert.StartsWith("root@192.168.10.100's password: \n", lab.Run("ssh root@192.168.10.100", Password), StringComparison.Ordinal);
        Assert.All(lab.World.Facts.All.OfType<GuestLoggedIn>(), f => Assert.Equal("ssh", f.Via));
    }

    [Fact]
    public void Ssh_to_nobody_has_no_route()
    {
        var lab = new GuestLab();
        Assert.Equal("ssh: connect to host 192.168.10.77 port 22: No route to host\n", lab.Run("ssh root@192.168.10.77"));
        Assert.Equal(255, lab.Shell.Status);
    }

    [Fact]
    public void Ssh_gives_up_after_three_passwords()
    {
        var lab = new GuestLab();
        Assert.EndsWith("root@192.168.10.100: Permission denied (publickey,password).\n",
            lab.Run("ssh 192.168.10.100", Type("a"), Type("b"), Type("c")), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_a_guest_is_captured_with_its_disk()
    {
        var lab = new GuestLab();
        lab.Run("ssh root@192.168.10.100 'echo mark > /root/mark'", Password);
        var capture = lab.Node.Storages.Image("local-lvm:vm-100-disk-0")!.Capture();
        Assert.Equal("mark\n", capture.System!.Files["/root/mark"].Text);
    }
}
