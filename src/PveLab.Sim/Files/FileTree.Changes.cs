using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <content>What changes the tree: writing, creating, removing and moving.</content>
public sealed partial class FileTree
{
    private const long MaxText = 16L << 20;

    /// <summary>Writes <paramref name="text"/> to the file at <paramref name="path"/>, creating it when absent.</summary>
    /// <exception cref="FileException">No space, read-only, a directory, too large.</exception>
    public void WriteText(string path, string text, bool append = false)
    {
        var at = ForWriting(path);
        if (at.Entry is DirectoryEntry) throw new FileException(Errno.IsDirectory, path);
        if (at.Entry is DeviceEntry) return;
        if ((long)text.Length + (append && at.Entry is not null ? at.Entry.Size : 0) > MaxText) throw new FileException(Errno.TooLarge, path);
        if (at.Entry is not TextFile file)
        {
            CheckName(at, null, path);
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
        throw new FileException(at.FileSystem.NoRoom, path);
    }

    /// <summary>
    /// Writes a text that is composed only when somebody looks at the file: what a program writes anew again and again costs little while nobody does.
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="compose">Makes the text, the same whenever it is asked until the next write.</param>
    /// <exception cref="FileException">Read-only, or a directory is absent.</exception>
    internal void WriteLater(string path, Func<string> compose)
    {
        var at = ForWriting(path);
        if (at.Entry is not TextFile file)
        {
            WriteText(path, compose());
            return;
        }
        file.Modified = clock.Now;
        at.FileSystem.Touch();
        var (fileSystem, before) = (at.FileSystem, file.AllocatedBefore);
        file.Later(before, Compose);

        void Compose()
        {
            file.Replace(compose());
            // Whoever only glances at it must not decide how much of the disk is taken.
            if (clock.IsGlance) file.Later(before, Compose);
            else if (!file.Unlinked && !fileSystem.TryTake(file.Allocated - before))
            {
                file.Replace("");
                fileSystem.TryTake(-before);
            }
        }
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
        if (!at.FileSystem.TryTake(blob.Allocated)) throw new FileException(at.FileSystem.NoRoom, path);
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
            throw new FileException(at.FileSystem.NoRoom, path);
        }
        blob.Modified = clock.Now;
        at.FileSystem.Note();
    }

    /// <summary>Opens the text file at <paramref name="path"/> for appending, creating it when absent; <paramref name="truncate"/> empties it first.</summary>
    public OpenFile OpenText(string path, bool truncate = false)
    {
        if (truncate || Find(path) is null) WriteText(path, "");
        var at = ForWriting(path);
        return at.Entry is TextFile ? new OpenFile(this, clock, at.FileSystem, at.Entry, path)
            : throw new FileException(at.Entry is DirectoryEntry ? Errno.IsDirectory : Errno.Access, path);
    }

    /// <summary>Opens the blob at <paramref name="path"/>, which must exist, for growing.</summary>
    public OpenFile OpenBlob(string path)
    {
        var at = ForWriting(path);
        return at.Entry is BlobFile ? new OpenFile(this, clock, at.FileSystem, at.Entry, path) : throw new FileException(Errno.NoEntry, path);
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

    /// <summary>Creates a link that leads every node to a directory of its own (pve-cluster: pmxcfs, cfs-plug-link.c).</summary>
    internal void CreateOwnLink(string path, string before, string node, string after) =>
        Attach(path, fs => new LinkEntry(before + node + after)
        {
            Mode = FileSystem.Octal(777),
            Group = fs.Root.Group,
            Modified = clock.Now,
            Inode = fs.NewLink("").Inode,
            Own = (before, after),
        });

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

    /// <summary>Removes a directory with everything in it.</summary>
    public void RemoveTree(string path)
    {
        foreach (var (name, entry) in List(path).ToList())
        {
            if (entry is DirectoryEntry) RemoveTree(UnixPath.Join(path, name));
            else Remove(UnixPath.Join(path, name));
        }
        Remove(path);
    }

    /// <summary>Removes what <see cref="Remove"/> would, if that is possible: for cleaning up, where nobody looks at unlink's answer.</summary>
    public bool TryRemove(string path)
    {
        try
        {
            Remove(path);
            return true;
        }
        catch (FileException)
        {
            return false;
        }
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
        CheckName(target, source.RealPath, to);
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
        var located = Locate(path);
        located.Entry!.Modified = at ?? clock.Now;
        located.FileSystem.Touch();
    }

    private void Attach(string path, Func<FileSystem, FileEntry> make)
    {
        var at = ForWriting(path, followLast: false);
        if (at.Entry is not null) throw new FileException(Errno.Exists, path);
        var entry = make(at.FileSystem);
        if (!at.FileSystem.TryTake(entry.Allocated)) throw new FileException(at.FileSystem.NoRoom, path);
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

    private static void CheckName(Located at, string? from, string path)
    {
        if (at.FileSystem.NameGuard?.Invoke(at.RealPath, from) is { } errno) throw new FileException(errno, path);
    }

    private Located ForWriting(string path, bool followLast = true)
    {
        var at = Locate(path, followLast);
        if (at.FileSystem.ReadOnly) throw new FileException(Errno.ReadOnly, path);
        if (at.FileSystem.WriteGuard?.Invoke(at.RealPath) is { } errno) throw new FileException(errno, path);
        return at;
    }
}
