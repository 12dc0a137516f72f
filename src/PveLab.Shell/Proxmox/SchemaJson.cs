using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>A schema as JSON, for <c>pvesh usage --returns</c>.</summary>
internal static class SchemaJson
{
    /// <summary>The schema with what it asks for; what it leaves open is left out.</summary>
    internal static JsonObject Of(JsonSchema schema)
    {
        var json = new JsonObject();
        if (schema is ObjectSchema { AdditionalProperties: true }) json["additionalProperties"] = 1;
        if (schema.Default is { } byDefault) json["default"] = byDefault;
        if (schema.Description is { } description) json["description"] = description;
        if (!schema.Enum.IsEmpty) json["enum"] = new JsonArray([.. schema.Enum.Select(e => (JsonNode)e)]);
        if (schema.Format is { } format) json["format"] = format;
        if (schema.Items is { } items) json["items"] = Of(items);
        if (schema.Maximum is { } maximum) json["maximum"] = maximum;
        if (schema.Minimum is { } minimum) json["minimum"] = minimum;
        if (schema.Optional) json["optional"] = 1;
        if (schema is ObjectSchema { Properties: { IsEmpty: false } properties })
            json["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Of(p.Value))));
        if (schema.Renderer is { } renderer) json["renderer"] = renderer;
        if (schema.Title is { } title) json["title"] = title;
        if (schema.Type != SchemaType.Any) json["type"] = SchemaValidator.NameOf(schema.Type);
        return json;
    }
}
