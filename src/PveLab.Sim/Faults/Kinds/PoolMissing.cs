using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// A node does not have the ZFS pool that a storage of the cluster names: the storage is defined, and absent there. Guests that lie on it are off, as
/// after a start of the node without the pool's disks.
/// </summary>
public sealed record PoolMissing : NodeFault
{
    /// <summary>The pool.</summary>
    public string Pool { get; init; } = "rpool";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Node is { } name && !world.Nodes.ContainsKey(name)) yield break;
        var node = NodeOf(world);
        if (!node.Zpools.ContainsKey(Pool)) yield return new FaultProblem("pool", $"no pool of {node.Name} is called '{Pool}'", Pool, [.. node.Zpools.Keys]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var pool = NodeOf(site.World).Zpools[Pool];
        if (!pool.IsImported) throw new PveException($"pool '{Pool}' is not there");
        var images = pool.Datasets.Values.Select(d => d.Image).ToHashSet();
        foreach (var guest in pool.Node.Guests.Running.Where(g => Images(g).Any(images.Contains)).ToList()) guest.Stop();
        pool.Leave();
        return pool.Import;
    }

    private static IEnumerable<DiskImage> Images(Guest guest) =>
        guest.Volumes(guest.Running!).Where(v => VolumeId.TryParse(v.Volume) is not null).Select(v => guest.Node.Storages.Image(v.Volume)).OfType<DiskImage>();
}
