using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage;

/// <summary>
/// The formats of values in storage.cfg. Each says what is wrong, in the real words, or answers null (pve-storage:
/// PVE/Storage/Plugin.pm verify_*; pve-common: PVE/JSONSchema.pm).
/// </summary>
public static partial class StorageFormats
{
    /// <summary>Content types any storage may hold; <c>none</c> stands for no content.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = ["backup", "images", "import", "iso", "none", "rootdir", "snippets", "vztmpl"];

    // Far beyond any network, and small enough to be counted in bytes.
    private const double MaxRate = 1L << 40;

    private static readonly SectionProperty Count = SectionProperty.Between(0, null);
    private static readonly SectionProperty Rate = SectionProperty.Between(0, null, PropertyKind.Decimal);

    internal static PropertyString Keeps { get; } = PropertyString.Of(
        ("keep-all", SectionProperty.Flag), ("keep-last", Count), ("keep-hourly", Count), ("keep-daily", Count),
        ("keep-weekly", Count), ("keep-monthly", Count), ("keep-yearly", Count));

    private static PropertyString Rates { get; } = PropertyString.Of(
        ("default", Rate), ("restore", Rate), ("migration", Rate), ("clone", Rate), ("move", Rate));

    internal static string? Path(string value) => AbsolutePath().IsMatch(value) ? null : "value does not look like a valid absolute path";

    internal static string? Content(string value) => ContentTypes.Contains(value) ? null : $"invalid content type '{value}'";

    internal static string? Server(string value) =>
        IsAddress(value) || DnsName().IsMatch(value) ? null : "value does not look like a valid server name or IP address";

    internal static string? Portal(string value) =>
        HostAndPort().IsMatch(value) || IsAddress(value) ? null : "value does not look like a valid portal address";

    internal static string? VolumeGroup(string value) => LvmName().IsMatch(value) ? null : $"lvm name '{value}' contains illegal characters";

    internal static string? Volume(string value) => VolumeId.TryParse(value) is null ? $"unable to parse volume ID '{value}'" : null;

    internal static string? ConfigId(string value) => ConfigIdentifier().IsMatch(value) ? null : $"invalid configuration ID '{value}'";

    internal static string? MountOptions(string value) => NoBlank().IsMatch(value) ? null : $"invalid options '{value}'";

    internal static string? DirectoryOverride(string value) =>
        Override().Match(value) is { Success: true } match && Content(match.Groups[1].Value) is null && match.Groups[2].Length < 1023
            ? null : $"invalid override '{value}'";

    internal static string? BlockSize(string value)
    {
        if (value.Length == 0) return null;
        var match = SizeWithSuffix().Match(value);
        if (!match.Success) return $"invalid ZFS blocksize format '{value}'. Use a positive number (no leading zeros) with an optional 'k' or 'm' suffix.";
        var unit = match.Groups[2].Value.ToLowerInvariant() switch { "k" => 1L << 10, "m" => 1L << 20, _ => 1L };
        var fits = long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 16L << 20
            && number * unit is >= 512 and <= 16L << 20 && (number * unit & (number * unit - 1)) == 0;
        return fits ? null : $"value '{value}' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB (e.g., 4k, 8k, 16k, 64k, 1m).";
    }

    internal static string? PruneBackups(string value)
    {
        try
        {
            PruneOptions(value);
            return null;
        }
        catch (PveException error)
        {
            return error.Message;
        }
    }

    /// <summary>The options of <c>prune-backups</c>, with nothing kept made everything kept (pve-storage: validate_prune_backups).</summary>
    /// <exception cref="PveException">The text is wrong.</exception>
    internal static SortedDictionary<string, string> PruneOptions(string value)
    {
        var values = Keeps.Parse(value);
        if (!values.Any(pair => pair.Key != "keep-all" && pair.Value.TrimStart('+', '0').Length > 0)) return new(StringComparer.Ordinal) { ["keep-all"] = "1" };
        if (values.Remove("keep-all", out var all) && all == "1") throw new PveException("keep-all cannot be set together with other options.");
        return values;
    }

    internal static string? BandwidthLimit(string value) => Rates.Complaint(value);

    /// <summary>Whole KiB per second that a <c>bwlimit</c> allows an operation; 0 for no limit, as in a value that makes no sense.</summary>
    internal static long RateOf(string limits, string operation)
    {
        if (BandwidthLimit(limits) is not null) return 0;
        var values = Rates.Parse(limits);
        var text = values.GetValueOrDefault(operation) ?? values.GetValueOrDefault("default");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? (long)Math.Clamp(rate, 0, MaxRate) : 0;
    }

    private static bool IsAddress(string value) =>
        value.Contains(':', StringComparison.Ordinal)
            ? value.IndexOfAny(['[', ']', '%', '/']) < 0 && IPAddress.TryParse(value, out _)
            : Ipv4().IsMatch(value);

    [GeneratedRegex(@"\A/[^;()]+")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\A([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\z")]
    private static partial Regex DnsName();

    [GeneratedRegex(@"\A(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}\z")]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"\A([a-zA-Z0-9\-.]+(:[0-9]+)?|\[[a-zA-Z0-9\-.:]+\](:[0-9]+)?)\z")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9\-_.]*[a-zA-Z0-9]\z")]
    private static partial Regex LvmName();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_-]+\z")]
    private static partial Regex ConfigIdentifier();

    [GeneratedRegex(@"\A\S+\z")]
    private static partial Regex NoBlank();

    [GeneratedRegex(@"\A([a-z]+)=([^.]*(?:\.?[^.]+)+)\z")]
    private static partial Regex Override();

    [GeneratedRegex(@"\A([1-9][0-9]*)([kKmM])?\z")]
    private static partial Regex SizeWithSuffix();

    [GeneratedRegex(@"\A([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}\z")]
    internal static partial Regex Fingerprint();
}
