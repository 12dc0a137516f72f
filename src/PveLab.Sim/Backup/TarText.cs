using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>What GNU tar is called with and what it prints about containers' archives (pve-container: PVE/VZDump/LXC.pm archive, PVE/LXC/Create.pm).</summary>
internal static class TarText
{
    /// <summary>Bytes of a record: archives are whole records long.</summary>
    internal const long Record = 10_240;

    private const long SmallRate = 65L << 20;

    /// <summary>What every call has (pve-storage: PVE/Storage/Plugin.pm COMMON_TAR_FLAGS).</summary>
    internal static readonly string[] Flags =
    [
        "--one-file-system", "-p", "--sparse", "--numeric-owner", "--acls", "--xattrs", "--xattrs-include=user.*", "--xattrs-include=security.capability",
        "--warning=no-file-ignored", "--warning=no-xattr-write",
    ];

    /// <summary>What runs tar with a container's own ids (pve-container: PVE/LXC.pm userns_command).</summary>
    internal static IEnumerable<string> UserNamespace(bool privileged) =>
        privileged ? [] : ["lxc-usernsexec", "-m", "u:0:100000:65536", "-m", "g:0:100000:65536", "--"];

    /// <summary>Bytes of an archive of that much data.</summary>
    internal static long Length(long data) => (data + Record) / Record * Record;

    /// <summary><c>Total bytes written: 10240 (10KiB, 65MiB/s)</c>, and of an extraction <c>Total bytes read</c>.</summary>
    /// <param name="verb"><c>written</c> or <c>read</c>.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="took">How long it took; what was over within a look counts as fast as a small archive is.</param>
    internal static string Total(string verb, long bytes, TimeSpan took)
    {
        var rate = took > TimeSpan.Zero ? (long)(bytes / took.TotalSeconds) : SmallRate;
        return string.Create(CultureInfo.InvariantCulture, $"Total bytes {verb}: {bytes} ({Human(bytes)}, {Human(rate)}/s)");
    }

    /// <summary>A command line as run_command names it when it fails.</summary>
    internal static string Quote(IEnumerable<string> words) => string.Join(' ', words.Select(BackupText.ShellQuote));

    /// <summary>What a decompressor and tar say of an archive they cannot read to its end, and tar's last word.</summary>
    internal static IEnumerable<string> Broken(ArchiveName name, bool damaged) =>
    [
        .. name.Compression switch
        {
            "zst" => (string[])[damaged ? "/*stdin*\\ : Decoding error (36) : Restored data doesn't match checksum " : "/*stdin*\\ : Read error (39) : premature end "],
            "gz" => ["", damaged ? "gzip: stdin: invalid compressed data--crc error" : "gzip: stdin: unexpected end of file"],
            "lzo" => [damaged ? "lzop: <stdin>: Checksum error (lzo file corrupted)" : "lzop: <stdin>: unexpected end of file"],
            _ => [],
        },
        "tar: Unexpected EOF in archive",
        "tar: Error is not recoverable: exiting now",
    ];

    private static string Human(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < units.Length - 1) (value, unit) = (value / 1024, unit + 1);
        return unit > 0 && value < 9.95
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(value * 10) / 10:F1}{units[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(value):F0}{units[unit]}");
    }
}
