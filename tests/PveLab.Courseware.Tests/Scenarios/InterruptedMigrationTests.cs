using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Tests.Scenarios;

/// <summary>A signal that comes when the configuration has moved already waits until the lock is off.</summary>
public sealed class InterruptedMigrationTests
{
    [Theory]
    [InlineData("pct migrate 200 pve3 --restart", 200)]
    [InlineData("qm migrate 100 pve3 --online --with-local-disks", 100)]
    public void A_migration_whose_configuration_has_moved_is_finished_whatever_signal_comes(string command, int vmid)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("three-nodes"), dialect: Dialect.Pve);
        attempt.Submit(new Input.Line(command));
        while (attempt.IsRunning && attempt.World.GuestOf(vmid)!.Node.Name == "pve1") attempt.Pull();
        Assert.Equal("migrate", attempt.World.GuestOf(vmid)!.Lock);
        attempt.Submit(new Input.Key("Ctrl+C"));
        while (attempt.IsRunning) attempt.Pull();
        Assert.Null(attempt.World.GuestOf(vmid)!.Lock);
        Assert.Equal("pve3", attempt.World.GuestOf(vmid)!.Node.Name);
        var task = attempt.World.Nodes["pve1"].Tasks.All.Single(t => t.Upid.Type.EndsWith("migrate", StringComparison.Ordinal));
        Assert.Equal(("OK", true), (task.ExitStatus, task.Ok));
        Assert.Contains(task.Lines, line => line.EndsWith("received interrupt - delayed", StringComparison.Ordinal));
        Assert.Contains("migration finished successfully", task.Lines[^1], StringComparison.Ordinal);
    }
}
