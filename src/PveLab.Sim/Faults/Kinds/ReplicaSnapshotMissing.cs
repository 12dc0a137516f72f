namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody destroyed the replication snapshots of a guest's disks on one node: the copy is there, and there is nothing to build the next difference on.</summary>
public sealed record ReplicaSnapshotMissing : NodeFault
{
    /// <summary>VMID of the guest.</summary>
    public required int Guest { get; init; }

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var disks = new[] { FormattableString.Invariant($"vm-{Guest}-disk-"), FormattableString.Invariant($"subvol-{Guest}-disk-") };
        var snapshots = from pool in NodeOf(site.World).Zpools.Values
                        from dataset in pool.Datasets.Values
                        where disks.Any(d => dataset.ShortName.StartsWith(d, StringComparison.Ordinal))
                        from snapshot in dataset.Snapshots
                        where snapshot.Name.StartsWith("__replicate_", StringComparison.Ordinal)
                        select snapshot;
        var found = snapshots.ToList();
        if (found.Count == 0) throw new PveException(FormattableString.Invariant($"there are no replication snapshots of guest {Guest}"));
        foreach (var snapshot in found) snapshot.Dataset.Pool.Destroy(snapshot);
        return null;
    }
}
