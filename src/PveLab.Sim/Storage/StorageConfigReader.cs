using System.Collections.Immutable;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage;

/// <summary>Reads storage.cfg (pve-storage: PVE/Storage/Plugin.pm parse_section_header, parse_config).</summary>
internal static class StorageConfigReader
{
    private static readonly SectionGrammar<StorageDefinition> Grammar = new()
    {
        Properties = StorageProperties.All,
        OptionsOf = type => StorageTypes.Find(type)?.Options,
        Header = line => SectionLines.Header(line) is { } header
            ? new(header.Type.ToLowerInvariant(), header.Id, SectionFormats.StorageId(header.Id)) : null,
        Complete = (type, id, values, warn) => StorageTypes.Get(type).CheckConfig(id, values, create: true, warn),
    };

    public static StorageConfig Read(string text, string fileName)
    {
        var (sections, warnings) = new SectionReader<StorageDefinition>(Grammar, text, fileName).Read();
        var order = sections.Select(s => s.Id).ToImmutableArray();
        var local = sections.FindIndex(s => s.Id == "local");
        if (local < 0) sections.Add(("local", ImplicitLocal));
        else if (sections[local].Section is not { Type: "dir" } found || found["path"] is { Length: > 0 } path && path != "/var/lib/vz")
            sections[local] = ("local", ImplicitLocal);
        return new StorageConfig(text, [.. from section in sections where section.Section is not null select WithDefaults(section.Section)], [.. warnings])
        {
            Order = order,
            Broken = sections.Where(s => s.Section is null).Select(s => s.Id).ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The storage that always is there (pve-storage: PVE/Storage/Plugin.pm parse_config).</summary>
    private static StorageDefinition ImplicitLocal { get; } = new("local", "dir", new Dictionary<string, string>
    {
        ["content"] = "backup,images,iso,rootdir,snippets,vztmpl",
        ["path"] = "/var/lib/vz",
        ["priority"] = "0",
        ["prune-backups"] = "keep-all=1",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private static StorageDefinition WithDefaults(StorageDefinition storage)
    {
        var values = storage.Properties;
        if (storage.Id == "local") values = values.Remove("nodes");
        if (storage["content"] is null) values = values.SetItem("content", StorageTypes.Get(storage.Type).DefaultContent);
        if (StorageTypes.AlwaysShared.Contains(storage.Type)) values = values.SetItem("shared", "1");
        return storage with { Properties = values };
    }
}
