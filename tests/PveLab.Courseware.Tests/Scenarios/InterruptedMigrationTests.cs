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
    public void Whenever_a_migration_is_interrupted_no_lock_is_left(string command, int vmid)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("three-nodes"), dialect: Dialect.Pve);
        attempt.Submit(new Input.Line(command));
        while (attempt.IsRunning && attempt.World.GuestOf(vmid)!.Node.Name == "pve1") attempt.Pull();
        Assert.Equal("migrate", attempt.World.GuestOf(vmid)!.Lock);
        attempt.Submit(new Input.Key("Ctrl+C"));
        while (attempt.IsRunning) attempt.Pull();
        Assert.Null(attempt.World.GuestOf(vmid)!.Lock);
        Assert.Equal("pve3", attempt.World.GuestOf(vmid)!.Node.Name);
    }
}
