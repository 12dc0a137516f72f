namespace PveLab.Sim.Faults.Kinds;

/// <summary>The file system behind a storage takes no writes.</summary>
public sealed record StorageReadOnly : StorageFault
{
    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var fileSystem = FileSystemOf(site.World);
        fileSystem.MakeReadOnly();
        return fileSystem.MakeWritable;
    }
}
