using System.Collections.Immutable;
using PveLab.Sim.Sections;
using static PveLab.Sim.Sections.SectionProperty;

namespace PveLab.Sim.Storage;

/// <summary>The catalogue of every property any storage type knows.</summary>
public static class StorageProperties
{
    private static readonly SectionProperty Path = Format(StorageFormats.Path);

    /// <summary>Properties by name.</summary>
    public static ImmutableSortedDictionary<string, SectionProperty> All { get; } = new Dictionary<string, SectionProperty>
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
        ["max-protected-backups"] = Between(-1, null),
        ["mkdir"] = Flag,
        ["monhost"] = ListOf(StorageFormats.Portal),
        ["mountpoint"] = Path,
        ["namespace"] = Text,
        ["nocow"] = Flag,
        ["nodes"] = ListOf(SectionFormats.NodeName),
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
}
