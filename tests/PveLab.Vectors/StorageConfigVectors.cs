using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>f_section_storage: <c>raw</c> → <c>warnings, ids, order, digest</c> and <c>write</c> or <c>write_error</c>.</summary>
public static partial class StorageConfigVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var config = StorageConfig.Parse(vector.Text("raw")!, "storage.cfg");
        compare.Same("warnings", vector["warnings"], new JsonArray([.. config.Warnings.Select(w => (JsonNode)(w + "\n"))]));
        compare.Same("order", vector["order"], new JsonArray([.. config.Order.Select(id => (JsonNode)id)]));
        compare.Same("ids", vector["ids"], Ids(config));
        compare.Same("digest", vector.Text("digest"), config.Digest);
        string? text = null, error = null;
        try
        {
            text = config.Write();
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("write", SortSets(vector.Text("write")), SortSets(text));
        compare.Same("write_error", vector.Text("write_error"), error);
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
        new(StorageFormats.SplitList(value).Select(v => KeyValuePair.Create(v, (JsonNode?)1)));

    // The real code writes sets in the order of its hashes.
    private static string? SortSets(string? text) => text is null ? null
        : SetLine().Replace(text, m => m.Groups[1].Value + string.Join(',', m.Groups[2].Value.Split(',').Order(StringComparer.Ordinal)));

    [GeneratedRegex(@"(\t(?:content|nodes) )(\S+)")]
    private static partial Regex SetLine();
}
