using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Storage;

/// <summary>A node's connection to an NFS storage.</summary>
public sealed class StorageConnection
{
    internal StorageConnection(Node node, StorageDefinition storage)
    {
        Node = node;
        Storage = storage;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The storage, as defined when it was last used.</summary>
    public StorageDefinition Storage { get; internal set; }

    /// <summary>Where it is in its life; <see cref="Observe"/> brings it up to the present.</summary>
    public StorageConnectionStatus Status { get; internal set; }

    /// <summary>Whether the export is mounted, reachable or not.</summary>
    public bool IsMounted => Mounted is not null;

    private string Server => Storage["server"]!;

    private string Source => Server.Contains(':', StringComparison.Ordinal) ? $"[{Server}]:{Storage["export"]}" : $"{Server}:{Storage["export"]}";

    private Export? Export => NfsServers.Find(Node.Datacenter, Server, Storage["export"]!);

    private FileSystem? Mounted => Node.Files.MountAt(Storage["path"]!)?.FileSystem is { } mounted
        && (mounted == Export?.FileSystem || mounted.Type.StartsWith("nfs", StringComparison.Ordinal) && mounted.Source.TrimEnd('/') == Source.TrimEnd('/'))
            ? mounted : null;

    /// <summary>Looks at the mount and the server, whoever changed them, and takes the transitions that follow.</summary>
    public void Observe()
    {
        var mounted = Mounted;
        if (mounted is null)
        {
            if (Status != StorageConnectionStatus.Unmounted) Fire(StorageConnectionTrigger.Unmount);
            return;
        }
        if (Status == StorageConnectionStatus.Unmounted)
        {
            Fire(StorageConnectionTrigger.Mount);
            Fire(StorageConnectionTrigger.Grant);
        }
        var now = !NfsServers.Answers(Node, Server) || mounted.State == FileSystemState.Hanging ? StorageConnectionStatus.Unreachable
            : Export?.FileSystem != mounted || mounted.State == FileSystemState.Stale || Node.Files.MountAt(Storage["path"]!) is { IsStale: true } ? StorageConnectionStatus.Stale
            : StorageConnectionStatus.Online;
        if (now == Status) return;
        Fire(now switch
        {
            StorageConnectionStatus.Unreachable => StorageConnectionTrigger.Lose,
            StorageConnectionStatus.Stale => StorageConnectionTrigger.Forget,
            _ => StorageConnectionTrigger.Regain,
        });
    }

    /// <summary>Mounts the export at the storage's path (nfs_mount).</summary>
    /// <exception cref="PveException"><c>mount error: …</c>.</exception>
    public void Mount()
    {
        Fire(StorageConnectionTrigger.Mount);
        try
        {
            if (!NfsServers.Answers(Node, Server))
                throw new PveException($"mount error: mount.nfs: Connection timed out for {Source} on {Storage["path"]}");
            if (Export is not { } export) throw new PveException($"mount error: mount.nfs: access denied by server while mounting {Source}");
            Node.Files.Mount(Storage["path"]!, export.FileSystem, MountOptions(export));
        }
        catch (PveException)
        {
            Fire(StorageConnectionTrigger.Refuse);
            throw;
        }
        Fire(StorageConnectionTrigger.Grant);
    }

    /// <summary>Unmounts it; harmless when it is not mounted (deactivate_storage).</summary>
    public void Unmount()
    {
        if (IsMounted) Node.Files.Unmount(Storage["path"]!);
        Observe();
    }

    private string MountOptions(Export export) =>
        "rw,relatime,vers=4.2,rsize=1048576,wsize=1048576,namlen=255,hard,proto=tcp,timeo=600,retrans=2,sec=sys,"
        + $"clientaddr={Node.Host.Address},local_lock=none,addr={export.Host.Address}";

    private void Fire(StorageConnectionTrigger trigger) => Node.Datacenter.Lifecycles.Storage.Fire(this, trigger);
}
