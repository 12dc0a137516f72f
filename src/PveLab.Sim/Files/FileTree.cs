using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <summary>One file system mounted in a node's tree.</summary>
/// <param name="Point">Absolute path of the mount point.</param>
/// <param name="FileSystem">What is mounted.</param>
/// <param name="Options">Mount options as findmnt shows them.</param>
public sealed record MountPoint(string Point, FileSystem FileSystem, string Options);

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
    private const long MaxText = 16L << 20;

    private readonly SortedDictionary<string, MountPoint> mounts =
        new(StringComparer.Ordinal) { ["/"] = new MountPoint("/", root, "rw,relatime") };

    /// <summary>Everything mounted, by mount point.</summary>
    public IReadOnlyCollection<MountPoint> Mounts => mounts.Values;

    /// <summary>Mounts <paramref name="fileSystem"/> at <paramref name="point"/>, creating the directory when needed.</summary>
    public void Mount(string point, FileSystem fileSystem, string options = "rw,relatime")
    {
        CreateDirectory(point, parents: true);
        mounts[point] = new MountPoint(point, fileSystem, options);
        MountsChanged();
    }

    /// <summary>Takes away what is mounted at <paramref name="point"/>. Returns false when nothing is.</summary>
    public bool Unmount(string point)
    {
        if (point == "/" || !mounts.Remove(point)) return false;
        MountsChanged();
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
            if (here.FileSystem.Refusal is { } refusal) return refusal;
            if (part.Length > MaxName) return Errno.NameTooLong;
            var real = UnixPath.Join(here.RealPath, part);
            directory.Entries.TryGetValue(part, out var entry);
            if (entry is LinkEntry link && (pending.Count > 0 || followLast))
            {
                if (++links > MaxLinks) return Errno.Loop;
                ledElsewhere |= pending.Count == 0;
                foreach (var step in link.Target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) pending.Push(step);
                if (!link.Target.StartsWith('/')) continue;
                here = Enter(mounts["/"], "/");
                trail.Clear();
                continue;
            }
            trail.Push(here);
            here = mounts.TryGetValue(real, out var mount) && entry is DirectoryEntry
                ? Enter(mount, real)
                : new Located(here.FileSystem, directory, part, entry, real);
        }
        if (here.Entry is DirectoryEntry && here.FileSystem.Refusal is { } broken && here.Parent == here.Entry) return broken;
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
        if (located.FileSystem.Refusal is { } refusal) throw new FileException(refusal, path);
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
        LiveFile live => live.Text,
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

    /// <summary>Writes <paramref name="text"/> to the file at <paramref name="path"/>, creating it when absent.</summary>
    /// <exception cref="FileException">No space, read-only, a directory, too large.</exception>
    public void WriteText(string path, string text, bool append = false)
    {
        var at = ForWriting(path);
        if (at.Entry is DirectoryEntry) throw new FileException(Errno.IsDirectory, path);
        if (at.Entry is DeviceEntry) return;
        if (at.Entry is LiveFile) throw new FileException(Errno.Access, path);
        if ((long)text.Length + (append && at.Entry is not null ? at.Entry.Size : 0) > MaxText) throw new FileException(Errno.TooLarge, path);
        if (at.Entry is not TextFile file)
        {
            if (at.Entry is not null) Detach(at);
            file = at.FileSystem.NewText();
            at.Parent.Entries[at.Name] = file;
            at.Parent.Modified = clock.Now;
        }
        var before = file.Allocated;
        var previous = append ? null : file.Text;
        if (append) file.Append(text);
        else file.Replace(text);
        file.Modified = clock.Now;
        at.FileSystem.Touch();
        if (at.FileSystem.TryTake(file.Allocated - before)) return;
        // As on a real disk the file stays, cut to what fitted: whole blocks that were already its own.
        file.Replace(previous is null ? file.Text[..^text.Length] : "");
        at.FileSystem.TryTake(file.Allocated - before);
        throw new FileException(Errno.NoSpace, path);
    }

    /// <summary>Creates (or replaces) a blob of <paramref name="size"/> bytes at <paramref name="path"/>.</summary>
    public BlobFile CreateBlob(string path, long size = 0, object? payload = null, Func<long>? sparse = null)
    {
        var at = ForWriting(path);
        if (at.Entry is DirectoryEntry) throw new FileException(Errno.IsDirectory, path);
        if (at.Entry is not null) Detach(at);
        var blob = at.FileSystem.NewBlob();
        blob.Payload = payload;
        blob.SparseBytes = sparse;
        blob.Resize(size);
        if (!at.FileSystem.TryTake(blob.Allocated)) throw new FileException(Errno.NoSpace, path);
        at.Parent.Entries[at.Name] = blob;
        at.Parent.Modified = clock.Now;
        at.FileSystem.Touch();
        return blob;
    }

    /// <summary>Grows or shrinks the blob at <paramref name="path"/> to <paramref name="size"/> bytes.</summary>
    /// <exception cref="FileException">There is no space for it; the blob keeps its size.</exception>
    public void ResizeBlob(string path, long size)
    {
        var at = ForWriting(path);
        if (at.Entry is not BlobFile blob) throw new FileException(Errno.NoEntry, path);
        var (before, old) = (blob.Allocated, blob.Size);
        blob.Resize(size);
        if (!at.FileSystem.TryTake(blob.Allocated - before))
        {
            blob.Resize(old);
            throw new FileException(Errno.NoSpace, path);
        }
        blob.Modified = clock.Now;
    }

    /// <summary>Opens the text file at <paramref name="path"/> for appending, creating it when absent; <paramref name="truncate"/> empties it first.</summary>
    public OpenFile OpenText(string path, bool truncate = false)
    {
        if (truncate || Find(path) is null) WriteText(path, "");
        var at = ForWriting(path);
        return at.Entry is TextFile ? new OpenFile(clock, at.FileSystem, at.Entry, path)
            : throw new FileException(at.Entry is DirectoryEntry ? Errno.IsDirectory : Errno.Access, path);
    }

    /// <summary>Opens the blob at <paramref name="path"/>, which must exist, for growing.</summary>
    public OpenFile OpenBlob(string path)
    {
        var at = ForWriting(path);
        return at.Entry is BlobFile ? new OpenFile(clock, at.FileSystem, at.Entry, path) : throw new FileException(Errno.NoEntry, path);
    }

    /// <summary>Creates a directory.</summary>
    /// <param name="path">Where.</param>
    /// <param name="parents">Also create what is missing on the way, and accept one that exists (<c>mkdir -p</c>).</param>
    public void CreateDirectory(string path, bool parents = false)
    {
        if (parents && path != "/" && !Exists(UnixPath.Directory(path))) CreateDirectory(UnixPath.Directory(path), true);
        var located = Locate(path);
        if (located.Entry is DirectoryEntry && parents) return;
        if (located.Entry is not null) throw new FileException(Errno.Exists, path);
        Attach(path, fs => fs.NewDirectory());
    }

    /// <summary>Creates a symbolic link at <paramref name="path"/>.</summary>
    public void CreateLink(string path, string target) => Attach(path, fs => fs.NewLink(target));

    /// <summary>Creates a file whose text is computed at each reading.</summary>
    public void CreateLive(string path, Func<string> text) => Attach(path, fs => fs.NewLive(text));

    /// <summary>Creates a device node.</summary>
    public void CreateDevice(string path, bool block, object? payload = null) => Attach(path, fs => fs.NewDevice(block, payload));

    /// <summary>Removes the file, link or empty directory at <paramref name="path"/>.</summary>
    public void Remove(string path)
    {
        var at = ForWriting(path, followLast: false);
        if (at.Entry is null) throw new FileException(Errno.NoEntry, path);
        if (at.Entry is DirectoryEntry { Entries.Count: > 0 }) throw new FileException(Errno.NotEmpty, path);
        if (mounts.ContainsKey(at.RealPath)) throw new FileException(Errno.Busy, path);
        Detach(at);
        at.FileSystem.Touch();
    }

    /// <summary>Moves an entry within one file system, replacing a file that is in the way.</summary>
    /// <exception cref="FileException"><see cref="Errno.CrossDevice"/> when the two lie on different file systems.</exception>
    public void Rename(string from, string to)
    {
        var source = ForWriting(from, followLast: false);
        if (source.Entry is null) throw new FileException(Errno.NoEntry, from);
        var target = ForWriting(to, followLast: false);
        if (target.FileSystem != source.FileSystem) throw new FileException(Errno.CrossDevice, to);
        if (UnixPath.IsWithin(target.RealPath, source.RealPath))
        {
            if (target.RealPath == source.RealPath) return;
            throw new FileException(Errno.Invalid, to);
        }
        if (target.Entry is DirectoryEntry { Entries.Count: > 0 }) throw new FileException(Errno.NotEmpty, to);
        if (target.Entry is not null) Detach(target);
        if (source.Entry is not (TextFile or BlobFile)) source.FileSystem.Moved();
        source.Parent.Entries.Remove(source.Name);
        target.Parent.Entries[target.Name] = source.Entry;
        source.Parent.Modified = target.Parent.Modified = clock.Now;
        source.FileSystem.Touch();
    }

    /// <summary>Sets the time of the last change, creating an empty file when there is none (<c>touch</c>).</summary>
    public void Touch(string path, Instant? at = null)
    {
        if (!Exists(path)) WriteText(path, "");
        Get(path).Modified = at ?? clock.Now;
    }

    private void Attach(string path, Func<FileSystem, FileEntry> make)
    {
        var at = ForWriting(path, followLast: false);
        if (at.Entry is not null) throw new FileException(Errno.Exists, path);
        var entry = make(at.FileSystem);
        if (!at.FileSystem.TryTake(entry.Allocated)) throw new FileException(Errno.NoSpace, path);
        at.Parent.Entries[at.Name] = entry;
        at.Parent.Modified = clock.Now;
        at.FileSystem.Touch();
    }

    private void Detach(Located at)
    {
        at.Entry!.Unlinked = true;
        if (at.Entry is LinkEntry) at.FileSystem.Moved();
        at.FileSystem.TryTake(-at.Entry.Allocated);
        at.Parent.Entries.Remove(at.Name);
        at.Parent.Modified = clock.Now;
    }

    private Located ForWriting(string path, bool followLast = true)
    {
        var at = Locate(path, followLast);
        if (at.FileSystem.ReadOnly) throw new FileException(Errno.ReadOnly, path);
        if (at.FileSystem.WriteGuard?.Invoke(at.RealPath) is { } errno) throw new FileException(errno, path);
        return at;
    }
}
