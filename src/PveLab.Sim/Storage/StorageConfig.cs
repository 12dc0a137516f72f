using System.Collections.Immutable;

namespace PveLab.Sim.Storage;

/// <summary>One storage as storage.cfg defines it.</summary>
/// <param name="Id">Storage id.</param>
/// <param name="Type">dir, nfs, lvmthin, ….</param>
/// <param name="Properties">Its properties as written, sorted by key; <c>disable</c> and other flags are <c>1</c>.</param>
public sealed record StorageDefinition(string Id, string Type, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The value of a property, or null.</summary>
    public string? this[string property] => Properties.GetValueOrDefault(property);

    /// <summary>The content types it may hold.</summary>
    public ImmutableSortedSet<string> Content => List("content");

    /// <summary>The nodes it is restricted to; empty means all.</summary>
    public ImmutableSortedSet<string> Nodes => List("nodes");

    /// <summary>Whether it is disabled.</summary>
    public bool Disabled => this["disable"] == "1";

    /// <summary>Whether all nodes see the same content.</summary>
    public bool Shared => Type is "nfs" or "cifs" or "pbs" or "rbd" or "cephfs" or "iscsi" || this["shared"] == "1";

    private ImmutableSortedSet<string> List(string property) =>
        [.. (this[property] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>storage.cfg: the storages in file order (pve-common: PVE/SectionConfig.pm, pve-storage: PVE/Storage/Plugin.pm).</summary>
public sealed record StorageConfig(string Text, ImmutableArray<StorageDefinition> Storages, ImmutableArray<string> Warnings)
{
    /// <summary>The storage of that id, or null.</summary>
    public StorageDefinition? Find(string id) => Storages.FirstOrDefault(s => s.Id == id);

    /// <summary>The storage of that id.</summary>
    /// <exception cref="PveException"><c>storage 'x' does not exist</c>.</exception>
    public StorageDefinition Get(string id) => Find(id) ?? throw new PveException($"storage '{id}' does not exist");

    /// <summary>Reads storage.cfg; broken lines become warnings and the rest goes on.</summary>
    public static StorageConfig Parse(string text) => throw new NotImplementedException();

    /// <summary>The text of storage.cfg, in PVE's order of sections and keys.</summary>
    public string Write() => throw new NotImplementedException();
}
