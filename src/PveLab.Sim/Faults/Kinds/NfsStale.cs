namespace PveLab.Sim.Faults.Kinds;

/// <summary>The NFS server was set up anew: what is mounted is stale until somebody unmounts it and it is mounted again.</summary>
public sealed record NfsStale : StorageFault
{
    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["nfs"];

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        FileSystemOf(site.World).RenewHandles();
        return null;
    }
}
