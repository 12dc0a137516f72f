
namespace PveLab.Sim.Faults.Kinds;

/// <summary>The machine behind an NFS storage is off, or its cable is out.</summary>
public sealed record NfsDown : StorageFault
{
    /// <summary>Whether it is switched off (true) or only cut off from the network.</summary>
    public bool Power { get; init; }

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["nfs"];

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var host = Export(site.World).Host;
        if (Power) host.PowerOff();
        else host.Disconnect();
        return Power ? host.PowerOn : host.Connect;
    }
}
