using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <summary>One file system mounted in a node's tree.</summary>
/// <param name="Point">Absolute path of the mount point.</param>
/// <param name="FileSystem">What is mounted.</param>
/// <param name="Options">Mount options as findmnt shows them.</param>
public sealed record MountPoint(string Point, FileSystem FileSystem, string Options)
{
    private readonly long handles = FileSystem.Handles;

    /// <summary>Whether the server has numbered its files anew since it was mounted: every access is a stale handle, until it is mounted again.</summary>
    public bool IsStale => handles != FileSystem.Handles;
}

/// <summary>Where a path led: the file system it ended on, the directory there and the entry, if any.</summary>
/// <param name="FileSystem">The file system holding <paramref name="Parent"/>.</param>
/// <param name="Parent">The directory that holds, or would hold, the entry; the root itself for a root.</param>
/// <param name="Name">The last component.</param>
/// <param name="Entry">The entry, null when there is none of that name.</param>
/// <param name="RealPath">The absolute path after links and <c>..</c>.</param>
public sealed record Located(FileSystem FileSystem, DirectoryEntry Parent, string Name, FileEntry? Entry, string RealPath);

/// <summary>A node's file tree: file systems joined by mount points. Paths are absolute; failures are <see cref="FileException"/>.</summary>
public sealed partial class FileTree(VirtualClock clock, FileSystem root)
{
    private const int MaxLinks = 40;
    private const int MaxName = 255;
    private const int MaxPath = 4096;

    /// <summary>Deepest nesting of directories: far beyond use, and keeps every walk over the tree short.</summary>
    private const int MaxDepth = 256;

    private readonly SortedDictionary<string, MountPoint> mounts =
        new(StringComparer.Ordinal) { ["/"] = new MountPoint("/", root, "rw,relatime") };

    /// <summary>Everything mounted, by mount point.</summary>
    public IReadOnlyCollection<MountPoint> Mounts => mounts.Values;

    /// <summary>The node whose tree it is, for links that lead every node elsewhere; null for a tree that is no node's.</summary>
    public string? Self { get; init; }

    /// <summary>Whether packets pass to the machine of a network file system; the tree of a node asks its links.</summary>
    internal Func<FileSystem, bool> Reaches { get; init; } = _ => true;

    /// <summary>What an access to a file system mounted here is told instead of an answer.</summary>
    public Errno? RefusalOf(FileSystem fileSystem) =>
        fileSystem.Refusal ?? (fileSystem.Link is not null && !Reaches(fileSystem) ? Errno.TimedOut : null);

    /// <summary>Where a link leads from here.</summary>
    public string TargetOf(LinkEntry link) => Self is { } self && link.Own is { } own ? own.Before + self + own.After : link.Target;

    /// <summary>Something was mounted or unmounted.</summary>
    public event Action? Remounted;

    /// <summary>Mounts <paramref name="fileSystem"/> at <paramref name="point"/>, creating the directory when needed.</summary>
    public void Mount(string point, FileSystem fileSystem, string options = "rw,relatime")
    {
        CreateDirectory(point, parents: true);
        mounts[point] = new MountPoint(point, fileSystem, options);
        MountsChanged();
        fileSystem.Note();
    }

    /// <summary>Takes away what is mounted at <paramref name="point"/>. Returns false when nothing is.</summary>
    public bool Unmount(string point)
    {
        if (point == "/" || !mounts.Remove(point, out var gone)) return false;
        MountsChanged();
        gone.FileSystem.Note();
        return true;
    }

    /// <summary>What is mounted exactly at <paramref name="point"/>, if anything.</summary>
    public MountPoint? MountAt(string point) => mounts.GetValueOrDefault(point);

    /// <summary>The mount that <paramref name="path"/> lies on.</summary>
    public MountPoint MountOf(string path)
    {
        var real = Locate(path).RealPath;
        return mounts.Values.Where(m => UnixPath.IsWithin(real, m.Point)).MaxBy(m => m.Point.Length)!;
    }

    /// <summary>Follows <paramref name="path"/>; the last component may be absent.</summary>
    /// <exception cref="FileException">A directory on the way is absent, no directory, or does not answer.</exception>
    public Located Locate(string path, bool followLast = true) =>
        TryLocate(path, followLast, out var located) is { } errno ? throw new FileException(errno, path) : located!;

