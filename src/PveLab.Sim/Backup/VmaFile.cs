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
    public static string Complaint(FileTree files, string path, string compression)
    {
        var truncated = files.Find(path) is BlobFile { Payload: BackupArchive { Damage: ArchiveDamage.None } };
        return (compression, truncated) switch
        {
            ("zst", true) => $"zstd: {path} : Read error (39) : premature end ",
            ("zst", false) => $"zstd: {path}: unsupported format ",
            ("gz", true) => $"gzip: {path}: unexpected end of file",
            ("gz", false) => $"gzip: {path}: not in gzip format",
            ("lzo", true) => $"lzop: {path}: unexpected end of file",
            ("lzo", false) => $"lzop: {path}: not a lzop file",
            _ => $"bzcat: {path} is not a bzip2 file.",
        };
    }
}
