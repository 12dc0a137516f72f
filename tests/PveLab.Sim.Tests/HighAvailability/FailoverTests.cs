using PveLab.Sim.Cluster;
using PveLab.Sim.HighAvailability;
using PveLab.Testing;

namespace PveLab.Sim.Tests.HighAvailability;

public sealed class FailoverTests
{
    private const string Vm100 = "vm: 100\n\n";

    [Fact]
    public void A_node_that_loses_power_is_fenced_after_a_minute_and_its_service_goes_on_elsewhere()
    {
        var world = HaLab.Build(Vm100);
        world.Live(60);
        world.Hosts["pve1"].PowerOff();
        world.Live(400);
        Assert.Equal(["pve2"], world.RunnersOf(100));
        Golden.Verify(Log(world), "node-loses-power");
    }

    [Fact]
    public void A_node_that_is_cut_off_resets_itself_before_its_service_starts_elsewhere()
    {
        var world = HaLab.Build(Vm100);
        world.Live(60);
        world.Hosts["pve1"].Disconnect();
        var twice = false;
        for (var second = 0; second < 400; second++)
        {
            world.Live(1);
            twice |= world.RunnersOf(100).Count() > 1;
        }
        Assert.False(twice);
        Assert.Equal(["pve2"], world.RunnersOf(100));
        Assert.Single(world.Facts.All.OfType<NodeSelfFenced>());
        Golden.Verify(Log(world), "node-cut-off");
    }

    [Fact]
    public void A_service_whose_disk_stays_behind_fails_to_start_is_relocated_and_ends_in_error()
    {
        var world = HaLab.Build("vm: 101\n\n");
        world.Live(60);
        world.Hosts["pve1"].PowerOff();
        world.Live(500);
        Assert.Empty(world.RunnersOf(101));
        Assert.Equal(HaServiceStatus.Error, world.View.HighAvailability.ManagerStatus.Services["vm:101"].Status);
        Golden.Verify(Log(world), "disk-stays-behind");
    }

    [Fact]
    public void A_node_in_maintenance_is_left_and_its_service_comes_back_afterwards()
    {
        var world = HaLab.Build(Vm100);
        world.Live(60);
        world.View.HighAvailability.Queue("enable-node-maintenance pve1");
        world.Live(90);
        Assert.Equal(["pve2"], world.RunnersOf(100));
        world.View.HighAvailability.Queue("disable-node-maintenance pve1");
        world.Live(90);
        Assert.Equal(["pve1"], world.RunnersOf(100));
    }

    [Fact]
    public void Without_quorum_nothing_is_started_anywhere()
    {
        var world = HaLab.Build(Vm100);
        world.Live(60);
        world.Hosts["pve1"].PowerOff();
        world.Hosts["pve2"].PowerOff();
        world.Live(600);
        Assert.Empty(world.RunnersOf(100));
        Assert.Equal(HaNodeStatus.Online, world.Nodes["pve3"].View.HighAvailability.ManagerStatus.Nodes["pve1"]);
    }

    [Fact]
    public void A_service_that_stops_by_itself_is_started_again_within_ten_seconds()
    {
        var world = HaLab.Build(Vm100);
        world.Live(3600);
        Assert.True(world.HighAvailability.IsAsleep);
        world.Nodes["pve1"].Guests.Get(100).Stop();
        world.Live(12);
        Assert.Equal(["pve1"], world.RunnersOf(100));
    }

    [Fact]
    public void A_night_in_which_nothing_happens_costs_nothing_and_leaves_no_stale_status()
    {
        var world = HaLab.Build(Vm100);
        world.Live(8 * 3600);
        Assert.True(world.HighAvailability.IsAsleep);
        world.HighAvailability.Wake();
        var now = world.Clock.Now.UnixSeconds;
        Assert.InRange(now - world.View.HighAvailability.ManagerStatus.Timestamp!.Value, -10, 10);
        Assert.All(world.Nodes.Keys, node => Assert.InRange(now - world.View.HighAvailability.LrmStatusOf(node).Timestamp!.Value, -10, 10));
    }

    [Fact]
    public void A_world_without_resources_runs_no_round_at_all()
    {
        var world = HaLab.Build();
        world.Live(3600);
        Assert.False(world.HighAvailability.IsInUse);
        Assert.False(world.View.Tree.Exists("/ha/manager_status"));
    }

    private static string Log(Datacenter world) => string.Join('\n', world.Nodes.Keys.SelectMany(world.HaJournal)
        .OrderBy(line => int.Parse(line[..4], System.Globalization.CultureInfo.InvariantCulture))) + "\n";
}
