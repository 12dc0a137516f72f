using System.Text;
using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <summary>Anything a directory can hold.</summary>
public abstract class FileEntry
{
    /// <summary>Permission bits, for example octal 0644.</summary>
    public int Mode { get; set; }

    /// <summary>Owning user.</summary>
    public string Owner { get; set; } = "root";

    /// <summary>Owning group.</summary>
    public string Group { get; set; } = "root";

    /// <summary>When the content last changed.</summary>
    public Instant Modified { get; set; }

    /// <summary>Number that identifies the entry within its file system.</summary>
    public long Inode { get; init; }

    /// <summary>Whether it was removed from its directory; a program that holds it open writes on, but takes no space any more.</summary>
    public bool Unlinked { get; internal set; }

    /// <summary>Apparent size in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>Bytes taken on the file system: whole blocks of 4 KiB.</summary>
    public virtual long Allocated => (Size + FileSystem.BlockSize - 1) / FileSystem.BlockSize * FileSystem.BlockSize;
}

/// <summary>A directory; its names are kept in ordinal order.</summary>
public sealed class DirectoryEntry : FileEntry
{
    /// <summary>What it holds.</summary>
    public EntryTable Entries { get; } = new();

    /// <inheritdoc />
    public override long Size => FileSystem.BlockSize;
}

/// <summary>
/// A text file. A text that was written as a whole stays the string it was (copies of a log share it); one that grows is kept as UTF-8,
/// because a year of logs is long.
/// </summary>
public sealed class TextFile : FileEntry
{
    private byte[]? bytes;
    private string? whole = "";
    private int size;
    private Action? later;
    private long accounted;

    /// <summary>The id of the task whose output it holds, null for any other text.</summary>
    public string? TaskLog { get; set; }

    /// <summary>The whole text.</summary>
    public string Text
    {
        get
        {
            Compose();
            return whole ??= Encoding.UTF8.GetString(bytes!, 0, size);
        }
    }

    /// <inheritdoc />
    public override long Size
    {
        get
        {
            Compose();
            return size;
        }
    }

    /// <summary>A page of its lines; of all others only the ends are looked for. Empty lines at the end of the text are none.</summary>
    /// <param name="start">Lines before the page.</param>
    /// <param name="most">Lines of the page at most.</param>
    public IReadOnlyList<string> Page(long start, long most)
    {
        Compose();
        return whole is not null ? Page(whole.AsSpan(), '\n', start, most, static line => line.ToString())
            : Page((ReadOnlySpan<byte>)bytes.AsSpan(0, size), (byte)'\n', start, most, Encoding.UTF8.GetString);
    }

    /// <summary>Whether its text is composed only when somebody looks, and nobody has.</summary>
    internal bool IsUnread => later is not null;

    /// <summary>Bytes that are accounted for: those of the text that stood there before one that nobody has looked at.</summary>
    internal long AllocatedBefore => IsUnread ? accounted : Allocated;

    /// <summary>Its text is another by now: <paramref name="compose"/> puts it in when somebody looks.</summary>
    internal void Later(long allocated, Action compose) => (accounted, later) = (allocated, compose);

    internal void Replace(string content)
    {
        later = null;
        bytes = null;
        size = Encoding.UTF8.GetByteCount(content);
        whole = content;
    }

    internal void Append(string content)
    {
        Compose();
        var more = Encoding.UTF8.GetByteCount(content);
        if (bytes is null)
        {
            bytes = new byte[Math.Max(1024, size + more)];
            Encoding.UTF8.GetBytes(whole!, bytes);
        }
        if (bytes.Length < size + more) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, size + more));
        size += Encoding.UTF8.GetBytes(content, bytes.AsSpan(size));
        whole = null;
    }

    private static List<string> Page<T>(ReadOnlySpan<T> text, T newline, long start, long most, Func<ReadOnlySpan<T>, string> read)
        where T : IEquatable<T>
    {
        text = text.TrimEnd(newline);
        var lines = new List<string>();
        for (var number = 0L; lines.Count < most; number++)
        {
            var end = text.IndexOf(newline);
            if (number >= start) lines.Add(read(end < 0 ? text : text[..end]));
            if (end < 0) break;
            text = text[(end + 1)..];
        }
        return lines;
    }

    private void Compose()
    {
        if (later is not { } compose) return;
        later = null;
        compose();
    }
}

/// <summary>A file of which only the size and a meaning are simulated: an archive, a disk image, an ISO.</summary>
public sealed class BlobFile : FileEntry
{
    private long length;

    /// <summary>What the bytes mean (a backup archive, a disk image), or null for anonymous bytes.</summary>
    public object? Payload { get; set; }

    /// <summary>Bytes really allocated when the file is sparse, or null when it is dense.</summary>
    public Func<long>? SparseBytes { get; set; }

    /// <inheritdoc />
    public override long Size => length;

    /// <inheritdoc />
    public override long Allocated => SparseBytes?.Invoke() ?? base.Allocated;

    internal void Resize(long bytes) => length = bytes;
}

/// <summary>A symbolic link.</summary>
public sealed class LinkEntry(string target) : FileEntry
{
    /// <summary>Where it points, absolute or relative to its directory.</summary>
    public string Target { get; } = target;

    /// <summary>The target before and after the name of the node that looks, when it leads every node to its own directory; null otherwise.</summary>
    public (string Before, string After)? Own { get; init; }

    /// <inheritdoc />
    public override long Size => Target.Length;

    /// <inheritdoc />
    public override long Allocated => 0;
}

/// <summary>A block or character device node.</summary>
public sealed class DeviceEntry(bool block, object? payload = null) : FileEntry
{
    /// <summary>True for a block device, false for a character device.</summary>
    public bool Block { get; } = block;

    /// <summary>What is behind it, for example a disk image.</summary>
    public object? Payload { get; } = payload;

    /// <inheritdoc />
    public override long Size => 0;
}
