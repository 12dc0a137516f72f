using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools.Archives;

/// <summary>What is wrong with the bytes of a file.</summary>
internal enum Defect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There are none.</summary>
    Empty,

    /// <summary>It does not begin as it should.</summary>
    Header,

    /// <summary>It ends early.</summary>
    Truncated,

    /// <summary>Some bytes in the middle are wrong.</summary>
    Data,
}

/// <summary>A file that gzip, zstd, lzop or bzip2 made of another: the payload of its <see cref="BlobFile"/>.</summary>
/// <param name="Compression">gz, zst, lzo or bz2.</param>
/// <param name="Meaning">What was compressed: a text or a payload.</param>
/// <param name="Bytes">Its size before.</param>
/// <param name="Length">Bytes of the complete compressed file.</param>
internal sealed record PackedFile(string Compression, object? Meaning, long Bytes, long Length)
{
    /// <summary>What happened to its bytes since.</summary>
    public ArchiveDamage Damage { get; init; }
}

/// <summary>What the bytes of a file are.</summary>
/// <param name="Name">The file as it was given.</param>
/// <param name="Meaning">The text, or the payload that the bytes mean (what they unpack to, when compressed); null for anonymous bytes.</param>
/// <param name="Compression">gz, zst, lzo or bz2; null for none.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Bytes">Bytes after unpacking.</param>
/// <param name="Defect">What is wrong with it.</param>
internal sealed record FileContent(string Name, object? Meaning, string? Compression, long Size, long Bytes, Defect Defect)
{
    private const long VmaHeader = 12_288;

    /// <summary>The pipe it goes through, when it is a stream that takes its time.</summary>
    public ZfsWay? Way { get; init; }

    /// <summary>The content of the file at <paramref name="path"/>.</summary>
    public static FileContent Of(FileTree files, string path, string name) => files.Get(path) switch
    {
        TextFile text => new(name, files.ReadText(path), null, text.Size, text.Size, text.Size == 0 ? Defect.Empty : Defect.None),
        BlobFile { Payload: BackupArchive archive } blob => OfArchive(name, archive, blob.Size),
        BlobFile { Payload: PackedFile packed } blob => new(name, packed.Meaning, packed.Compression, blob.Size, packed.Bytes, DefectOf(packed.Damage, blob.Size, packed.Length)),
        BlobFile { Payload: TarArchive tar } blob => new(name, tar, null, blob.Size, tar.Length, DefectOf(tar.Damage, blob.Size, tar.Length)),
        BlobFile { Payload: ZfsStream stream } blob => new(name, stream, null, blob.Size, stream.Bytes, DefectOf(ArchiveDamage.None, blob.Size, stream.Bytes)),
        BlobFile blob => new(name, blob.Payload, null, blob.Size, blob.Size, blob.Size == 0 ? Defect.Empty : Defect.None),
        DirectoryEntry => throw new FileException(Errno.IsDirectory, name),
        _ => new(name, null, null, 0, 0, Defect.Empty),
    };

    /// <summary>The compression a file's name promises; null for none.</summary>
    public static string? CompressionOf(string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "gz" or "tgz" => "gz",
        "zst" or "tzst" => "zst",
        "lzo" => "lzo",
        "bz2" => "bz2",
        _ => null,
    };

    // A backup does not say by itself how it was compressed: its name does, for PVE as well.
    private static FileContent OfArchive(string name, BackupArchive archive, long size)
    {
        var compression = CompressionOf(name);
        var bytes = compression is null ? archive.Length : VmaHeader + archive.DataBytes;
        return new(name, archive, compression, size, bytes, DefectOf(archive.Damage, size, archive.Length));
    }

    private static Defect DefectOf(ArchiveDamage damage, long size, long length) => size == 0 ? Defect.Empty
        : damage == ArchiveDamage.Header ? Defect.Header
        : size < length ? Defect.Truncated
        : damage == ArchiveDamage.Data ? Defect.Data : Defect.None;
}
