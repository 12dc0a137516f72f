using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage points somewhere else: another directory, or another export of its NFS server.</summary>
public sealed record StoragePath : StorageSettingFault
{
    /// <summary>Where it points to.</summary>
    public required string Path { get; init; }

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Storage == "local") yield return new FaultProblem("storage", "'local' always lies in /var/lib/vz, whatever storage.cfg says");
    }

    /// <inheritdoc />
    protected override string Property => "path";

    /// <inheritdoc />
    protected override string? Value(StorageDefinition storage) => Path;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Definition(site.World)["export"] is not { } export) return base.Begin(site);
        SetExport(site.World, Path);
        return () => SetExport(site.World, export);
    }

    private void SetExport(Datacenter world, string export)
    {
        // What is mounted from the old export goes away with the definition, as after a restart of the node.
        foreach (var node in world.Nodes.Values) node.Files.Unmount(Definition(world)["path"]!);
        Redefine(world, s => s with { Properties = s.Properties.SetItem("export", export) });
    }
}
