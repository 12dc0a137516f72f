using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>f_section_storage: <c>raw</c> → <c>warnings, ids, order, digest</c> and <c>write</c> or <c>write_error</c>.</summary>
public static partial class StorageConfigVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var config = StorageConfig.Parse(SectionComparison.Raw(vector), "storage.cfg");
        SectionComparison.Same(compare, vector, config.Warnings, config.Order, Ids(config), config.Write, SortSets);
        compare.Same("digest", vector.Text("digest"), config.Digest);
    }

    private static JsonObject Ids(StorageConfig config)
    {
        JsonObject ids = [];
        foreach (var broken in config.Broken.Where(id => config.Find(id) is null)) ids[broken] = null;
        foreach (var storage in config.Storages)
        {
            JsonObject section = new() { ["type"] = storage.Type };
            foreach (var (key, value) in storage.Properties)
                section[key] = key is "content" or "nodes" ? Set(value) : value;
            ids[storage.Id] = section;
        }
        return ids;
    }

    private static JsonObject Set(string value) =>
        new(SectionFormats.SplitList(value).Select(v => KeyValuePair.Create(v, (JsonNode?)1)));

    // The real code writes sets in the order of its hashes.
    private static string? SortSets(string? text) => text is null ? null
        : SetLine().Replace(text, m => m.Groups[1].Value + string.Join(',', m.Groups[2].Value.Split(',').Order(StringComparer.Ordinal)));

    [GeneratedRegex(@"(\t(?:content|nodes) )(\S+)")]
    private static partial Regex SetLine();
}
