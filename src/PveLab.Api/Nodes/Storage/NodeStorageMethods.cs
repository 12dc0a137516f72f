using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Storage;

/// <summary><c>/nodes/{node}/storage</c>: the storages as a node sees them (pve-storage: PVE/API2/Storage/Status.pm).</summary>
public static class NodeStorageMethods
{
    private static readonly string[] Below =
    [
        "content", "download-url", "file-restore", "identity", "import-metadata", "oci-registry-pull", "prunebackups", "rrd", "rrddata", "status", "upload",
    ];

    private static readonly ObjectSchema Numbers = Object(
        ("active", Optional(Boolean("Set when storage is accessible."))),
        ("avail", Optional(Bytes("Available storage space in bytes."))),
        ("content", Formatted("pve-storage-content-list", "Allowed storage content types.")),
        ("enabled", Optional(Boolean("Set when storage is enabled (not disabled)."))),
        ("shared", Optional(Boolean("Shared flag from storage configuration."))),
        ("total", Optional(Bytes("Total storage space in bytes."))),
        ("type", String("Storage type.")),
        ("used", Optional(Bytes("Used storage space in bytes."))));

    private static readonly ObjectSchema Row = Numbers.With(
        ("formats", Optional(Object(("default", String()), ("supported", Array(String()))))),
        ("select_existing", Optional(Boolean("Volumes must exist already."))),
        ("storage", StandardOptions.StorageId),
        ("used_fraction", Optional(Number("Used fraction (used/total).") with { Renderer = "fraction_as_percentage" })));

    /// <summary>All methods of the branch, those of content and pruning included.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } = StorageReading.Reading(
    [
        new()
        {
            Path = "/nodes/{node}/storage", Verb = Verb.Get, Description = "Shows the status of all storages.", Parameters = StorageParameters.Status,
            Returns = Array(Row), Handler = Index,
        },
        new()
        {
            Path = "/nodes/{node}/storage/{storage}", Verb = Verb.Get, Description = "Lists what there is below a storage.",
            Parameters = StorageParameters.ReadStatus, Returns = Array(Object(("subdir", String()))),
            Handler = _ => new JsonArray([.. Below.Select(name => new JsonObject { ["subdir"] = name })]),
        },
        new()
        {
            Path = "/nodes/{node}/storage/{storage}/status", Verb = Verb.Get, Description = "Shows the status of a storage.",
            Parameters = StorageParameters.ReadStatus, Returns = Numbers, Handler = Read,
        },
        .. ContentMethods.All,
        .. PruneMethods.All,
    ]);

    private static JsonArray Index(ApiCall call)
    {
        var node = call.Node;
        var status = Statuses(call, node, call.Has("content") ? call.List("content") : null);
        var wanted = call.OptionalString("storage");
        if (wanted is not null && status.All(s => s.Storage.Id != wanted)) throw ParameterException.Of("storage", "No such storage.");
        var target = call.OptionalString("target") is { } name && name != call.LocalNode && name != "localhost" ? name : null;
        return new([.. from entry in status
                       let storage = entry.Storage
                       where wanted is null || wanted == storage.Id
                       where !call.Bool("enabled") || !storage.Disabled
                       where target is null || storage.Shared && IsOn(storage, node.Name) && IsOn(storage, target)
                       orderby storage.Id
                       select ToRow(entry, call.Bool("format"))]);
    }

    private static JsonObject Read(ApiCall call) =>
        Statuses(call, call.Node, null).FirstOrDefault(s => s.Storage.Id == call.String("storage")) is { } status
            ? ToJson(status) : throw ParameterException.Of("storage", "No such storage.");

    private static IReadOnlyList<StorageStatus> Statuses(ApiCall call, Node node, IReadOnlyCollection<string>? content)
    {
        var status = node.Storages.Status(call.Warn, content);
        call.Datacenter.Facts.Record(new StorageStatusRead(call.Datacenter.Clock.Now, node.Name));
        return status;
    }

    private static bool IsOn(StorageDefinition storage, string node) => storage.Nodes.IsEmpty || storage.Nodes.Contains(node);

    private static JsonObject ToRow(StorageStatus status, bool formats)
    {
        var row = ToJson(status);
        row["storage"] = status.Storage.Id;
        if (status.Total > 0) row["used_fraction"] = (double)status.Used / status.Total;
        if (!formats || !status.Enabled) return row;
        var type = StorageTypes.Get(status.Storage.Type);
        var byDefault = type.DefaultFormat(status.Storage);
        row["formats"] = new JsonObject { ["default"] = byDefault, ["supported"] = new JsonArray([.. type.Formats.Select(f => (JsonNode)f)]) };
        row["format"] = new JsonArray(new JsonObject(type.Formats.Select(f => KeyValuePair.Create(f, (JsonNode?)1))), byDefault);
        if (status.Storage.Type is "iscsi" or "iscsidirect") row["select_existing"] = 1;
        return row;
    }

    private static JsonObject ToJson(StorageStatus status) => new()
    {
        ["active"] = status.Active ? 1 : 0,
        ["avail"] = status.Available,
        ["content"] = status.Storage["content"],
        ["enabled"] = status.Enabled ? 1 : 0,
        ["shared"] = status.Storage.Shared ? 1 : 0,
        ["total"] = status.Total,
        ["type"] = status.Storage.Type,
        ["used"] = status.Used,
    };

    private static JsonSchema Bytes(string description) => Integer(description) with { Renderer = "bytes" };
}