    /// <summary>Follows <paramref name="path"/> without throwing; null means success.</summary>
    public Errno? TryLocate(string path, bool followLast, out Located? located) =>
        (located = Recall(path, followLast)) is not null ? null : Walk(path, followLast, out located);

    private Errno? Walk(string path, bool followLast, out Located? located)
    {
        located = null;
        if (path.Length > MaxPath || path.AsSpan().Count('/') > MaxDepth) return Errno.NameTooLong;
        var pending = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var here = Enter(mounts["/"], "/");
        var trail = new Stack<Located>();
        var links = 0;
        var ledElsewhere = false;
        while (pending.TryPop(out var part))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                if (trail.Count > 0) here = trail.Pop();
                continue;
            }
            if (here.Entry is null) return Errno.NoEntry;
            if (here.Entry is not DirectoryEntry directory) return Errno.NotDirectory;
            if (RefusalOf(here.FileSystem) is { } refusal) return refusal;
            if (part.Length > MaxName) return Errno.NameTooLong;
            var real = UnixPath.Join(here.RealPath, part);
            directory.Entries.TryGetValue(part, out var entry);
            if (entry is LinkEntry link && (pending.Count > 0 || followLast))
            {
                if (++links > MaxLinks) return Errno.Loop;
                ledElsewhere |= pending.Count == 0;
                foreach (var step in TargetOf(link).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) pending.Push(step);
                if (!link.Target.StartsWith('/')) continue;
                here = Enter(mounts["/"], "/");
                trail.Clear();
                continue;
            }
            trail.Push(here);
            var mount = entry is DirectoryEntry ? mounts.GetValueOrDefault(real) : null;
            if (mount is { IsStale: true }) return Errno.Stale;
            here = mount is not null ? Enter(mount, real)
                : new Located(here.FileSystem, directory, part, entry, real);
        }
        if (here.Entry is DirectoryEntry && RefusalOf(here.FileSystem) is { } broken && here.Parent == here.Entry) return broken;
        located = here;
        if (here.Parent != here.Entry && !ledElsewhere) Remember(path, here);
        return null;
    }

    private static Located Enter(MountPoint mount, string path) =>
        new(mount.FileSystem, mount.FileSystem.Root, UnixPath.Name(path), mount.FileSystem.Root, path);

    /// <summary>The entry at <paramref name="path"/>, or null when there is none or the way is barred.</summary>
    public FileEntry? Find(string path, bool followLast = true) =>
        TryLocate(path, followLast, out var located) is null ? located!.Entry : null;

    /// <summary>Whether there is anything at <paramref name="path"/>.</summary>
    public bool Exists(string path) => Find(path) is not null;

    /// <summary>Whether <paramref name="path"/> is a directory.</summary>
    public bool IsDirectory(string path) => Find(path) is DirectoryEntry;

    /// <summary>The entry at <paramref name="path"/>.</summary>
    public FileEntry Get(string path, bool followLast = true) =>
        Locate(path, followLast).Entry ?? throw new FileException(Errno.NoEntry, path);

    /// <summary>The names and entries in the directory at <paramref name="path"/>, in ordinal order.</summary>
    public EntryTable List(string path)
    {
        var located = Locate(path);
        if (RefusalOf(located.FileSystem) is { } refusal) throw new FileException(refusal, path);
        return located.Entry switch
        {
            DirectoryEntry directory => directory.Entries,
            null => throw new FileException(Errno.NoEntry, path),
            _ => throw new FileException(Errno.NotDirectory, path),
        };
    }

    /// <summary>The text of the file at <paramref name="path"/>; a blob reads as an empty text (its bytes are not simulated).</summary>
    public string ReadText(string path) => Get(path) switch
    {
        TextFile { TaskLog: not null } log => ReadLog(log),
        TextFile file => file.Text,
        DirectoryEntry => throw new FileException(Errno.IsDirectory, path),
        _ => "",
    };

    /// <summary>Somebody read a file that holds a task's output; tells the task's id.</summary>
    public event Action<string>? TaskLogRead;

    private string ReadLog(TextFile log)
    {
        TaskLogRead?.Invoke(log.TaskLog!);
        return log.Text;
    }
}
