using PveLab.Sim.Backup;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Archives;

/// <summary>Writes bytes of which the meaning is known, and spoils them.</summary>
internal static class ByteFiles
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="FileException">No space, no directory, ….</exception>
    public static void Write(FileTree files, string path, FileContent content)
    {
        if (content is { Compression: null, Meaning: string text }) files.WriteText(path, text);
        else files.CreateBlob(path, content.Size, PayloadOf(content));
    }

    /// <summary>What a file whose bytes were written over in a place still means.</summary>
    public static object? Spoiled(object? payload, long offset)
    {
        var damage = offset < FileSystem.BlockSize / 8 ? ArchiveDamage.Header : ArchiveDamage.Data;
        return payload switch
        {
            BackupArchive { Damage: not ArchiveDamage.Header } archive => archive with { Damage = damage },
            PackedFile { Damage: not ArchiveDamage.Header } packed => packed with { Damage = damage },
            TarArchive { Damage: not ArchiveDamage.Header } tar => tar with { Damage = damage },
            _ => payload,
        };
    }

    private static object? PayloadOf(FileContent content) => content switch
    {
        { Compression: null, Meaning: BackupArchive archive } => archive with { Length = content.Bytes },
        { Compression: { } compression, Meaning: BackupArchive archive } => FileContent.CompressionOf("." + compression) is null ? archive : archive with { Length = content.Size },
        { Compression: { } compression } => new PackedFile(compression, content.Meaning, content.Bytes, content.Size),
        _ => content.Meaning,
    };
}
