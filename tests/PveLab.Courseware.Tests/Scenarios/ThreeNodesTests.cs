using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Tests.Scenarios;

/// <summary>The world three-nodes: membership, split brain, logins from node to node.</summary>
public sealed class ThreeNodesTests : IDisposable
{
    private readonly Attempt attempt = new(ScenarioLibrary.Shipped.Find("three-nodes"), dialect: Dialect.Pve);

    private Datacenter World => attempt.World;

    public void Dispose() => attempt.Dispose();

    [Fact]
    public void Losing_one_of_three_is_noticed_after_the_token_and_the_consensus_timeout()
    {
        World.Hosts["pve2"].PowerOff();
        Pass(8);
        Assert.Equal(3, World.Nodes["pve1"].Membership.Members.Length);
        Pass(1);
        Assert.Equal(2, World.Nodes["pve1"].Membership.Members.Length);
        Assert.True(World.Nodes["pve1"].HasQuorum);
        Assert.False(World.Nodes["pve2"].HasQuorum);
    }

    [Fact]
    public void A_guest_that_is_started_elsewhere_while_it_runs_on_in_a_cut_off_node_runs_twice()
    {
        World.Links.Cut("pve2", "pve1");
        World.Links.Cut("pve2", "pve3");
        Pass(10);
        Assert.Empty(World.RunningTwice);
        World.Nodes["pve1"].Files.Rename("/etc/pve/nodes/pve2/qemu-server/102.conf", "/etc/pve/nodes/pve1/qemu-server/102.conf");
        Assert.True(World.Nodes["pve2"].Guests.Get(102).IsRunning);
        World.Nodes["pve1"].Guests.Get(102).Start();
        Assert.Equal(["pve1", "pve2"], World.RunningTwice[102].Select(n => n.Name));
        Assert.Equal("pve1", World.OwnerOf(102)!.Name);
        World.Links.Mend("pve2", "pve1");
        World.Links.Mend("pve2", "pve3");
        Pass(10);
        Assert.Null(World.Nodes["pve2"].Guests.Either(102));
        Assert.Equal([102], World.RunningTwice.Keys);
    }

    [Fact]
    public void Without_a_majority_only_fewer_expected_votes_bring_quorum_back()
    {
        World.Hosts["pve2"].PowerOff();
        World.Hosts["pve3"].PowerOff();
        Pass(10);
        var node = World.Nodes["pve1"];
        Assert.False(node.HasQuorum);
        Assert.False(World.Memberships.Expect(node, 2));
        Assert.True(World.Memberships.Expect(node, 1));
        Assert.True(node.HasQuorum);
        World.Hosts["pve2"].PowerOn();
        Pass(60);
        Assert.Equal(3, node.Membership.Expected);
        Assert.True(World.Nodes["pve2"].HasQuorum);
    }

    [Fact]
    public void A_node_that_is_switched_on_boots_joins_and_starts_its_guests()
    {
        var node = World.Nodes["pve2"];
        node.Host.PowerOff();
        Assert.Empty(node.Guests.Running);
        node.Host.PowerOn();
        Pass(40);
        Assert.False(node.Host.OnNetwork);
        Pass(60);
        Assert.True(node.HasQuorum);
        Assert.Equal([102, 103, 201], node.Guests.Running.Select(g => g.Vmid));
    }

    [Fact]
    public void A_vmid_belongs_to_one_node()
    {
        var refusal = Assert.Throws<Sim.Files.FileException>(() => World.Nodes["pve1"].Files.WriteText("/etc/pve/nodes/pve1/lxc/102.conf", "x"));
        Assert.Equal(Sim.Files.Errno.Exists, refusal.Errno);
    }

    [Fact]
    public void Ssh_goes_on_at_the_other_node_and_comes_back()
    {
        Type("ssh pve2");
        Assert.Equal("root@pve2:~# ", attempt.Prompt);
        Type("ssh root@pve3");
        Assert.Equal("root@pve3:~# ", attempt.Prompt);
        World.Hosts["pve3"].PowerOff();
        Assert.Contains("client_loop: send disconnect: Broken pipe\n", Type("hostname"), StringComparison.Ordinal);
        Assert.Equal("root@pve2:~# ", attempt.Prompt);
        Type("exit");
        Assert.Equal("root@pve1:~# ", attempt.Prompt);
        Assert.Equal("PVE2\n", Type("echo pve2 | ssh pve2 cat | tr a-z A-Z"));
    }

    private void Pass(int seconds) => World.Clock.AdvanceTo(World.Clock.Now + TimeSpan.FromSeconds(seconds));

    private string Type(string line)
    {
        var shown = "";
        attempt.Pull();
        attempt.Submit(new Input.Line(line));
        while (attempt.Pull() is var output and not (Output.Idle or Output.Ended))
            shown += output switch { Output.Out { Text: var text } => text, Output.Err { Text: var text } => text, _ => "" };
        return shown;
    }
}
