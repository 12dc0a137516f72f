using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

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

    private static readonly string[] Keeps = ["keep-last", "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly"];
    private static readonly string[] Operations = ["default", "restore", "migration", "clone", "move"];

    /// <summary>The words of a list separated by commas, semicolons or blanks (pve-common: PVE/Tools.pm split_list).</summary>
    public static string[] SplitList(string text)
    {
        var words = Separator().Split(text.TrimStart(' ', '\t', ',', ';'));
        return words is [""] ? [] : words[^1].Length == 0 ? words[..^1] : words;
    }

    /// <summary>Whether the text is a whole number with an optional sign.</summary>
    public static bool IsInteger(string value) => Integer().IsMatch(value);

    /// <summary>PVE's loose reading of yes and no, or null (pve-common: PVE/JSONSchema.pm parse_boolean).</summary>
    public static bool? Boolean(string value) => value.ToLowerInvariant() switch
    {
        "1" or "on" or "yes" or "true" => true,
        "0" or "off" or "no" or "false" => false,
        _ => null,
    };

    /// <summary>A storage id (parse_storage_id).</summary>
    public static string? StorageId(string value) =>
        value.Length < 2 ? $"storage ID '{value}' cannot be shorter than 2 characters"
        : Identifier().IsMatch(value) ? null : $"storage ID '{value}' contains illegal characters";

    internal static string? Path(string value) => AbsolutePath().IsMatch(value) ? null : "value does not look like a valid absolute path";

    internal static string? Content(string value) => ContentTypes.Contains(value) ? null : $"invalid content type '{value}'";

    internal static string? NodeName(string value) => HostLabel().IsMatch(value) ? null : "value does not look like a valid node name";

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
        var (values, error) = Pairs(value, key => key == "keep-all" ? Truth : Keeps.Contains(key) ? Count : null);
        if (error is not null) return error;
        var counted = values.Any(pair => pair.Key != "keep-all" && pair.Value.TrimStart('+', '0').Length > 0);
        return counted && values.GetValueOrDefault("keep-all") == "1" ? "keep-all cannot be set together with other options." : null;
    }

    internal static string? BandwidthLimit(string value) => Pairs(value, key => Operations.Contains(key) ? Rate : null).Error;

    /// <summary>Whole KiB per second that a <c>bwlimit</c> allows an operation; 0 for no limit, as in a value that makes no sense.</summary>
    internal static long RateOf(string limits, string operation)
    {
        var (values, error) = Pairs(limits, key => Operations.Contains(key) ? Rate : null);
        var text = error is null ? values.GetValueOrDefault(operation) ?? values.GetValueOrDefault("default") : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? (long)Math.Clamp(rate, 0, MaxRate) : 0;
    }

    private static string? Truth(string value) => value is "0" or "1" ? null : $"type check ('boolean') failed - got '{value}'";

    private static string? Count(string value) =>
        !IsInteger(value) ? $"type check ('integer') failed - got '{value}'" : value[0] == '-' ? "value must have a minimum value of 0" : null;

    private static string? Rate(string value) =>
        !Decimal().IsMatch(value) ? $"type check ('number') failed - got '{value}'" : value[0] == '-' ? "value must have a minimum value of 0" : null;

    /// <summary>Reads <c>key=value,…</c> without a default key (pve-common: PVE/JSONSchema.pm parse_property_string).</summary>
    private static (SortedDictionary<string, string> Values, string? Error) Pairs(string text, Func<string, Func<string, string?>?> ruleOf)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',').Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) return (values, "value without key, but schema does not define a default key");
            if (equals == 0 || equals == part.Length - 1) return (values, "missing key in comma-separated list property");
            var (key, value) = (part[..equals], part[(equals + 1)..]);
            if (ruleOf(key) == Truth && Boolean(value) is { } truth) value = truth ? "1" : "0";
            if (!values.TryAdd(key, value)) return (values, $"duplicate key in comma-separated list property: {key}");
        }
        var errors = from pair in values
                     let rule = ruleOf(pair.Key)
                     let error = rule is null
                         ? "property is not defined in schema and the schema does not allow additional properties" : rule(pair.Value)
                     where error is not null
                     select $"{pair.Key}: {error}";
        var lines = errors.ToList();
        return (values, lines.Count == 0 ? null : "format error\n" + string.Join('\n', lines));
    }

    private static bool IsAddress(string value) =>
        value.Contains(':', StringComparison.Ordinal)
            ? value.IndexOfAny(['[', ']', '%', '/']) < 0 && IPAddress.TryParse(value, out _)
            : Ipv4().IsMatch(value);

    [GeneratedRegex(@"[,; \t\r\n\f]+")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\A[+-]?[0-9]+\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[+-]?([0-9]+\.[0-9]+|[0-9]+\.|\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A/[^;()]+")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\z")]
    private static partial Regex HostLabel();

    [GeneratedRegex(@"\A([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\z")]
    private static partial Regex DnsName();

    [GeneratedRegex(@"\A(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}\z")]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"\A([a-zA-Z0-9\-.]+(:[0-9]+)?|\[[a-zA-Z0-9\-.:]+\](:[0-9]+)?)\z")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9\-_.]*[a-zA-Z0-9]\z")]
    private static partial Regex LvmName();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9\-_.]*[a-zA-Z0-9]\z")]
    private static partial Regex Identifier();

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
