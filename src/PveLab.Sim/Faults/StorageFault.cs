using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults;

/// <summary>A fault of one storage.</summary>
public abstract record StorageFault : Fault
{
    /// <summary>The storage's id in storage.cfg.</summary>
    public required string Storage { get; init; }

    /// <summary>The node whose storage is meant, when each has its own; the first node if not given.</summary>
    public string? Node { get; init; }

    /// <summary>Storage types the fault makes sense for; empty for any.</summary>
    protected virtual IReadOnlyList<string> Types => [];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        if (world.Storages.Find(Storage) is not { } found)
            yield return new FaultProblem("storage", $"no storage is called '{Storage}'", Storage, [.. world.Storages.Storages.Select(s => s.Id)]);
        else if (Types.Count > 0 && !Types.Contains(found.Type))
            yield return new FaultProblem("storage", $"'{Kind}' is for storages of type {string.Join(", ", Types)}; '{Storage}' is {found.Type}");
        if (Node is { } node && !world.Nodes.ContainsKey(node))
            yield return new FaultProblem("node", $"no node is called '{node}'", node, [.. world.Nodes.Keys]);
    }

    /// <summary>The storage as defined now.</summary>
    protected StorageDefinition Definition(Datacenter world) => world.Storages.Get(Storage);

    /// <summary>The node that is meant.</summary>
    protected Node NodeOf(Datacenter world) => Node is { } name ? world.Node(name) : world.Nodes.Values.First();

    /// <summary>What an NFS server exports for the storage.</summary>
    /// <exception cref="PveException">It exports nothing there.</exception>
    protected Export Export(Datacenter world)
    {
        var storage = Definition(world);
        return NfsServers.Find(world, storage["server"] ?? "", storage["export"] ?? "")
            ?? throw new PveException($"storage '{Storage}' has no export");
    }

    /// <summary>The storage's files where they lie: behind the export, or in the node's tree.</summary>
    protected (FileTree Tree, string Path) Files(Datacenter world)
    {
        var storage = Definition(world);
        if (storage["server"] is not null) return (new FileTree(world.Clock, Export(world).FileSystem), "/");
        return (NodeOf(world).Files, storage["path"] ?? throw new PveException($"storage '{Storage}' has no directory"));
    }

    /// <summary>The file system behind the storage.</summary>
    protected FileSystem FileSystemOf(Datacenter world)
    {
        if (Definition(world)["server"] is not null) return Export(world).FileSystem;
        var (tree, path) = Files(world);
        return tree.MountOf(path).FileSystem;
    }

    /// <summary>Changes the storage's section of storage.cfg, as an administrator would.</summary>
    protected void Redefine(Datacenter world, Func<StorageDefinition, StorageDefinition> change) =>
        world.Cluster.WriteText("/storage.cfg", world.Storages.With(change(Definition(world))).Write());
}
