using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>An archive is shorter than it was: a copy that was cut short.</summary>
public sealed record ArchiveTruncated : ArchiveFault
{
    /// <summary>Percent of its bytes that are left.</summary>
    public int Left { get; init; } = 60;

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Left is < 0 or > 99) yield return new FaultProblem("left", "left: from 0 to 99 (percent)");
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, path, file) = Archive(site.World);
        tree.ResizeBlob(path, file.Size * Left / 100);
        return null;
    }
}
