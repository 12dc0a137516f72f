using System.Text;

namespace PveLab.Shell.Tests.Guest;

public sealed class PingTests
{
    [Fact]
    public void Answers_are_counted_and_measured()
    {
        var lab = new GuestLab();
        var text = lab.Run("ping -c 3 192.168.10.100");
        Assert.Equal(0, lab.Shell.Status);
        Assert.StartsWith("PING 192.168.10.100 (192.168.10.100) 56(84) bytes of data.\n64 bytes from 192.168.10.100: icmp_seq=1 ttl=64 time=0.", text, StringComparison.Ordinal);
        Assert.Contains("\n\n--- 192.168.10.100 ping statistics ---\n3 packets transmitted, 3 received, 0% packet loss, time 2000ms\nrtt min/avg/max/mdev = 0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_there_is_told_after_three_seconds()
    {
        var lab = new GuestLab();
        Assert.Equal(
            "PING 192.168.10.77 (192.168.10.77) 56(84) bytes of data.\n"
            + "From 192.168.10.11 icmp_seq=1 Destination Host Unreachable\n"
            + "\n--- 192.168.10.77 ping statistics ---\n1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms\n\n",
            lab.Run("ping -c 1 192.168.10.77"));
        Assert.Equal(1, lab.Shell.Status);
    }

    [Fact]
    public void An_unknown_name_is_refused()
    {
        var lab = new GuestLab();
        Assert.Equal("ping: nobody: Name or service not known\n", lab.Run("ping -c 1 nobody"));
        Assert.Equal(2, lab.Shell.Status);
    }

    [Fact]
    public void Ctrl_C_prints_the_statistics()
    {
        var lab = new GuestLab();
        var text = new StringBuilder();
        var waits = 0;
        foreach (var step in lab.Shell.Execute("ping 192.168.10.100"))
        {
            if (step is Step.Out data) text.Append(data.Text);
            if (step is not Step.Wait { Until: { } until, CatchesInterrupt: true }) continue;
            lab.World.Clock.AdvanceTo(until);
            if (++waits == 5) lab.Shell.Terminal.Interrupt();
        }
        Assert.Contains("\n--- 192.168.10.100 ping statistics ---\n5 packets transmitted, 5 received, 0% packet loss", text.ToString(), StringComparison.Ordinal);
    }
}
