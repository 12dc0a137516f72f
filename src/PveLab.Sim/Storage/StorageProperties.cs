using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>What a value in storage.cfg is.</summary>
public enum PropertyKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary><c>0</c> or <c>1</c>; a key without value means <c>1</c>.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,
}

/// <summary>
/// One property that a section of storage.cfg may hold (pve-storage: the <c>properties</c> of every plugin).
/// </summary>
/// <param name="Kind">What its value is.</param>
/// <param name="Check">Says what is wrong with a value as PVE's JSON schema does, or null when nothing is.</param>
public sealed record StorageProperty(PropertyKind Kind, Func<string, string?>? Check = null)
{
    /// <summary>The schema's complaint about <paramref name="value"/>, or null (pve-common: PVE/JSONSchema.pm check_prop).</summary>
    public string? Complaint(string value) => Kind switch
    {
        PropertyKind.Flag when value is not ("0" or "1") => $"type check ('boolean') failed - got '{value}'",
        PropertyKind.Number when !StorageFormats.IsInteger(value) => $"type check ('integer') failed - got '{value}'",
        _ => Check?.Invoke(value),
    };
}

/// <summary>The catalogue of every property any storage type knows.</summary>
public static class StorageProperties
{
    private static readonly StorageProperty Text = new(PropertyKind.Text);
    private static readonly StorageProperty Flag = new(PropertyKind.Flag);
    private static readonly StorageProperty Path = Format(StorageFormats.Path);

    /// <summary>Properties by name.</summary>
    public static ImmutableSortedDictionary<string, StorageProperty> All { get; } = new Dictionary<string, StorageProperty>
    {
        ["authsupported"] = Text,
        ["base"] = Format(StorageFormats.Volume),
        ["blocksize"] = Format(StorageFormats.BlockSize),
        ["bwlimit"] = Format(StorageFormats.BandwidthLimit),
        ["comstar_hg"] = Text,
        ["comstar_tg"] = Text,
        ["content"] = ListOf(StorageFormats.Content),
        ["content-dirs"] = ListOf(StorageFormats.DirectoryOverride),
        ["create-base-path"] = Flag,
        ["create-subdirs"] = Flag,
        ["data-pool"] = Text,
        ["datastore"] = Text,
        ["disable"] = Flag,
        ["domain"] = AtMost(256),
        ["encryption-key"] = Text,
        ["export"] = Path,
        ["fingerprint"] = Matching(StorageFormats.Fingerprint()),
        ["format"] = OneOf("raw", "qcow2", "subvol", "vmdk"),
        ["fs-name"] = Format(StorageFormats.ConfigId),
        ["fuse"] = Flag,
        ["is_mountpoint"] = Text,
        ["iscsiprovider"] = Text,
        ["keyring"] = Text,
        ["krbd"] = Flag,
        ["lio_tpg"] = Text,
        ["master-pubkey"] = Text,
        ["max-protected-backups"] = Between(-1, long.MaxValue),
        ["mkdir"] = Flag,
        ["monhost"] = ListOf(StorageFormats.Portal),
        ["mountpoint"] = Path,
        ["namespace"] = Text,
        ["nocow"] = Flag,
        ["nodes"] = ListOf(StorageFormats.NodeName),
        ["nowritecache"] = Flag,
        ["options"] = Format(StorageFormats.MountOptions),
        ["password"] = AtMost(256),
        ["path"] = Path,
        ["pool"] = Text,
        ["port"] = Between(1, 65535),
        ["portal"] = Format(StorageFormats.Portal),
        ["preallocation"] = OneOf("off", "metadata", "falloc", "full"),
        ["prune-backups"] = Format(StorageFormats.PruneBackups),
        ["saferemove"] = Flag,
        ["saferemove-stepsize"] = OneOf("1", "2", "4", "8", "16", "32") with { Kind = PropertyKind.Number },
        ["saferemove_throughput"] = Text,
        ["server"] = Format(StorageFormats.Server),
        ["share"] = Text,
        ["shared"] = Flag,
        ["skip-cert-verification"] = Flag,
        ["smbversion"] = OneOf("default", "2.0", "2.1", "3", "3.0", "3.11"),
        ["snapshot-as-volume-chain"] = Flag,
        ["sparse"] = Flag,
        ["storage"] = Text,
        ["subdir"] = Path,
        ["tagged_only"] = Flag,
        ["target"] = Text,
        ["thinpool"] = Format(StorageFormats.VolumeGroup),
        ["type"] = Text,
        ["username"] = Text,
        ["vgname"] = Format(StorageFormats.VolumeGroup),
        ["zfs-base-path"] = Path,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static StorageProperty Format(Func<string, string?> check) =>
        new(PropertyKind.Text, value => check(value) is { } error ? $"invalid format - {error}\n" : null);

    private static StorageProperty ListOf(Func<string, string?> check) =>
        Format(value => StorageFormats.SplitList(value).Select(check).FirstOrDefault(error => error is not null));

    private static StorageProperty OneOf(params string[] values) =>
        new(PropertyKind.Text, value => values.Contains(value) ? null
            : $"value '{value}' does not have a value in the enumeration '{string.Join(", ", values)}'");

    private static StorageProperty AtMost(int characters) =>
        new(PropertyKind.Text, value => value.Length <= characters ? null
            : string.Create(CultureInfo.InvariantCulture, $"value may only be {characters} characters long"));

    private static StorageProperty Matching(Regex pattern) =>
        new(PropertyKind.Text, value => pattern.IsMatch(value) ? null : "value does not match the regex pattern");

    private static StorageProperty Between(long low, long high) =>
        new(PropertyKind.Number, value => decimal.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) switch
        {
            var n when n > high => string.Create(CultureInfo.InvariantCulture, $"value must have a maximum value of {high}"),
            var n when n < low => string.Create(CultureInfo.InvariantCulture, $"value must have a minimum value of {low}"),
            _ => null,
        });
}
