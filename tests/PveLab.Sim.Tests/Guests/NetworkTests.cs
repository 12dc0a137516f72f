using PveLab.Sim.Guests;

namespace PveLab.Sim.Tests.Guests;

public sealed class NetworkTests
{
    [Fact]
    public void A_running_guest_answers_ping_at_its_leased_address()
    {
        var lab = new Lab();
        Assert.Equal("192.168.10.100", lab.Guest.Os.Nics[0].Address.ToString());
        var result = PingFrom(lab, "192.168.10.100").Send();
        Assert.Equal(PingOutcome.Reply, result.Outcome);
        var fact = Assert.Single(lab.World.Facts.All.OfType<PingAnswered>());
        Assert.Equal((100, false), (fact.Vmid!.Value, fact.Conflict));
    }

    [Fact]
    public void Nobody_answers_where_nobody_is() =>
        Assert.Equal(PingOutcome.HostUnreachable, PingFrom(new Lab(), "192.168.10.77").Send().Outcome);

    [Fact]
    public void The_NAS_answers_while_it_has_power()
    {
        var lab = new Lab();
        Assert.Equal(PingOutcome.Reply, PingFrom(lab, "192.168.10.20").Send().Outcome);
        lab.World.Hosts["nas"].PowerOff();
        Assert.Equal(PingOutcome.HostUnreachable, PingFrom(lab, "192.168.10.20").Send().Outcome);
    }

    [Fact]
    public void A_copy_with_the_same_MAC_takes_the_same_address_and_both_lose_answers()
    {
        var lab = new Lab();
        var copy = lab.Copy(105);
        copy.Start();
        lab.Pass(20);
        Assert.Equal(lab.Guest.Os.Nics[0].Address, copy.Os.Nics[0].Address);
        var ping = PingFrom(lab, "192.168.10.100");
        var results = Enumerable.Range(0, 10).Select(_ => ping.Send()).ToList();
        Assert.Equal(5, results.Count(r => r.Outcome == PingOutcome.Lost));
        Assert.All(results, r => Assert.True(r.Conflict));
    }

    [Fact]
    public void A_copy_with_a_MAC_of_its_own_gets_an_address_of_its_own()
    {
        var lab = new Lab();
        var copy = lab.Copy(105, "BC:24:11:00:00:05");
        copy.Start();
        lab.Pass(20);
        Assert.Equal("192.168.10.101", copy.Os.Nics[0].Address.ToString());
        Assert.False(PingFrom(lab, "192.168.10.101").Send().Conflict);
    }

    [Fact]
    public void A_static_address_conflicts_even_with_another_MAC()
    {
        var lab = new Lab(change: s => s with { Address = "192.168.10.50/24" });
        var copy = lab.Copy(105, "BC:24:11:00:00:05");
        copy.Start();
        lab.Pass(20);
        Assert.True(PingFrom(lab, "192.168.10.50").Send().Conflict);
    }

    [Fact]
    public void A_bridge_without_ports_is_a_world_of_its_own()
    {
        var lab = new Lab();
        lab.Node.Files.WriteText("/etc/network/interfaces", "auto vmbr1\niface vmbr1 inet manual\n\tbridge-ports none\n\tbridge-stp off\n", append: true);
        Assert.Null(lab.World.Network.BridgeOf(lab.Node, "vmbr1"));
        lab.World.Network.Apply(lab.Node);
        var copy = lab.Copy(105);
        copy.Save(copy.Config.With("net0", "virtio=BC:24:11:5E:0A:64,bridge=vmbr1"));
        copy.Start();
        lab.Pass(20);
        Assert.Equal(OsStatus.Up, copy.Os.Status);
        Assert.Null(copy.Os.Nics[0].Address);
        Assert.False(PingFrom(lab, "192.168.10.100").Send().Conflict);
    }

    [Fact]
    public void A_node_without_its_cable_reaches_only_itself()
    {
        var lab = new Lab();
        lab.World.Hosts["pve1"].Disconnect();
        Assert.Equal(PingOutcome.HostUnreachable, PingFrom(lab, "192.168.10.20").Send().Outcome);
        Assert.Equal(PingOutcome.Reply, PingFrom(lab, "192.168.10.11").Send().Outcome);
    }

    [Theory]
    [InlineData("1.2.3.4", true)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.256", false)]
    [InlineData("1.2.3.+4", false)]
    public void Only_dotted_quads_are_addresses(string text, bool valid) => Assert.Equal(valid, Ipv4.TryParse(text, out _));

    private static Ping PingFrom(Lab lab, string address) =>
        Ping.From(lab.Node, Ipv4.TryParse(address, out var target) ? target : throw new ArgumentException(address, nameof(address)));
}
