using System.Text.Json;
using PveLab.Api.Schema;

namespace PveLab.Vectors;

/// <summary>Reads a JSON schema as the vectors write it: Perl's hash, so 1 is true.</summary>
public static class SchemaReader
{
    /// <summary>The schema and all below it, as far as printing looks at it.</summary>
    public static JsonSchema Read(JsonElement element)
    {
        JsonSchema schema = Text(element, "type") == "object"
            ? new ObjectSchema { AdditionalProperties = Text(element, "additionalProperties") == "1" }.With(Properties(element))
            : new JsonSchema();
        return schema with
        {
            Type = Enum.TryParse(Text(element, "type"), ignoreCase: true, out SchemaType type) ? type : SchemaType.Any,
            Optional = Text(element, "optional") == "1",
            Title = Text(element, "title"),
            Renderer = Text(element, "renderer"),
            Default = Text(element, "default"),
            PrintWidth = Number(element, "print_width"),
            MaxLength = Number(element, "maxLength"),
            Items = element.TryGetProperty("items", out JsonElement items) ? Read(items) : null,
        };
    }

    private static IEnumerable<(string, JsonSchema)> Properties(JsonElement element) =>
        element.TryGetProperty("properties", out JsonElement properties)
            ? properties.EnumerateObject().Select(property => (property.Name, Read(property.Value)))
            : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;

    private static int? Number(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;
}
