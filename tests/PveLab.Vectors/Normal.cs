using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PveLab.Vectors;

/// <summary>
/// What of a recorded text is not the real code's answer but the moment, the machine or the place it was recorded at (shared/vectors/README.md):
/// the same is taken out of the product's.
/// </summary>
internal static partial class Normal
{
    private static readonly (Regex Pattern, string Instead)[] Moments =
    [
        (Upid(), "UPID"),
        (Uuid(), "UUID"),
        (Mac(), "MAC"),
        (ArchiveStamp(), "STAMP"),
        (TimeStamp(), "TIME"),
        (CTime(), "CTIME"),
        (Temporary(), "vzdumptmpPID"),
        (Process(), "(process:PID): ERROR **: TIME"),
        (Finished(), "(DURATION)"),
        (ArchiveSize(), "archive file size: SIZE"),
        (TarTotal(), "Total bytes $1: N"),
        (DirectorySpace(), "$1 dir active SPACE"),
        (ZfsError(), "zfs error: TEXT"),
        (VmaError(), "restore failed - TEXT"),
        (Digest(), "digest: SHA1"),
        (SyncDuration(), "$1 DURATION $2"),
        (StateMoment(), "\"$1\":0"),
        // vma was a stand-in when the transcripts were made, which told its progress by quarters and knew no zeros.
        (VmaProgress(), ""),
        (VmaTotal(), "total bytes read $1"),
    ];

    /// <summary>The text without what belongs to its moment.</summary>
    public static string Of(string text)
    {
        foreach (var (pattern, instead) in Moments) text = pattern.Replace(text, instead);
        text = JobOptions().Replace(text, m => m.Groups[1].Value + string.Concat(m.Groups[2].Value.Split(" --").Order(StringComparer.Ordinal).Select(o => " --" + o)));
        text = SortRows(text);
        text = StateLine().Replace(text, m => Sorted(JsonNode.Parse(m.Value)!).ToJsonString());
        text = ContentTypes().Replace(text, m => string.Join(',', m.Value.Split(',').Order(StringComparer.Ordinal)));
        return ParameterErrors().Replace(text, m => m.Groups[1].Value + Sorted(m.Groups[2].Value));
    }

    private static string Sorted(string lines) =>
        string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(line => line + "\n"));

    /// <summary>JSON objects have no order of their own.</summary>
    private static JsonNode Sorted(JsonNode node) => node is JsonObject keys
        ? new JsonObject(keys.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => KeyValuePair.Create(k.Key, k.Value is null ? null : (JsonNode?)Sorted(k.Value))))
        : node.DeepClone();

    /// <summary>Rows that random ids stand in front of, in an order of their own.</summary>
    private static string SortRows(string text)
    {
        var rows = new Queue<string>(RandomRow().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal));
        return RandomRow().Replace(text, _ => rows.Dequeue());
    }

    [GeneratedRegex(@"^[|│] UUID .*$", RegexOptions.Multiline)]
    private static partial Regex RandomRow();

    [GeneratedRegex(@"UPID:[^\s'""]+")]
    private static partial Regex Upid();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("(?:[0-9A-F]{2}:){5}[0-9A-F]{2}")]
    private static partial Regex Mac();

    [GeneratedRegex(@"2026_11_2\d-\d\d_\d\d_\d\d")]
    private static partial Regex ArchiveStamp();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ _]\d\d:\d\d:\d\d")]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"CTIME: .*")]
    private static partial Regex CTime();

    [GeneratedRegex(@"vzdumptmp\d+")]
    private static partial Regex Temporary();

    [GeneratedRegex(@"\(process:\d+\): ERROR \*\*: [\d:.]+")]
    private static partial Regex Process();

    [GeneratedRegex(@"\(\d\d:\d\d:\d\d\)")]
    private static partial Regex Finished();

    [GeneratedRegex("archive file size: .*")]
    private static partial Regex ArchiveSize();

    [GeneratedRegex("Total bytes (read|written): .*")]
    private static partial Regex TarTotal();

    [GeneratedRegex(@"^(\S+) +dir +active.*$", RegexOptions.Multiline)]
    private static partial Regex DirectorySpace();

    [GeneratedRegex("zfs error: .*")]
    private static partial Regex ZfsError();

    [GeneratedRegex("restore failed - .*")]
    private static partial Regex VmaError();

    [GeneratedRegex("digest:? +[0-9a-f]{40}")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^(\S+ +(?:Yes|No) +local/\S+ +\S+ +\S+) +\d[\d.]* +(\d)", RegexOptions.Multiline)]
    private static partial Regex SyncDuration();

    [GeneratedRegex(@"""(duration|last_iteration|last_try)"":\d[\d.]*")]
    private static partial Regex StateMoment();

    [GeneratedRegex(@"^\{""\d+"":\{""local/.*\}\}$", RegexOptions.Multiline)]
    private static partial Regex StateLine();

    [GeneratedRegex(@"^(?:progress \d+% .*|space reduction due to 4K zero blocks .*)\n", RegexOptions.Multiline)]
    private static partial Regex VmaProgress();

    [GeneratedRegex(@"total bytes read (\d+), sparse bytes .*")]
    private static partial Regex VmaTotal();

    [GeneratedRegex("(starting new backup job: vzdump.*?) --(.*)")]
    private static partial Regex JobOptions();

    [GeneratedRegex(@"\b(?:backup|images|import|iso|rootdir|snippets|vztmpl)(?:,(?:backup|images|import|iso|rootdir|snippets|vztmpl))+\b")]
    private static partial Regex ContentTypes();

    [GeneratedRegex(@"(400 Parameter verification failed\.\n)((?:[a-z][\w.\[\]-]*: .*\n)+)")]
    private static partial Regex ParameterErrors();
}
