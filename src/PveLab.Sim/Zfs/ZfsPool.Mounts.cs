using PveLab.Sim.Files;

namespace PveLab.Sim.Zfs;

/// <content>Mounting file systems in the node's tree (openzfs: lib/libzfs/libzfs_mount.c).</content>
public sealed partial class ZfsPool
{
    private const string MountOptions = "rw,relatime,xattr,noacl,casesensitive";

    /// <summary>Mounts a file system where its properties say; one that is not to be mounted stays away.</summary>
    /// <exception cref="ZfsException">The mount point cannot be made.</exception>
    public void Mount(ZfsDataset dataset)
    {
        var point = ZfsProperties.Mountpoint(dataset).Value;
        var wanted = dataset.Kind == ZfsKind.Filesystem && dataset.Settings.GetValueOrDefault("canmount") is not ("off" or "noauto");
        if (!wanted || point is "none" or "legacy" || dataset.MountedAt is not null) return;
        Mount(dataset, point);
    }

    /// <summary>Mounts a file system at a place.</summary>
    /// <exception cref="ZfsException">The mount point cannot be made.</exception>
    public void Mount(ZfsDataset dataset, string point)
    {
        dataset.FileSystem ??= new FileSystem(Node.Datacenter.Facts, dataset.Name, "zfs", new SharedSpace(() => dataset.Referenced, () => dataset.Available, dataset.TryTake), Disk);
        try
        {
            Node.Files.Mount(point, dataset.FileSystem, MountOptions);
            dataset.MountedAt = point;
        }
        catch (FileException error)
        {
            throw new ZfsException($"cannot mount '{point}': failed to create mountpoint: {error.Errno.Describe()}");
        }
    }

    /// <summary>Unmounts a file system; with <paramref name="forget"/> its empty mount point goes too.</summary>
    public void Unmount(ZfsDataset dataset, bool forget = false)
    {
        if (dataset.MountedAt is not { } point) return;
        Node.Files.Unmount(point);
        dataset.MountedAt = null;
        if (forget) Node.Files.TryRemove(point);
    }

    /// <summary>Mounts everything that is to be mounted and is not (<c>zfs mount -a</c>).</summary>
    public void MountAll()
    {
        foreach (var dataset in datasets.Values) Mount(dataset);
    }

    internal void Remount(ZfsDataset dataset)
    {
        if (dataset.Kind != ZfsKind.Filesystem) return;
        var below = dataset.Tree().ToList();
        foreach (var one in Enumerable.Reverse(below)) Unmount(one, forget: true);
        foreach (var one in below) Mount(one);
    }
}
