using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>The metadata device of a thin pool is full, though there is room for data: mappings of old snapshots and discarded volumes took it.</summary>
public sealed record ThinMetadataFull : StorageFault
{
    /// <summary>Bytes of metadata left free, as a size.</summary>
    public string Free { get; init; } = "0";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["lvmthin"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("free", Free));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var storage = Definition(site.World);
        var pool = NodeOf(site.World).ThinPools.GetValueOrDefault($"{storage["vgname"]}/{storage["thinpool"]}")
            ?? throw new PveException($"storage '{Storage}' has no thin pool here");
        var taken = Math.Max(0, pool.MetadataSize - pool.MetadataUsed - FaultSizes.Bytes(Free));
        pool.MetadataTaken += taken;
        return () => pool.MetadataTaken -= taken;
    }
}
