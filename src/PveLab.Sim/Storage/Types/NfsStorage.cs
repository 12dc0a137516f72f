using PveLab.Sim.Cluster;

namespace PveLab.Sim.Storage.Types;

/// <summary><c>nfs</c>: a directory exported by another host, mounted below /mnt/pve (pve-storage: PVE/Storage/NFSPlugin.pm).</summary>
public sealed class NfsStorage() : DirectoryStorage("nfs", "backup images import iso rootdir snippets vztmpl", "images", "qcow2 raw vmdk",
    "!path content-dirs !server !export nodes disable prune-backups max-protected-backups options content format mkdir create-base-path "
    + "create-subdirs bwlimit preallocation *snapshot-as-volume-chain")
{
    /// <inheritdoc />
    public override StorageDefinition CheckConfig(string id, IReadOnlyDictionary<string, string> values, bool create, Action<string> warn)
    {
        var filled = new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal);
        if (create) filled.TryAdd("path", $"/mnt/pve/{id}");
        return base.CheckConfig(id, filled, create, warn);
    }

    /// <inheritdoc />
    public override bool IsOnline(StorageView storage)
    {
        Connection(storage).Observe();
        return NfsServers.Answers(storage.Node, storage.Definition["server"]!);
    }

    /// <inheritdoc />
    public override bool IsReady(StorageView storage) =>
        Connection(storage).IsMounted && NfsServers.Answers(storage.Node, storage.Definition["server"]!) && base.IsReady(storage);

    /// <inheritdoc />
    public override void Activate(StorageView storage)
    {
        var connection = Connection(storage);
        connection.Observe();
        if (!connection.IsMounted)
        {
            MakeBaseDirectory(storage);
            if (!storage.Files.IsDirectory(storage.Path))
                throw new PveException($"unable to activate storage '{storage.Id}' - directory '{storage.Path}' does not exist");
            connection.Mount();
        }
        base.Activate(storage);
    }

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage) => Connection(storage) is var connection && connection.IsMounted ? base.Status(storage) : null;

    /// <inheritdoc />
    public override PhysicalDisk? Disk(StorageView storage) => Export(storage)?.FileSystem.Disk;

    /// <inheritdoc />
    public override Lane? Link(StorageView storage) => Export(storage)?.FileSystem.Link;

    private static Export? Export(StorageView storage) =>
        NfsServers.Find(storage.Node.Datacenter, storage.Definition["server"]!, storage.Definition["export"]!);

    private static StorageConnection Connection(StorageView storage) => storage.Node.Storages.Connection(storage.Definition);
}
