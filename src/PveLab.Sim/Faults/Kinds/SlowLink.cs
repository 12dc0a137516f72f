using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The way to a storage is slow: its link, or its disk when it has none.</summary>
public sealed record SlowLink : StorageFault
{
    /// <summary>Bytes per second, as a size.</summary>
    public string Rate { get; init; } = "1M";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("rate", Rate));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var fileSystem = FileSystemOf(site.World);
        var lane = fileSystem.Link ?? fileSystem.Disk?.Lane ?? throw new PveException($"storage '{Storage}' is in memory");
        var before = lane.BytesPerSecond;
        site.World.Bandwidth.Change(lane, FaultSizes.Bytes(Rate));
        return () => site.World.Bandwidth.Change(lane, before);
    }
}
