using PveLab.Testing;

namespace PveLab.Sim.Tests.HighAvailability;

public sealed class HaResourcesTests
{
    [Fact]
    public void A_started_resource_is_not_backed_up_in_stop_mode()
    {
        var world = BackupLab.Build();
        var node = world.Nodes["pve1"];
        world.Cluster.WriteText("/ha/resources.cfg", "vm: 100\n\tcomment web\n\n");
        Assert.Contains(
            "ERROR: Backup of VM 100 failed - Cannot execute a backup with stop mode on a HA managed and enabled Service. Use snapshot mode or disable the Service.",
            node.Vzdump("100 --storage nas --mode stop").Finish(node).Lines);
        world.Cluster.WriteText("/ha/resources.cfg", "vm: 100\n\tstate disabled\n\n");
        Assert.True(node.Vzdump("100 --storage nas --mode stop").Finish(node).Ok);
    }

    [Fact]
    public void A_removed_resource_leaves_the_others_as_they_were()
    {
        var world = BackupLab.Build();
        world.Cluster.WriteText("/ha/resources.cfg", "vm: 100\n\n ct: no\nct: 200\n\tstate ignored\n\tmax_restart 2\n\n");
        var files = world.View.HighAvailability;
        var resources = files.Resources;
        Assert.False(resources.Manages(200, "started"));
        files.Write(resources.Without("vm:100"));
        Assert.Equal("ct: 200\n\tmax_restart 2\n\tstate ignored\n\n", world.Cluster.ReadText("/ha/resources.cfg"));
    }
}
