using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Guests;

/// <summary>The root file system or a mount point of a container (pve-container: PVE/LXC/Config.pm parse_volume, classify_mountpoint).</summary>
/// <param name="Key"><c>rootfs</c>, <c>mp0</c>, ….</param>
/// <param name="Line">Its line: volume and options.</param>
public sealed partial record ContainerMount(string Key, Drive Line)
{
    private const int MaxMountPoints = 256;

    /// <summary>The key of the root file system.</summary>
    public const string Root = "rootfs";

    /// <summary>The volume id, the directory or the device it mounts.</summary>
    public string Volume => Line.Volume;

    /// <summary>Where the container sees it.</summary>
    public string Path => Key == Root ? "/" : Line["mp"] ?? "";

    /// <summary><c>volume</c>, <c>bind</c> or <c>device</c>.</summary>
    public string Type => Volume switch
    {
        _ when Volume.StartsWith("/dev/", StringComparison.Ordinal) => "device",
        _ when Volume.StartsWith('/') => "bind",
        _ => "volume",
    };

    /// <summary>Whether a storage manages it.</summary>
    public bool IsVolume => Type == "volume";

    /// <summary>Whether backups take it, and why or why not (mountpoint_backup_enabled).</summary>
    public (bool Included, string Reason) InBackup =>
        Key == Root ? (true, "rootfs")
        : !IsVolume ? (false, "not a volume")
        : Line["backup"] is "1" or "yes" or "on" or "true" ? (true, "enabled")
        : (false, "disabled");

    /// <summary>Whether programs may not write to it.</summary>
    public bool ReadOnly => Line["ro"] is "1" or "yes" or "on" or "true";

    /// <summary>Size in bytes as the line tells it, or null.</summary>
    public long? Size => Line.Size;

    /// <summary>Reads a line's value.</summary>
    public static ContainerMount Parse(string key, string value)
    {
        var line = Drive.Parse(value.StartsWith("volume=", StringComparison.Ordinal) ? value[7..] : value);
        if (line["volume"] is { } named) line = (line with { Volume = named, Options = line.Options.Insert(0, Option(line.Volume)) }).Without("volume");
        return new ContainerMount(key, line);
    }

    /// <summary>The mount points of a configuration: the root file system, then by number.</summary>
    public static IReadOnlyList<ContainerMount> Of(GuestConfig config) =>
        [.. Keys.Where(k => config[k] is not null).Select(k => Parse(k, config[k]!))];

    /// <summary>Every key a mount point can have, in PVE's order.</summary>
    public static IEnumerable<string> Keys =>
        Enumerable.Range(0, MaxMountPoints).Select(i => "mp" + i.ToString(CultureInfo.InvariantCulture)).Prepend(Root);

    /// <summary>Whether <paramref name="key"/> is one of them.</summary>
    public static bool IsKey(string key) => KeyPattern().IsMatch(key);

    /// <summary>Its line as configuration files hold it: the volume, where it is mounted, then the other options by name (print_ct_mountpoint).</summary>
    public string Print() => string.Join(',', Line.Sorted().Options.OrderBy(o => o.Key != "mp").Select(o => $"{o.Key}={o.Value}").Prepend(Volume));

    private static (string Key, string Value) Option(string text) => text.Split('=', 2) is [var key, var value] ? (key, value) : (text, "");

    [GeneratedRegex(@"\A(?:rootfs|mp(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
