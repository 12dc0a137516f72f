using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Authoring.Schemas;

/// <summary>
/// Writes the JSON Schema of a content file from the records it is read into. .NET's exporter finds properties, what is required and what else may
/// stand there; this adds what authors need: descriptions, the kinds of faults and criteria, placeholders in the place of numbers, and patterns.
/// </summary>
internal sealed class SchemaWriter
{
    private const string Placeholder = @"\$\{[A-Za-z0-9.]+\}";

    private static readonly JsonSerializerOptions Naming = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutComputed } },
    };

    private static readonly Dictionary<Type, IReadOnlyDictionary<string, Type>> Catalogues = new()
    {
        [typeof(Criterion)] = CriterionCatalogue.Kinds,
        [typeof(Fault)] = FaultCatalogue.Kinds,
    };

    private readonly SortedDictionary<string, JsonNode?> definitions = new(StringComparer.Ordinal);
    private readonly XmlDocs docs = new();
    private readonly JsonSchemaExporterOptions exporting;

    public SchemaWriter() => exporting = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schema of files that are read into a <paramref name="root"/>.</summary>
    public JsonObject Write(Type root, string id, string title)
    {
        var body = Naming.GetJsonSchemaAsNode(root, exporting).AsObject();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = id, ["title"] = title };
        if (docs.Of(root) is { } description) schema["description"] = description;
        foreach (var (name, value) in body.ToList()) schema[name] = value?.DeepClone();
        schema["$defs"] = new JsonObject(definitions);
        return schema;
    }

    /// <summary>What a record computes nobody can write.</summary>
    private static void WithoutComputed(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.AttributeProvider is PropertyInfo { CanWrite: false }).ToList()) type.Properties.Remove(property);
    }

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = Referred(type, context.Path.IsEmpty) ?? Value(type, node.AsObject());
        if (context.PropertyInfo is { } property) Describe(schema, (PropertyInfo)property.AttributeProvider!);
        return schema;
    }

    /// <summary>Records below the root are written once and referred to.</summary>
    private JsonObject? Referred(Type type, bool isRoot)
    {
        if (isRoot || !type.IsClass || type == typeof(string) || type.IsGenericType) return null;
        if (definitions.TryAdd(type.Name, null)) definitions[type.Name] = Catalogues.TryGetValue(type, out var kinds) ? Kinds(type, kinds) : Definition(type);
        return Reference(type.Name);
    }

    private JsonObject Definition(Type type)
    {
        var schema = Naming.GetJsonSchemaAsNode(type, exporting).AsObject();
        if (docs.Of(type) is { } description) schema.Insert(0, "description", description);
        return schema;
    }

    /// <summary>A record whose kind says what else it takes: the kind chooses the rest.</summary>
    private JsonObject Kinds(Type type, IReadOnlyDictionary<string, Type> kinds)
    {
        var described = kinds.Keys.Select(kind => (JsonNode?)Words(kind, kinds[kind])).ToArray();
        foreach (var (kind, record) in kinds) definitions[kind] = Kind(kind, record);
        return new JsonObject
        {
            ["description"] = docs.Of(type),
            ["type"] = "object",
            ["required"] = new JsonArray("kind"),
            ["properties"] = new JsonObject
            {
                ["kind"] = new JsonObject { ["enum"] = Array(kinds.Keys), ["enumDescriptions"] = new JsonArray(described) },
            },
            ["allOf"] = new JsonArray([.. kinds.Keys.Select(kind => new JsonObject
            {
                ["if"] = new JsonObject { ["required"] = new JsonArray("kind"), ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind } } },
                ["then"] = Reference(kind),
            })]),
        };
    }

    private JsonObject Kind(string kind, Type record)
    {
        var schema = Definition(record);
        schema["description"] = Words(kind, record);
        var properties = schema["properties"]!.AsObject();
        properties["kind"] = new JsonObject { ["const"] = kind };
        if (!FaultTexts.All.TryGetValue(kind, out var text) || !record.IsAssignableTo(typeof(Fault))) return schema;
        foreach (var (name, meaning) in text.Parameters)
            if (properties[name] is JsonObject parameter) parameter["description"] = meaning.En;
        return schema;
    }

    private string? Words(string kind, Type record) => record.IsAssignableTo(typeof(Fault)) ? FaultTexts.All[kind].World.En : docs.Of(record);

    /// <summary>
    /// YAML writes many texts without quotes, so that <c>100</c> is as good a text as any; and where a number stands, <c>${vm.id}</c> may stand as well.
    /// </summary>
    private JsonObject Value(Type type, JsonObject exported) => type switch
    {
        { IsEnum: true } => new JsonObject
        {
            ["enum"] = Array(ScalarValues.Words(type)),
            ["enumDescriptions"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode?)docs.Of(type.GetField(name)!))]),
        },
        _ when type == typeof(bool) => Scalar("boolean", "true|false"),
        _ when type == typeof(int) || type == typeof(long) => Scalar("integer", "-?[0-9]+"),
        _ when type == typeof(double) => Scalar("number", @"-?[0-9]+(\.[0-9]+)?"),
        _ when type == typeof(string) => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        _ => Plain(exported),
    };

    private static JsonObject Scalar(string type, string written) =>
        new() { ["type"] = new JsonArray(type, "string"), ["pattern"] = $"^({written}|{Placeholder})$" };

    /// <summary>An object, a list or a dictionary as exported; null is never written.</summary>
    private static JsonObject Plain(JsonObject exported)
    {
        if (exported["type"] is JsonArray types) exported["type"] = types.Select(t => (string)t!).First(t => t != "null");
        return exported;
    }

    private void Describe(JsonObject schema, PropertyInfo property)
    {
        if (docs.Of(property) is { } description) schema.Insert(0, "description", description);
        if (!SchemaPatterns.All.TryGetValue($"{property.DeclaringType!.Name}.{property.Name}", out var pattern)) return;
        if (schema["additionalProperties"] is JsonObject values) values["pattern"] = pattern;
        else schema["pattern"] = pattern;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(w => JsonValue.Create(w))]);
}
