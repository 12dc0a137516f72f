namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node resets itself, as after a power dip or a watchdog: what ran on it is cut off in the middle, and it boots again.</summary>
public sealed record NodeRebooted : NodeFault
{
    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var host = NodeOf(site.World).Host;
        host.PowerOff();
        host.PowerOn();
        return null;
    }
}
