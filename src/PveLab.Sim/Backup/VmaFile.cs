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
        var archive = (files.Find(path) as BlobFile)?.Payload as BackupArchive;
        var damage = archive?.Damage ?? ArchiveDamage.Header;
        return (compression, damage) switch
        {
            ("zst", ArchiveDamage.None) => $"{path} : Read error (39) : premature end ",
            ("zst", ArchiveDamage.Data) => $"{path} : Decoding error (36) : Restored data doesn't match checksum ",
            ("zst", _) => $"zstd: {path}: unsupported format ",
            ("gz", ArchiveDamage.None) => $"gzip: {path}: unexpected end of file",
            ("gz", ArchiveDamage.Data) => $"gzip: {path}: invalid compressed data--crc error",
            ("gz", _) => $"gzip: {path}: not in gzip format",
            ("lzo", ArchiveDamage.None) => $"lzop: {path}: unexpected end of file",
            ("lzo", ArchiveDamage.Data) => $"lzop: {path}: Checksum error",
            ("lzo", _) => $"lzop: {path}: not a lzop file",
            _ => $"bzcat: {path} is not a bzip2 file.",
        };
    }
}
