using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools.Archives;

/// <summary>file: says what a file is by how it begins.</summary>
internal static class FileKind
{
    private static readonly OptionTable Table = new("b/brief", "L/dereference", "!i/mime", "!z/uncompress", "!s/special-files", "!f:/files-from:") { Usage = "[OPTION...] [FILE...]" };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var width = options.Operands.Select(o => o.Length).Append(0).Max() + 2;
        foreach (var name in options.Operands)
            yield return new Step.Out((options.Has("b") ? "" : (name + ":").PadRight(width)) + Describe(invocation, name, options.Has("L")) + "\n");
    }

    private static string Describe(Invocation invocation, string name, bool follow)
    {
        var path = invocation.Absolute(name);
        if (invocation.Files.TryLocate(path, follow, out var located) is { } errno) return $"cannot open `{name}' ({errno.Describe()})";
        return located!.Entry switch
        {
            null => $"cannot open `{name}' (No such file or directory)",
            DirectoryEntry => "directory",
            LinkEntry link => (invocation.Files.Exists(path) ? "" : "broken ") + $"symbolic link to {invocation.Files.TargetOf(link)}",
            DeviceEntry { Block: true } => "block special",
            DeviceEntry => "character special",
            TextFile { Size: 0 } => "empty",
            TextFile text => text.Text.StartsWith("#!", StringComparison.Ordinal) ? "Bourne-Again shell script, ASCII text executable" : text.Text.Any(c => c > 127)
                ? "Unicode text, UTF-8 text" : "ASCII text",
            _ => OfBytes(FileContent.Of(invocation.Files, path, name)),
        };
    }

    private static string OfBytes(FileContent content) => content switch
    {
        { Size: 0 } => "empty",
        { Defect: Defect.Header } => "data",
        { Compression: "zst" } => "Zstandard compressed data (v0.8+), Dictionary ID: None",
        { Compression: "gz" } => $"gzip compressed data, from Unix, original size modulo 2^32 {Sizes.Text(content.Bytes & 0xFFFFFFFF)}",
        { Compression: "lzo" } => "lzop compressed data - version 1.040, LZO1X-1, os: Unix",
        { Compression: "bz2" } => "bzip2 compressed data, block size = 900k",
        { Meaning: TarArchive } => "POSIX tar archive (GNU)",
        { Meaning: BackupArchive } => "data",
        { Meaning: DiskImage image } when content.Name.EndsWith(".qcow2", StringComparison.Ordinal) => $"QEMU QCOW Image (v3), {Sizes.Text(image.Size)} bytes",
        { Meaning: DiskImage { System: not null } } => "DOS/MBR boot sector",
        _ when content.Name.EndsWith(".iso", StringComparison.Ordinal) => "ISO 9660 CD-ROM filesystem data (DOS/MBR boot sector) (bootable)",
        _ => "data",
    };
}
