using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>Bytes of an archive changed on their disk: its size and name are as before, its checksums are not.</summary>
public sealed record ArchiveCorrupt : ArchiveFault
{
    /// <summary>Where the bytes changed: <c>data</c> (in the middle) or <c>header</c> (at the beginning).</summary>
    public string Where { get; init; } = "data";

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Where is not ("data" or "header")) yield return new FaultProblem("where", $"'{Where}' is unknown", Where, ["data", "header"]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var archive = Archive(site.World);
        if (archive.Content is { } content)
            archive.File.Payload = content with { Damage = Where == "header" ? ArchiveDamage.Header : ArchiveDamage.Data };
        return null;
    }
}
