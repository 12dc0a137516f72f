using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Storage;

namespace PveLab.Api.Schema;

/// <summary>
/// The single checks behind the names of <see cref="FormatCatalogue"/>. Each takes the text and gives the real error text
/// without its last line end, or null when the text is right (pve-common: PVE/JSONSchema.pm register_format and its users).
/// </summary>
internal static partial class FormatCheck
{
    private static readonly string[] ContentTypes = ["backup", "images", "import", "iso", "none", "rootdir", "snippets", "vztmpl"];

    private const string IpV4 = "(?:(?:(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])\\.){3}(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9]))";

    private static readonly string IpV6 = IpV6Pattern();

    private static readonly Regex IsIpV4 = Whole(IpV4);
    private static readonly Regex IsIpV6 = Whole(IpV6);
    private static readonly Regex CidrV4 = Whole(IpV4 + "/([0-9]+)");
    private static readonly Regex CidrV6 = Whole(IpV6 + "/([0-9]+)");

    private static readonly Regex HostAndPort = new(
        $@"^(?:{IpV4}|[A-Za-z0-9\-.]+)(?::[0-9]+)?$|^\[(?:{IpV6}|{IpV4}|[A-Za-z0-9\-.]+)\](?::[0-9]+)?$|^{IpV6}(?:\.[0-9]+)?$",
        RegexOptions.CultureInvariant);

    /// <summary>A check that compares with a pattern; <c>{0}</c> in the error text stands for the value.</summary>
    public static Func<string, string?> Matches(string pattern, string error, RegexOptions options = RegexOptions.None)
    {
        Regex regex = new(pattern, options | RegexOptions.CultureInvariant);
        return text => regex.IsMatch(text) ? null : error.Replace("{0}", text, StringComparison.Ordinal);
    }

    /// <summary>An identifier of at least two characters: <paramref name="kind"/> names it in the error (real: parse_id).</summary>
    public static Func<string, string?> Id(string kind) => text => text.Length < 2
        ? $"{kind} ID '{text}' cannot be shorter than 2 characters"
        : IdText().IsMatch(text) ? null : $"{kind} ID '{text}' contains illegal characters";

    public static string? IpOrLinkLocal(string text) =>
        text.StartsWith("fe80:", StringComparison.Ordinal) && text.IndexOf('%', StringComparison.Ordinal) is > 0 and var at ? Ip(text[..at]) : Ip(text);

    /// <summary>A container's time zone: <c>host</c> or a name like <c>Asia/Tokyo</c> (pve-container: PVE/LXC/Config.pm verify_ct_timezone).</summary>
    public static string? ContainerTimezone(string text) =>
        text == "host" || Sim.Time.Zone.Find(text) is not null ? null : $"invalid time zone '{text}'";

    /// <summary>An IP address.</summary>
    public static string? Ip(string text) => IsIpV4.IsMatch(text) || IsIpV6.IsMatch(text) ? null : "value does not look like a valid IP address";

    public static string? IpV4Address(string text) => IsIpV4.IsMatch(text) ? null : "value does not look like a valid IPv4 address";

    public static string? IpV6Address(string text) => IsIpV6.IsMatch(text) ? null : "value does not look like a valid IPv6 address";

    public static string? Address(string text) =>
        Ip(text) is null || DnsName().IsMatch(text) ? null : $"value does not look like a valid address: {text}";

    public static string? StorageServer(string text) =>
        Ip(text) is null || DnsName().IsMatch(text) ? null : "value does not look like a valid server name or IP address";

    public static string? Dns(string text) => DnsName().IsMatch(text) ? null : "value does not look like a valid DNS name";

    public static string? Portal(string text) => HostAndPort.IsMatch(text) ? null : "value does not look like a valid portal address";

    public static string? CidrOfV4(string text) => IsCidr(CidrV4, text, 32) ? null : "value does not look like a valid IPv4 CIDR network";

    public static string? CidrOfV6(string text) => IsCidr(CidrV6, text, 128) ? null : "value does not look like a valid IPv6 CIDR network";

    public static string? Cidr(string text) =>
        IsCidr(CidrV4, text, 32) || IsCidr(CidrV6, text, 128) ? null : "value does not look like a valid CIDR network";

    public static string? IpV4Config(string text) =>
        text is "dhcp" or "manual" || CidrOfV4(text) is null ? null : "value does not look like a valid ipv4 network configuration";

    public static string? IpV6Config(string text) =>
        text is "auto" or "dhcp" or "manual" || CidrOfV6(text) is null ? null : "value does not look like a valid ipv6 network configuration";

    public static string? ContentType(string text) =>
        ContentTypes.Contains(text, StringComparer.Ordinal) ? null : $"invalid content type '{text}'";

    /// <summary><c>backup=some/dir</c>: a content type and a directory below the storage's path.</summary>
    public static string? DirectoryOverride(string text)
    {
        Match match = OverrideText().Match(text);
        if (match.Success && ContentType(match.Groups[1].Value) is { } error)
            return error;
        string path = match.Groups[2].Value;
        bool fits = match.Success && path.Length < 1023 && path.Split('/').All(part => part.Length < 255);
        return fits ? null : $"invalid override '{text}'";
    }

    public static string? VolumeId(string text) => Sim.Storage.VolumeId.TryParse(text) is null ? $"unable to parse volume ID '{text}'" : null;

    public static string? VolumeIdOrPath(string text) => text.StartsWith('/') ? null : VolumeId(text);

    public static string? VolumeIdOrQmPath(string text) => text is "none" or "cdrom" ? null : VolumeIdOrPath(text);

