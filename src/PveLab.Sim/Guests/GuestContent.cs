using System.Collections.Immutable;
using PveLab.Sim.Files;

namespace PveLab.Sim.Guests;

/// <summary>
/// What a running system sees as its file tree: the disk it booted from and what is mounted over it. Files below a mount point lie on
/// their own disk, so a backup that leaves it out leaves its files out.
/// </summary>
public sealed class GuestContent
{
    private readonly ImmutableArray<(string Path, DiskImage? Image, string? Directory)> mounts;
    private readonly FileTree? host;

    private GuestContent(DiskImage root, FileTree? host, ImmutableArray<(string Path, DiskImage? Image, string? Directory)> mounts)
    {
        Root = root;
        this.host = host;
        this.mounts = mounts;
    }

    /// <summary>The disk with the system on it.</summary>
    public DiskImage Root { get; }

    /// <summary>The disks it writes to: the one with the system first.</summary>
    internal IEnumerable<DiskImage> Disks => mounts.Select(m => m.Image).OfType<DiskImage>().Prepend(Root);

    /// <summary>What is mounted, with the disk it lies on; no disk for a directory of the node.</summary>
    public IEnumerable<(string Path, DiskImage? Image)> Mounts => mounts.Select(m => (m.Path, m.Image)).OrderBy(m => m.Path, StringComparer.Ordinal);

    /// <summary>The content of a virtual machine: the disk it boots from and, of the others, those that its system knows where to mount.</summary>
    internal static GuestContent Of(DiskImage root, IEnumerable<DiskImage> others)
    {
        var mounted = from disk in others
                      where disk != root
                      let path = disk.Capture().System?.MountPoint
                      where path is not null
                      orderby path.Length descending, path
                      select (path, (DiskImage?)disk, (string?)null);
        return new GuestContent(root, null, [.. mounted]);
    }

    /// <summary>The content of a container; null when its root file system holds no system.</summary>
    /// <exception cref="PveException">A storage or volume is missing.</exception>
    public static GuestContent? Of(Container container, GuestConfig config)
    {
        var all = ContainerMount.Of(config);
        if (all.FirstOrDefault(m => m.Key == ContainerMount.Root) is not { } root || container.Node.Storages.Image(root.Volume) is not { } disk) return null;
        if (disk.Capture().System is not { IsInstalled: true }) return null;
        var mounted = from mount in all
                      where mount.Key != ContainerMount.Root
                      orderby mount.Path.Length descending
                      select (UnixPath.Absolute(mount.Path), mount.IsVolume ? container.Node.Storages.Image(mount.Volume) : null, mount.Type == "bind" ? mount.Volume : null);
        return new GuestContent(disk, container.Node.Files, [.. mounted]);
    }

    /// <summary>Everything as it is now; null when the disk was emptied.</summary>
    public GuestSystem? Read()
    {
        if (Root.Capture().System is not { } system) return null;
        if (mounts.IsEmpty) return system;
        var files = system.Files.RemoveRange(system.Files.Keys.Where(f => MountOf(f) is not null)).ToBuilder();
        foreach (var (path, image, directory) in mounts)
        {
            if (image?.Capture().System is { } mounted)
                foreach (var (name, file) in mounted.Files) files[path + name] = file;
            if (directory is not null)
                foreach (var (name, file) in HostFiles(directory)) files[path + name] = file;
        }
        return system with { Files = files.ToImmutable() };
    }

    /// <summary>Changes everything, each file where it lies.</summary>
    /// <param name="change">Makes the new content.</param>
    /// <param name="bytes">Bytes it writes.</param>
    /// <exception cref="FileException">The storage below has no room: an input/output error inside.</exception>
    public void Change(Func<GuestSystem, GuestSystem> change, long bytes)
    {
        if (Read() is not { } before) return;
        var after = change(before);
        var touched = bytes > 0 ? after.Files.FirstOrDefault(f => before.Files.GetValueOrDefault(f.Key) != f.Value).Key : null;
        if (bytes > 0 && !((touched is null ? null : MountOf(touched)?.Image) ?? Root).TryWrite(bytes)) throw new FileException(Errno.InputOutput, "");
        if (mounts.IsEmpty)
        {
            Root.System = after;
            return;
        }
        var hidden = Root.System!.Files.Where(f => MountOf(f.Key) is not null);
        Root.System = after with { Files = after.Files.RemoveRange(after.Files.Keys.Where(f => MountOf(f) is not null)).SetItems(hidden) };
        foreach (var mount in mounts) Store(mount, before, after);
    }

    /// <summary>Where a file lies: the disk, and its path on it. No disk when it lies in a directory of the node.</summary>
    internal (DiskImage? Image, string Path) Place(string path) =>
        MountOf(path) is { } mount ? (mount.Image, path[mount.Path.Length..]) : (Root, path);

    private (string Path, DiskImage? Image, string? Directory)? MountOf(string path)
    {
        foreach (var mount in mounts)
            if (path.StartsWith(mount.Path, StringComparison.Ordinal) && path.Length > mount.Path.Length && path[mount.Path.Length] == '/') return mount;
        return null;
    }

    private void Store((string Path, DiskImage? Image, string? Directory) mount, GuestSystem before, GuestSystem after)
    {
        var inside = after.Files.Where(f => MountOf(f.Key) is { } at && at.Path == mount.Path).ToList();
        if (mount.Image is { } image)
        {
            var files = inside.ToImmutableSortedDictionary(f => f.Key[mount.Path.Length..], f => f.Value, StringComparer.Ordinal);
            image.System = (image.System ?? GuestSystem.Data) with { Files = files };
        }
        if (mount.Directory is not { } directory) return;
        foreach (var (path, file) in inside.Where(f => before.Files.GetValueOrDefault(f.Key) != f.Value))
        {
            host!.CreateDirectory(UnixPath.Directory(directory + path[mount.Path.Length..]), parents: true);
            host.WriteText(directory + path[mount.Path.Length..], file.Text + file.Trailer);
        }
        foreach (var gone in before.Files.Keys.Where(f => MountOf(f) is { } at && at.Path == mount.Path && !after.Files.ContainsKey(f)))
            host!.Remove(directory + gone[mount.Path.Length..]);
    }

    private IEnumerable<(string Name, GuestFile File)> HostFiles(string directory)
    {
        if (!host!.IsDirectory(directory)) yield break;
        foreach (var name in host.List(directory).Keys.ToList())
        {
            var path = directory + "/" + name;
            if (host.Find(path) is TextFile text) yield return ("/" + name, new GuestFile(text.Text, text.Modified));
            else if (host.Find(path, followLast: false) is DirectoryEntry)
                foreach (var (inner, file) in HostFiles(path)) yield return ("/" + name + inner, file);
        }
    }
}
