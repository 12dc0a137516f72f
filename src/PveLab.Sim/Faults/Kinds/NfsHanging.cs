using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The NFS service hangs: its machine answers ping, its files do not answer.</summary>
public sealed record NfsHanging : StorageFault
{
    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["nfs"];

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var fileSystem = FileSystemOf(site.World);
        fileSystem.Hang();
        return () =>
        {
            if (fileSystem.State == FileSystemState.Hanging) fileSystem.Recover();
        };
    }
}
