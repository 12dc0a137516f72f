namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node loses power, and with it every guest on it; what it held in memory is gone, its disks are as they were.</summary>
public sealed record NodeOff : NodeFault
{
    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var host = NodeOf(site.World).Host;
        host.PowerOff();
        return host.PowerOn;
    }
}
