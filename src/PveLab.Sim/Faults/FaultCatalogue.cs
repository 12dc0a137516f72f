using System.Collections.Immutable;
using PveLab.Sim.Faults.Kinds;

namespace PveLab.Sim.Faults;

/// <summary>The directory of every kind of fault.</summary>
public static class FaultCatalogue
{
    /// <summary>The record of each kind, by the word a scenario uses.</summary>
    public static ImmutableSortedDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>
    {
        ["archive-corrupt"] = typeof(ArchiveCorrupt),
        ["guest-lock"] = typeof(GuestLock),
        ["nfs-down"] = typeof(NfsDown),
        ["storage-content"] = typeof(StorageContent),
        ["storage-full"] = typeof(StorageFull),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
