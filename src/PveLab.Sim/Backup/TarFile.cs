using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <summary>Reading containers' archives as tar does, and what it and the decompressors say of broken ones.</summary>
public static class TarFile
{
    /// <summary>Bytes of a packed archive that must be there before its first files can be read.</summary>
    private const long FirstBlock = 64 << 10;

    /// <summary>The archive in a file, or null when tar does not find the beginning of one.</summary>
    public static BackupArchive? Open(FileTree files, string path) =>
        files.Find(path) is BlobFile { Payload: BackupArchive { Damage: not ArchiveDamage.Header } archive } blob && archive.Kind == GuestKind.Container
        && blob.Size >= Math.Min(FirstBlock, archive.Length)
            ? archive
            : null;

    /// <summary>The stored configuration (pve-storage: PVE/Storage.pm extract_vzdump_config_tar).</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The archive.</param>
    /// <param name="log">Receives what tar prints.</param>
    /// <exception cref="PveException">There is none in it.</exception>
    public static string Config(FileTree files, string path, Action<string> log)
    {
        if (!files.Exists(path)) throw new PveException($"ERROR: file '{path}' does not exist");
        if (Open(files, path) is not { } archive)
        {
            foreach (var line in Complaint(files, path)) log(line);
            throw NoConfig();
        }
        return archive.Config.Length > 0 ? archive.Config : throw NoConfig();
    }

    private static PveException NoConfig() => new("ERROR: archive contains no configuration file");

    private static IEnumerable<string> Complaint(FileTree files, string path)
    {
        var cutShort = files.Find(path) is BlobFile { Size: > 0, Payload: BackupArchive { Damage: not ArchiveDamage.Header } archive } && archive.Kind == GuestKind.Container;
        var said = path[(path.LastIndexOf('.') + 1)..] switch
        {
            "zst" => cutShort ? "/*stdin*\\ : Read error (39) : premature end " : "zstd: /*stdin*\\: unsupported format ",
            "gz" or "tgz" => cutShort ? "gzip: stdin: unexpected end of file" : "gzip: stdin: not in gzip format",
            "lzo" => cutShort ? "lzop: <stdin>: unexpected end of file" : "lzop: <stdin>: not a lzop file",
            _ => null,
        };
        if (said is not null) yield return said;
        if (cutShort)
        {
            yield return "tar: Unexpected EOF in archive";
        }
        else if (said is null)
        {
            yield return "tar: This does not look like a tar archive";
            yield return "tar: Exiting with failure status due to previous errors";
            yield break;
        }
        else
        {
            yield return "tar: Child returned status 1";
        }
        yield return "tar: Error is not recoverable: exiting now";
    }
}
