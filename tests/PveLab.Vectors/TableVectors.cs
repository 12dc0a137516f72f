using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Shell.Proxmox;

namespace PveLab.Vectors;

/// <summary>c_table: <c>data, schema, props, options, terminal</c> → <c>out</c>, the exact text.</summary>
public static class TableVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        JsonElement terminal = vector["terminal"];
        OutputOptions options = new OutputOptions
        {
            SortKey = Text(vector["options"], "sort_key"),
            Columns = Text(terminal, "columns") is { } columns ? int.Parse(columns, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Utf8 = Text(terminal, "utf8") == "1",
        }.With(JsonNode.Parse(vector["options"].GetRawText())!.AsObject());
        string[]? properties = vector.Has("props") ? [.. vector["props"].EnumerateArray().Select(name => name.GetString()!)] : null;
        JsonNode? data = vector.Has("data") ? JsonNode.Parse(vector["data"].GetRawText()) : null;
        JsonSchema? schema = vector.Has("schema") ? SchemaReader.Read(vector["schema"]) : null;
        compare.Same("out", vector.Text("out"), ResultPrinter.Print(data, schema, options, properties));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
