using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Vzdump;

/// <summary><c>/nodes/{node}/vzdump</c> (pve-manager: PVE/API2/VZDump.pm).</summary>
public static class VzdumpMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/vzdump", Verb = Verb.Create, Description = "Create backup.", Parameters = VzdumpParameters.Backup, Returns = String(),
            NotSimulated = VzdumpParameters.NotSimulated, Handler = Create,
        },
        new()
        {
            Path = "/nodes/{node}/vzdump/defaults", Verb = Verb.Get, Description = "Get the currently configured vzdump defaults.",
            Parameters = Object(("node", StandardOptions.Node), ("storage", Optional(StandardOptions.StorageId))),
            Returns = VzdumpParameters.Common, Handler = Defaults,
        },
        new()
        {
            Path = "/nodes/{node}/vzdump/extractconfig", Verb = Verb.Get, Description = "Extract configuration from vzdump backup archive.",
            Parameters = Object(("node", StandardOptions.Node), ("volume", String("Volume identifier"))), Returns = String(),
            Handler = call => ExtractConfig(call, call.String("volume")),
        },
    ];

    /// <summary>The parameters of a call as a request for vzdump.</summary>
    internal static VzdumpRequest Request(JsonObject parameters) => VzdumpRequest.Of(
        from parameter in parameters
        where parameter.Value is not null
        select KeyValuePair.Create(parameter.Key, TextOf(parameter.Key, parameter.Value!)));

    /// <summary>Refuses contradicting parameters with the name of one.</summary>
    internal static void Verify(VzdumpRequest request, bool complete)
    {
        if (request.Conflict(complete) is { } conflict) throw ParameterException.Of(conflict.Parameter, conflict.Message);
    }

    /// <summary>The configuration in an archive (pve-storage: PVE/Storage.pm extract_vzdump_config).</summary>
    internal static JsonNode ExtractConfig(ApiCall call, string volume)
    {
        var node = call.Node;
        var path = new RestoreRequest(volume, 0).Locate(node);
        return ArchiveConfig.Read(node, path, call.Warn);
    }

    private static string TextOf(string name, JsonNode value) => value switch
    {
        JsonArray array => string.Join('\0', array.OfType<JsonValue>().Select(PerlText.Of)),
        JsonValue scalar when name == "prune-backups" => Retention.Parse(PerlText.Of(scalar)).ToString(),
        JsonValue scalar => PerlText.Of(scalar),
        _ => value.ToJsonString(),
    };

    private static JsonNode Create(ApiCall call)
    {
        foreach (var option in (string[])["stdout", "fleecing"])
            if (call.Has(option) && (option != "fleecing" || call.OptionalProperties(option)?["enabled"] is { } on && PerlText.IsTrue(PerlText.Of((JsonValue)on))))
                Refuse(call, option);
        var request = Request(call.Parameters);
        Verify(request, complete: true);
        var node = call.Datacenter.Node(call.LocalNode);
        return Sim.Backup.Vzdump.Start(node, request, call.User)?.Upid.Encode() ?? "OK";
    }

    /// <summary>Refuses what is not simulated; a mistake that real PVE would notice first is told instead.</summary>
    private static void Refuse(ApiCall call, string option)
    {
        var request = Request(call.Parameters);
        if (option == "stdout")
        {
            var guests = request.Guests(call.Datacenter);
            if (guests.Sum(g => g.Key == call.LocalNode || g.Key.Length == 0 ? g.Value.Length : 0) != 1)
                throw new PveException("you can only backup a single VM with option --stdout");
        }
        throw new NotSimulatedException(option, "vzdump");
    }

    private static JsonObject Defaults(ApiCall call)
    {
        var defaults = VzdumpDefaults.Of(call.Node);
        if (call.OptionalString("storage") is { } asked) defaults = defaults.SetItem("storage", asked);
        if (!defaults.ContainsKey("dumpdir") && !defaults.ContainsKey("storage")) defaults = defaults.SetItem("storage", "local");
        if (defaults.GetValueOrDefault("storage") is { } storage)
        {
            var (definition, directory) = VzdumpSettings.StorageTarget(call.Node, storage);
            defaults = defaults.SetItem("dumpdir", directory);
            if (definition["prune-backups"] is { } retention) defaults = defaults.SetItem("prune-backups", Retention.Parse(retention).ToString());
        }
        return ToJson(defaults, VzdumpParameters.Common);
    }

    /// <summary>Texts as the types their schema gives them.</summary>
    internal static JsonObject ToJson(ImmutableSortedDictionary<string, string> values, ObjectSchema schema) => new(
        values.Select(v => KeyValuePair.Create(v.Key, Typed(v.Value, schema.Properties.GetValueOrDefault(v.Key)))));

    private static JsonNode? Typed(string value, JsonSchema? schema) => schema switch
    {
        { Type: SchemaType.Array } => new JsonArray([.. value.Split(SectionProperty.ListSeparator).Select(v => (JsonNode)v)]),
        { Type: SchemaType.Boolean or SchemaType.Integer } when long.TryParse(value, out var number) => number,
        _ => value,
    };
}
