namespace PveLab.Sim.Faults.Kinds;

/// <summary>The NFS server does not export the directory any more.</summary>
public sealed record ExportRemoved : StorageFault
{
    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["nfs"];

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var export = Export(site.World);
        export.Withdraw();
        return export.Offer;
    }
}
