using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A storage may not hold a content type, as somebody has set it in storage.cfg.</summary>
public sealed record StorageContent : StorageFault
{
    /// <summary>The content type that is taken away.</summary>
    public string Missing { get; init; } = "backup";

    /// <summary>What it may hold instead, when nothing else is left (a storage always holds something).</summary>
    public string Instead { get; init; } = "iso";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (world.Storages.Find(Storage) is { } found && !found.Content.Contains(Missing))
            yield return new FaultProblem("missing", $"storage '{Storage}' does not have content '{Missing}' anyway", Missing, [.. found.Content]);
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var before = Definition(site.World)["content"];
        Redefine(site.World, s => With(s, [.. s.Content.Where(c => c != Missing)]));
        return () => Redefine(site.World, s => s with { Properties = s.Properties.SetItem("content", before ?? "") });
    }

    private StorageDefinition With(StorageDefinition storage, string[] content) =>
        storage with { Properties = storage.Properties.SetItem("content", content.Length > 0 ? string.Join(',', content) : Instead) };
}
