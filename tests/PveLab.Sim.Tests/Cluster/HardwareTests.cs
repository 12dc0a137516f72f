using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Cluster;

public sealed class HardwareTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    [Fact]
    public void A_host_that_loses_power_takes_its_guests_with_it()
    {
        datacenter.Hosts["pve1"].PowerOff();

        Assert.Empty(datacenter.Nodes["pve1"].Guests.Running);
        Assert.Equal("host pve1: PoweredOn -> PoweredOff (PowerOff)", Changes()[0]);
        Assert.Contains(Changes(), change => change.StartsWith("guest 100: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_change_is_a_fact_and_no_change_is_none()
    {
        var (host, export) = (datacenter.Hosts["nas"], datacenter.Exports[0]);
        host.PowerOn();
        host.Connect();
        host.Disconnect();
        export.Offer();
        export.Withdraw();
        export.FileSystem.Recover();
        export.FileSystem.Fail();
        export.FileSystem.MakeReadOnly();
        export.FileSystem.MakeWritable();

        Assert.Equal(FileSystemState.Failed, export.FileSystem.State);
        Assert.Equal(
        [
            "link of nas: Connected -> Disconnected (Disconnect)",
            $"export {export.Path} of nas: Offered -> Withdrawn (Withdraw)",
            $"file system {export.FileSystem.Source} of nas: Ok -> Failed (Fail)",
            $"file system {export.FileSystem.Source} of nas: Writable -> ReadOnly (MakeReadOnly)",
            $"file system {export.FileSystem.Source} of nas: ReadOnly -> Writable (MakeWritable)",
        ], Changes());
    }

    private List<string> Changes() =>
        [.. datacenter.Facts.All.OfType<StatusChanged>().Select(c => $"{c.Entity}: {c.From} -> {c.To} ({c.Trigger})")];
}
