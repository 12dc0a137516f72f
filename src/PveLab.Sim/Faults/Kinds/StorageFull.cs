using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Other data takes a storage's bytes: a file in a directory, a forgotten volume in a thin pool. Removing it, pruning backups or more capacity cures it.
/// </summary>
public sealed record StorageFull : StorageFault
{
    /// <summary>Bytes left free, as a size.</summary>
    public string Free { get; init; } = "0";

    /// <summary>The file that takes the bytes, below the storage's directory.</summary>
    public string File { get; init; } = "office-share/export-2025.tar";

    /// <summary>VMID in the name of the volume that takes them, where the storage has no directory.</summary>
    public int Owner { get; init; } = 900;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("free", Free));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Definition(site.World)["path"] is null) return FillPool(site.World);
        var (tree, root) = Files(site.World);
        var path = UnixPath.Join(root, File);
        tree.CreateDirectory(UnixPath.Directory(path), parents: true);
        var bytes = tree.Locate(UnixPath.Directory(path)).FileSystem.Available - FaultSizes.Bytes(Free);
        tree.CreateBlob(path, Math.Max(0, bytes / FileSystem.BlockSize * FileSystem.BlockSize));
        return () => tree.Remove(path);
    }

    private Action? FillPool(Datacenter world)
    {
        var storages = NodeOf(world).Storages;
        var space = StorageTypes.Get(Definition(world).Type).Status(storages.View(Definition(world)))
            ?? throw new PveException($"storage '{Storage}' is not online");
        var bytes = Math.Max(FileSystem.BlockSize, space.Available - FaultSizes.Bytes(Free));
        var volume = storages.Allocate(Storage, Owner, null, null, bytes);
        storages.TryWrite(volume, bytes);
        return () => storages.Free(volume);
    }
}
