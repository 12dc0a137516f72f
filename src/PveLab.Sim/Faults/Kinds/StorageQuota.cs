using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>An administrator limits how much may lie on a storage; there is room on the disk, and writes are refused.</summary>
public sealed record StorageQuota : StorageFault
{
    /// <summary>Bytes left free below the limit, as a size.</summary>
    public string Free { get; init; } = "0";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("free", Free));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var fileSystem = FileSystemOf(site.World);
        fileSystem.Limit(fileSystem.Used + FaultSizes.Bytes(Free));
        return () => fileSystem.Limit(null);
    }
}
