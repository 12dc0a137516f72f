using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>What a backup archive's file name tells (pve-storage: PVE/Storage.pm archive_info).</summary>
public sealed partial record ArchiveName
{
    /// <summary>The extension of the log that lies beside an archive.</summary>
    public const string LogExtension = ".log";

    /// <summary>The extension of an archive's notes.</summary>
    public const string NotesExtension = ".notes";

    /// <summary>The extension of the empty file that protects an archive.</summary>
    public const string ProtectedExtension = ".protected";

    /// <summary>The extensions of backup archives, as a part of a regular expression without groups of its own.</summary>
    internal const string Extensions = @"tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?";

    /// <summary>The file's name without its directory.</summary>
    public required string FileName { get; init; }

    /// <summary>qemu, lxc or openvz.</summary>
    public required string Type { get; init; }

    /// <summary>vma or tar.</summary>
    public required string Format { get; init; }

    /// <summary>gz, lzo, zst or bz2; null for none.</summary>
    public string? Compression { get; init; }

    /// <summary>The guest's id; null in a name of one's own.</summary>
    public int? Vmid { get; init; }

    /// <summary>When the backup began, in seconds since the Unix epoch; null in a name of one's own.</summary>
    public long? Ctime { get; init; }

    /// <summary>Whether the name is the one vzdump gives: type, guest and time, nothing else. Only such archives are pruned.</summary>
    public bool IsStandard => Ctime is not null;

    /// <summary>The name of the log beside it; null in a name of one's own.</summary>
    public string? LogFileName { get; init; }

    /// <summary>The name of its notes; null in a name of one's own.</summary>
    public string? NotesFileName { get; init; }

    /// <summary>The program and its options that unpack it, <c>zstd -q -d -c</c>; null when it is not compressed (decompressor_info).</summary>
    public string? Decompressor => (Format, Compression) switch
    {
        ("tar", "gz") => "tar -z",
        ("tar", "lzo") => "tar --lzop",
        ("tar", "zst") => "tar --zstd",
        ("tar", "bz2") => "tar --bzip2",
        ("vma", "gz") => "zcat",
        ("vma", "lzo") => "lzop -d -c",
        ("vma", "zst") => "zstd -q -d -c",
        ("vma", "bz2") => "bzcat -q",
        _ => null,
    };

    /// <summary>The path of the file that protects an archive.</summary>
    public static string ProtectionPath(string archivePath) => archivePath + ProtectedExtension;

    /// <summary>The name vzdump gives, without extension: <c>vzdump-qemu-100-2026_01_31-02_00_00</c>.</summary>
    /// <param name="type">qemu or lxc.</param>
    /// <param name="vmid">The guest's id.</param>
    /// <param name="start">When the backup began, in seconds since the Unix epoch.</param>
    /// <param name="zone">The node's zone.</param>
    public static string Base(string type, int vmid, long start, Zone zone) =>
        string.Create(CultureInfo.InvariantCulture, $"vzdump-{type}-{vmid}-{zone.ArchiveStamp(start)}");

    /// <summary>Reads a name, a path or a volume id; null where the real code dies.</summary>
    public static ArchiveName? TryParse(string archive, Zone zone)
    {
        try
        {
            return Parse(archive, zone);
        }
        catch (PveException)
        {
            return null;
        }
    }

    /// <summary>Reads a name, a path or a volume id.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="zone">The node's zone, by whose clock the name tells the time.</param>
    /// <exception cref="PveException">No archive's name, or a date that does not exist.</exception>
    public static ArchiveName Parse(string archive, Zone zone)
    {
        var match = Archive().Match(UnixPath.Name(archive));
        if (!match.Success) throw new PveException($"ERROR: couldn't determine archive info from '{archive}'");
        var extension = match.Groups["extension"].Value;
        var parts = extension.Split('.');
        var fileName = match.Groups["name"].Value;
        var name = new ArchiveName
        {
            FileName = fileName,
            Type = match.Groups["type"].Value,
            Format = extension == "tgz" ? "tar" : parts[0],
            Compression = extension == "tgz" ? "gz" : parts.ElementAtOrDefault(1),
        };
        var stem = fileName[..^(extension.Length + 1)];
        return Standard().Match(stem) is { Success: true } standard ? name with
        {
            Vmid = Field(standard, "vmid"),
            Ctime = TimeOf(standard, zone),
            LogFileName = stem + LogExtension,
            NotesFileName = fileName + NotesExtension,
        } : name;
    }

    // Perl's Time::Local: two-digit years mean the century around now, three-digit years count from 1900.
    private static long TimeOf(Match match, Zone zone)
    {
        var year = Field(match, "year") switch { < 77 and var y => 2000 + y, < 1000 and var y => 1900 + y, var y => y };
        var month = Field(match, "month");
        InRange("Month", month - 1, 0, 11);
        var day = InRange("Day", Field(match, "day"), 1, CivilTime.DaysInMonth(year, month));
        var hour = InRange("Hour", Field(match, "hour"), 0, 23);
        var minute = InRange("Minute", Field(match, "minute"), 0, 59);
        var second = InRange("Second", Field(match, "second"), 0, 59);
        return zone.ToEpoch(new(year, month, day, hour, minute, second));
    }

    private static int InRange(string what, int value, int first, int last) =>
        value >= first && value <= last ? value : throw new PveException($"{what} '{value}' out of range {first}..{last}");

    private static int Field(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>vzdump-(?<type>lxc|openvz|qemu)-.+\.(?<extension>" + Extensions + "))$", RegexOptions.CultureInvariant)]
    private static partial Regex Archive();

    [GeneratedRegex(@"^vzdump-[a-z]+-(?<vmid>[1-9][0-9]{2,8})-(?<year>[0-9]{4})_(?<month>[0-9]{2})_(?<day>[0-9]{2})"
        + @"-(?<hour>[0-9]{2})_(?<minute>[0-9]{2})_(?<second>[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Standard();
}
