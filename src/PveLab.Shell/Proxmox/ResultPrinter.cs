using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;

namespace PveLab.Shell.Proxmox;

/// <summary>Prints results as text tables, JSON or YAML, guided by the schema (pve-common: PVE/CLIFormatter.pm print_api_result).</summary>
public static class ResultPrinter
{
    /// <summary>
    /// The text of a result for standard output; empty when there is nothing to print. <paramref name="columns"/> chooses properties and their
    /// order; by default the required ones, then the optional ones, each in ordinal order.
    /// </summary>
    public static string Print(JsonNode? data, JsonSchema? schema, OutputOptions options, IReadOnlyList<string>? columns = null)
    {
        if (options.Quiet)
            return "";
        JsonSchema shape = schema is null or { Type: SchemaType.Any } ? Guess(data) : schema;
        if (shape.Type == SchemaType.Null || (schema is { Optional: true } && data is null))
            return "";
        return options.Format switch
        {
            "yaml" => YamlText.Document(data),
            "json" => JsonText.Compact(data) + "\n",
            "json-pretty" => JsonText.Pretty(data),
            "text" => Text(data, shape, options, columns),
            _ => throw new PveException("internal error: unknown output format at /usr/share/perl5/PVE/CLIFormatter.pm line 445."),
        };
    }

    /// <summary>A value in a table cell (real: data_to_text).</summary>
    internal static string Cell(JsonNode? value, JsonSchema? schema, OutputOptions options)
    {
        if (value is null)
            return "";
        if (options.HumanReadable && schema?.Type == SchemaType.Boolean)
            return value is not JsonValue flag || PerlText.IsTrue(PerlText.Of(flag)) ? "1" : "0";
        if (options.HumanReadable && schema?.Renderer is { } renderer)
            return Render(renderer, value, options);
        return value is JsonValue scalar && scalar.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)
            ? PerlText.Of(scalar)
            : JsonText.Compact(value);
    }

    private static string Render(string renderer, JsonNode value, OutputOptions options) => renderer switch
    {
        "bytes" => Rendering.Bytes(Number(value)),
        "duration" => Rendering.Duration(Number(value), true),
        "fraction_as_percentage" => Rendering.FractionAsPercentage(Number(value)),
        "timestamp" => Rendering.Timestamp((long)Number(value), options.Zone),
        "timestamp_gmt" => Rendering.TimestampGmt((long)Number(value)),
        "yaml" => YamlText.Document(value)[4..],
        _ => throw new ArgumentException($"unknown renderer '{renderer}'", nameof(renderer)),
    };

    private static double Number(JsonNode value) =>
        value is JsonValue scalar && double.TryParse(PerlText.Of(scalar), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;

    private static string Text(JsonNode? data, JsonSchema schema, OutputOptions options, IReadOnlyList<string>? columns) => (schema.Type, data) switch
    {
        (SchemaType.Object, JsonObject fields) => Fields(fields, schema, options, columns),
        (SchemaType.Array, JsonArray { Count: 0 } or JsonObject { Count: 0 }) => "",
        (SchemaType.Array, JsonArray rows) when schema.Items?.Type == SchemaType.Object => Rows(rows, schema.Items as ObjectSchema, options, columns),
        (SchemaType.Array, JsonArray values) => Values(values, schema.Items, options),
        _ => (data is JsonValue scalar ? PerlText.Of(scalar) : data is null ? "" : JsonText.Compact(data)) + "\n",
    };

    /// <summary>An object as a table of keys and values.</summary>
    private static string Fields(JsonObject fields, JsonSchema schema, OutputOptions options, IReadOnlyList<string>? columns)
    {
        ObjectSchema? known = schema as ObjectSchema;
        IReadOnlyList<string> names = columns ?? PropertiesToPrint(known);
        if (names.Count == 0)
            names = [.. fields.Select(field => field.Key).Order(StringComparer.Ordinal)];
        IEnumerable<JsonNode> pairs = names.Where(name => fields[name] is not null).Select(name => new JsonObject
        {
            ["key"] = name,
            ["value"] = Cell(fields[name], known?.Properties.GetValueOrDefault(name), options),
        });
        return TextTable.Print(new JsonArray([.. pairs]), null, ["key", "value"], options);
    }

    /// <summary>A list of objects as a table.</summary>
    private static string Rows(JsonArray rows, ObjectSchema? schema, OutputOptions options, IReadOnlyList<string>? columns)
    {
        IReadOnlyList<string> names = columns ?? PropertiesToPrint(schema);
        if (names.Count == 0)
            names = [.. rows.OfType<JsonObject>().SelectMany(row => row).Select(field => field.Key).Distinct().Order(StringComparer.Ordinal)];
        return names.Count == 0 ? throw new Sim.PveException("unable to detect list properties") : TextTable.Print(rows, schema, names, options);
    }

    /// <summary>A list of scalars as a table with one column and no header.</summary>
    private static string Values(JsonArray values, JsonSchema? items, OutputOptions options)
    {
        JsonArray rows = new([.. values.Select(value => (JsonNode)new JsonObject { ["value"] = value?.DeepClone() })]);
        ObjectSchema schema = SchemaOf.Object(("value", items ?? new JsonSchema()));
        return TextTable.Print(rows, schema, ["value"], options with { NoHeader = true });
    }

    private static List<string> PropertiesToPrint(ObjectSchema? schema) => schema is null
        ? []
        : [.. schema.Properties.Where(p => !p.Value.Optional).Concat(schema.Properties.Where(p => p.Value.Optional)).Select(p => p.Key)];

    private static JsonSchema Guess(JsonNode? data) => data switch
    {
        null => SchemaOf.Null,
        JsonObject => ObjectSchema.Empty,
        JsonArray items => SchemaOf.Array(items.Count > 0 && items[0] is { } first ? Guess(first) : SchemaOf.Null),
        _ => SchemaOf.String(),
    };
}
