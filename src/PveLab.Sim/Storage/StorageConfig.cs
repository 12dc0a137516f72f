using System.Collections.Immutable;
using System.Text;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage;

/// <summary>One storage as storage.cfg defines it.</summary>
/// <param name="Id">Storage id.</param>
/// <param name="Type">dir, nfs, lvmthin, ….</param>
/// <param name="Properties">
/// Its properties as text, sorted by key: flags are <c>0</c> or <c>1</c>, lists are joined by commas in the order they were written.
/// The type's default content and <c>shared</c> of network storages are filled in.
/// </param>
public sealed record StorageDefinition(string Id, string Type, ImmutableSortedDictionary<string, string> Properties)
{
    /// <summary>The value of a property, or null.</summary>
    public string? this[string property] => Properties.GetValueOrDefault(property);

    /// <summary>The content types it may hold.</summary>
    public ImmutableSortedSet<string> Content => List("content");

    /// <summary>The content types as storage.cfg and the API write them, <c>none</c> when there are none.</summary>
    public string? ContentText => this["content"] is "" ? "none" : this["content"];

    /// <summary>The nodes it is restricted to; empty means all.</summary>
    public ImmutableSortedSet<string> Nodes => List("nodes");

    /// <summary>Whether it is disabled.</summary>
    public bool Disabled => this["disable"] == "1";

    /// <summary>Whether all nodes see the same content.</summary>
    public bool Shared => this["shared"] == "1" || StorageTypes.AlwaysShared.Contains(Type);

    /// <summary>Whether a flag is on; <paramref name="otherwise"/> when it is not set.</summary>
    public bool Flag(string property, bool otherwise = false) => this[property] is { } value ? value != "0" : otherwise;

    private ImmutableSortedSet<string> List(string property) =>
        this[property] is { } list ? ImmutableSortedSet.Create(StringComparer.Ordinal, SectionFormats.SplitList(list)) : ImmutableSortedSet<string>.Empty;
}

/// <summary>storage.cfg: the storages in file order (pve-common: PVE/SectionConfig.pm, pve-storage: PVE/Storage/Plugin.pm).</summary>
/// <param name="Text">The text it was read from.</param>
/// <param name="Storages">The usable storages in file order; an implicit <c>local</c> comes last.</param>
/// <param name="Warnings">What real PVE prints to stderr while reading, in order, without the final line feed.</param>
public sealed record StorageConfig(string Text, ImmutableArray<StorageDefinition> Storages, ImmutableArray<string> Warnings)
{
    /// <summary>The ids of all sections in file order, broken ones included, the implicit <c>local</c> not.</summary>
    public ImmutableArray<string> Order { get; init; } = [.. Storages.Select(s => s.Id)];

    /// <summary>Sections that were skipped as a whole but keep their place: real PVE refuses to write the file back while there is one.</summary>
    public ImmutableSortedSet<string> Broken { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>SHA-1 of the text in hex: what <c>--digest</c> compares.</summary>
    public string Digest => ConfigDigest.Of(Text);

    /// <summary>The storage of that id, or null.</summary>
    public StorageDefinition? Find(string id) => Storages.FirstOrDefault(s => s.Id == id);

    /// <summary>The storage of that id.</summary>
    /// <exception cref="PveException"><c>storage 'x' does not exist</c>.</exception>
    public StorageDefinition Get(string id) => id.Length == 0 ? throw new PveException("no storage ID specified")
        : Find(id) ?? throw new PveException($"storage '{id}' does not exist");

    /// <summary>Reads storage.cfg; broken lines become warnings and the rest goes on.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="fileName">What warnings call the file: the real code passes the path it reads from.</param>
    public static StorageConfig Parse(string text, string fileName = "/etc/pve/storage.cfg") => StorageConfigReader.Read(text, fileName);

    /// <summary>This configuration with a storage added at the end or replaced in place.</summary>
    public StorageConfig With(StorageDefinition storage)
    {
        var index = Storages.ToList().FindIndex(s => s.Id == storage.Id);
        return index < 0 ? this with { Storages = Storages.Add(storage) } : this with { Storages = Storages.SetItem(index, storage) };
    }

    /// <summary>This configuration without the storage of that id.</summary>
    public StorageConfig Without(string id) => this with { Storages = Storages.RemoveAll(s => s.Id == id) };

    /// <summary>The text of storage.cfg, in PVE's order of keys: <c>disable</c>, required ones, optional ones, each by name (write_config).</summary>
    /// <exception cref="PveException"><c>unknown section type ''</c> while a section is broken.</exception>
    public string Write()
    {
        if (!Broken.IsEmpty) throw new PveException("unknown section type ''");
        var text = new StringBuilder();
        foreach (var storage in Storages)
            SectionText.Append(text, storage.Type, storage.Id, StorageTypes.Get(storage.Type).Options, key => key == "content" ? storage.ContentText : storage[key]);
        return text.ToString();
    }
}
