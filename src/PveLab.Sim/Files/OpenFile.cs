using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <summary>
/// A file a program holds open: written without walking the path again. It follows a rename, and once the file was removed it goes
/// on without taking space, as an unlinked inode does. Failures are <see cref="FileException"/> with the path it was opened by.
/// </summary>
public sealed class OpenFile
{
    private readonly FileTree tree;
    private readonly VirtualClock clock;
    private readonly FileSystem fileSystem;
    private readonly string path;
    private readonly long handles;

    internal OpenFile(FileTree tree, VirtualClock clock, FileSystem fileSystem, FileEntry entry, string path)
    {
        this.tree = tree;
        this.clock = clock;
        this.fileSystem = fileSystem;
        this.path = path;
        handles = fileSystem.Handles;
        Entry = entry;
    }

    /// <summary>The open file.</summary>
    public FileEntry Entry { get; }

    /// <summary>Whether its file system answers and may be written now.</summary>
    public Errno? Refusal => handles != fileSystem.Handles ? Errno.Stale : tree.RefusalOf(fileSystem) ?? (fileSystem.ReadOnly ? Errno.ReadOnly : null);

    /// <summary>Bytes its file system has left.</summary>
    public long Available => fileSystem.Available;

    /// <summary>Appends to a text file.</summary>
    public void Append(string text)
    {
        Check();
        var file = (TextFile)Entry;
        var before = file.Allocated;
        file.Append(text);
        file.Modified = clock.Now;
        fileSystem.Touch();
        if (file.Unlinked || fileSystem.TryTake(file.Allocated - before)) return;
        file.Replace(file.Text[..^text.Length]);
        throw new FileException(fileSystem.NoRoom, path);
    }

    /// <summary>Grows or shrinks a blob to <paramref name="bytes"/>; without space for all of it, it is filled to the brim.</summary>
    public void Resize(long bytes)
    {
        Check();
        var blob = (BlobFile)Entry;
        var (before, size) = (blob.Allocated, blob.Size);
        blob.Resize(bytes);
        blob.Modified = clock.Now;
        fileSystem.Note();
        if (blob.Unlinked || fileSystem.TryTake(blob.Allocated - before)) return;
        var fitting = (before + fileSystem.Available) / FileSystem.BlockSize * FileSystem.BlockSize;
        blob.Resize(Math.Max(size, fitting));
        fileSystem.TryTake(blob.Allocated - before);
        throw new FileException(fileSystem.NoRoom, path);
    }

    private void Check()
    {
        if (Refusal is { } errno) throw new FileException(errno, path);
    }
}
