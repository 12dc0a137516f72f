using System.Collections.Immutable;
using PveLab.Sim.Storage.Types;

namespace PveLab.Sim.Storage;

/// <summary>The catalogue of storage types: every type storage.cfg may name.</summary>
public static class StorageTypes
{
    /// <summary>Types whose content all nodes see, whatever the section says (pve-storage: @SHARED_STORAGE).</summary>
    public static ImmutableSortedSet<string> AlwaysShared { get; } =
        ImmutableSortedSet.Create(StringComparer.Ordinal, "iscsi", "nfs", "cifs", "rbd", "cephfs", "iscsidirect", "zfs", "pbs");

    /// <summary>All types by name.</summary>
    public static ImmutableSortedDictionary<string, StorageType> All { get; } =
        ((StorageType[])[new DirStorage(), new NfsStorage(), new LvmThinStorage(), new ZfsPoolStorage(), .. NotSimulatedStorage.All])
        .ToImmutableSortedDictionary(t => t.Name, t => t, StringComparer.Ordinal);

    /// <summary>The type of that name, or null.</summary>
    public static StorageType? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The type of that name.</summary>
    /// <exception cref="PveException"><c>unknown section type 'x'</c>.</exception>
    public static StorageType Get(string name) => Find(name) ?? throw new PveException($"unknown section type '{name}'");
}
