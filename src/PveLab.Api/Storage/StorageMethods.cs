using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Storage;

/// <summary><c>/storage</c>: the storages as storage.cfg defines them (pve-storage: PVE/API2/Storage/Config.pm).</summary>
public static class StorageMethods
{
    private static readonly JsonSchema Identity = Object(
        ("config", Optional(new ObjectSchema { AdditionalProperties = true, Description = "Properties the server made." })),
        ("storage", String("The ID of the storage.")),
        ("type", String("The type of the storage.")));

    /// <summary>All methods of the branch.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } = StorageReading.Reading(
    [
        new()
        {
            Path = "/storage", Verb = Verb.Get, Description = "Lists the storages.", Parameters = StorageParameters.Index,
            Returns = Array(Object(("storage", String())) with { AdditionalProperties = true }), Handler = Index,
        },
        new()
        {
            Path = "/storage", Verb = Verb.Create, Description = "Adds a storage.", Parameters = StorageParameters.Add,
            Returns = Identity, NotSimulated = ApiMethod.Names("snapshot-as-volume-chain"), Handler = StorageChanges.Create,
        },
        new()
        {
            Path = "/storage/{storage}", Verb = Verb.Get, Description = "Shows a storage's configuration.", Parameters = StorageParameters.Remove,
            Returns = new ObjectSchema { AdditionalProperties = true }, Handler = call => Show(call.View.Storages, call.String("storage")),
        },
        new()
        {
            Path = "/storage/{storage}", Verb = Verb.Set, Description = "Changes a storage.", Parameters = StorageParameters.Set,
            Returns = Identity, NotSimulated = ApiMethod.Names("snapshot-as-volume-chain"), Handler = StorageChanges.Update,
        },
        new()
        {
            Path = "/storage/{storage}", Verb = Verb.Delete, Description = "Removes a storage; its data stays.", Parameters = StorageParameters.Remove,
            Handler = StorageChanges.Delete,
        },
    ]);

    private static JsonArray Index(ApiCall call)
    {
        var config = call.View.Storages;
        var type = call.OptionalString("type");
        return new([.. config.Storages.Where(s => type is null || s.Type == type).Select(s => Show(config, s.Id))]);
    }

    private static JsonObject Show(StorageConfig config, string id)
    {
        var storage = config.Get(id);
        JsonObject section = new() { ["digest"] = config.Digest, ["storage"] = id, ["type"] = storage.Type };
        foreach (var (key, value) in storage.Properties) section[key] = Value(key, value);
        section["content"] = storage.ContentText;
        return section;
    }

    private static JsonNode Value(string key, string value)
    {
        if (key == "content-dirs")
            return new JsonObject(SectionFormats.SplitList(value).Select(v => v.Split('=', 2)).Select(v => KeyValuePair.Create(v[0], (JsonNode?)v[1])));
        var isNumber = key == "priority" || StorageProperties.All.GetValueOrDefault(key) is { Kind: not PropertyKind.Text };
        return isNumber && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : value;
    }
}
