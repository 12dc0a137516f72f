using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>Reading VMA archives as the <c>vma</c> program does, and what it and the decompressors say of broken ones.</summary>
public static class VmaFile
{
    private const long HeaderBytes = 12_288;

    /// <summary>The archive in a file, or null when the file does not begin like one.</summary>
    public static BackupArchive? Open(FileTree files, string path) =>
        files.Find(path) is BlobFile { Payload: BackupArchive { Damage: not ArchiveDamage.Header } archive } blob && blob.Size >= Math.Min(HeaderBytes, archive.Length)
            ? archive
            : null;

    /// <summary>The stored configuration (pve-storage: PVE/Storage.pm extract_vzdump_config_vma).</summary>
    /// <exception cref="PveException">The file is no readable archive.</exception>
    public static string Config(FileTree files, string path, ArchiveName name)
    {
        if (Open(files, path) is { } archive) return archive.Config;
        throw new PveException(name.Compression is null
            ? $"command 'vma config {path}' failed: got signal 5"
            : $"Failed to extract config from VMA archive: {Complaint(files, path, name.Compression)}\n\n");
    }

    /// <summary>What a decompressor says of a file that it cannot read.</summary>
    public static string Complaint(FileTree files, string path, string compression) => files.Find(path) switch
    {
        null or { Size: 0 } => Complaint(path, compression, empty: true),
        BlobFile { Payload: BackupArchive { Damage: not ArchiveDamage.Header } archive } blob => Complaint(path, compression, truncated: blob.Size < archive.Length),
        _ => Complaint(path, compression, recognised: false),
    };

    /// <summary>What a decompressor says of a broken file: empty, not recognised, cut short, or (none of these) with wrong bytes in it.</summary>
    public static string Complaint(string path, string compression, bool empty = false, bool recognised = true, bool truncated = false) => compression switch
    {
        "zst" when empty => $"zstd: {path}: unexpected end of file ",
        "zst" when !recognised => $"zstd: {path}: unsupported format ",
        "zst" when truncated => $"{path} : Read error (39) : premature end ",
        "zst" => $"{path} : Decoding error (36) : Restored data doesn't match checksum ",
        "gz" when empty || truncated => $"gzip: {path}: unexpected end of file",
        "gz" when !recognised => $"gzip: {path}: not in gzip format",
        "gz" => $"gzip: {path}: invalid compressed data--crc error",
        "lzo" when empty || truncated => $"lzop: {path}: unexpected end of file",
        "lzo" when !recognised => $"lzop: {path}: not a lzop file",
        "lzo" => $"lzop: {path}: Checksum error (compressed data corrupted?)",
        _ when empty || truncated => "\nbzip2: Compressed file ends unexpectedly;\n\tperhaps it is corrupted?  *Possible* reason follows.\n"
            + $"bzip2: Inappropriate ioctl for device\n\tInput file = {path}, output file = (none)\n",
        _ when !recognised => $"bzip2: {path} is not a bzip2 file.",
        _ => $"\nbzip2: Data integrity error when decompressing.\n\tInput file = {path}, output file = (stdout)\n",
    };
}