    public static string? ReplicationJobId(string text)
    {
        Match match = ReplicationJobText().Match(text);
        if (!match.Success)
            return $"invalid replication job id '{text}'";
        bool reserved = match.Groups[1].Value.TrimStart('0').Length < 3;
        return reserved ? $"invalid replication job id '{text}' (guest IDs < 100 are reserved)" : null;
    }

    public static string? PoolName(string text) => PerlText.Split(text, '/').Length > 3
        ? "nested pools can only have 3 levels"
        : PoolText().IsMatch(text) ? null : $"pool name '{text}' contains invalid characters";

    public static string? VlanIdOrRange(string text)
    {
        Match match = VlanText().Match(text);
        if (!match.Success)
            return $"invalid VLAN configuration '{text}'";
        int first = Tag(match.Groups[1].Value);
        int last = match.Groups[2].Success ? Tag(match.Groups[2].Value) : first;
        if (first is < 2 or > 4094)
            return $"invalid VLAN tag '{match.Groups[1].Value}'";
        if (!match.Groups[2].Success || last == 0)
            return null;
        if (last is < 2 or > 4094)
            return $"invalid VLAN tag '{match.Groups[2].Value}'";
        return first >= last ? $"VLAN range must go from lower to higher tag '{text}'" : null;
    }

    public static string? CpuSet(string text)
    {
        foreach (string part in PerlText.Split(text, ','))
        {
            Match match = CpuRange().Match(part);
            if (!match.Success || (match.Groups[2].Success && Tag(match.Groups[2].Value) < Tag(match.Groups[1].Value)))
                return "unable to parse cpuset option";
        }
        return null;
    }

    public static string? PhysicalBits(string text)
    {
        bool right = text == "host" || (text.Length is 1 or 2 && text.All(char.IsAsciiDigit) && Tag(text) is >= 8 and <= 64);
        return right ? null : "value must be an integer between 8 and 64 or 'host'";
    }

    public static string? HotplugFeatures(string text)
    {
        if (text is "0" or "1")
            return null;
        string? wrong = PerlText.SplitList(text).FirstOrDefault(f => f is not ("network" or "disk" or "cpu" or "memory" or "usb" or "cloudinit"));
        return wrong is null ? null : $"invalid hotplug feature '{wrong}'";
    }

    public static string? StartupOrder(string text)
    {
        bool right = PerlText.IsTrue(text)
            && PerlText.Split(text, ',').All(part => string.IsNullOrWhiteSpace(part) || StartupPart().IsMatch(part));
        return right ? null : "unable to parse startup options";
    }

    public static string? DiskSize(string text) =>
        ByteSize.Parse(text) is null ? $"value does not look like a valid disk size: {text}" : null;

    /// <summary>A block size of ZFS: a power of two from 512 bytes to 16 MiB (pve-storage: ZFSPoolPlugin.pm verify_zfs_blocksize).</summary>
    public static string? ZfsBlockSize(string text)
    {
        if (text.Length == 0)
            return null;
        Match match = BlockSizeText().Match(text);
        if (!match.Success)
            return $"invalid ZFS blocksize format '{text}'. Use a positive number (no leading zeros) with an optional 'k' or 'm' suffix.";
        int shift = match.Groups[2].Value.ToUpperInvariant() switch { "K" => 10, "M" => 20, _ => 0 };
        bool right = match.Groups[1].Length < 10 && (long)Tag(match.Groups[1].Value) << shift is >= 512 and <= 16 << 20 and long size
            && (size & (size - 1)) == 0;
        return right ? null : $"value '{text}' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB (e.g., 4k, 8k, 16k, 64k, 1m).";
    }

    private static bool IsCidr(Regex regex, string text, int longest) =>
        regex.Match(text) is { Success: true } match && Tag(match.Groups[1].Value) is > 7 and int bits && bits <= longest;

    /// <summary>A number of digits, large ones cut off: good enough for limits.</summary>
    private static int Tag(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : int.MaxValue;

    private static Regex Whole(string pattern) => new("^" + pattern + "$", RegexOptions.CultureInvariant);

    private static string IpV6Pattern()
    {
        const string group = "[0-9a-fA-F]{1,4}";
        string tail = $"(?:{IpV4}|{group}:{group})";
        List<string> forms = [$"(?:{group}:){{6}}{tail}", $"::(?:{group}:){{5}}{tail}"];
        for (int before = 0; before <= 4; before++)
            forms.Add($"(?:(?:{group}:){{0,{before}}}{group})?::(?:{group}:){{{4 - before}}}{tail}");
        forms.Add($"(?:(?:{group}:){{0,5}}{group})?::{group}");
        forms.Add($"(?:(?:{group}:){{0,6}}{group})?::");
        return "(?:" + string.Join('|', forms) + ")";
    }

    [GeneratedRegex(@"^[a-z][a-z0-9\-_.]*[a-z0-9]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IdText();

    [GeneratedRegex(@"^([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^([a-z]+)=([^.]*(?:\.?[^.]+)+)$", RegexOptions.CultureInvariant)]
    private static partial Regex OverrideText();

    [GeneratedRegex(@"^([0-9]+)-([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ReplicationJobText();

    [GeneratedRegex(@"^[A-Za-z0-9.\-_]+(?:/[A-Za-z0-9.\-_]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex PoolText();

    [GeneratedRegex(@"^([0-9]+)(?:-([0-9]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex VlanText();

    [GeneratedRegex(@"^\s*([0-9]+)(?:-([0-9]+))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex CpuRange();

    [GeneratedRegex(@"^((order=)?[0-9]+|up=[0-9]+|down=[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex StartupPart();

    [GeneratedRegex(@"^([1-9][0-9]*)([km])?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockSizeText();
}
