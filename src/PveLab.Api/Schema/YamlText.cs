using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Api.Schema;

/// <summary>
/// YAML as the real programs write it (Perl: YAML::XS over libyaml): block style, keys in ordinal order, lists in mappings not indented,
/// texts that look like numbers quoted, long lines folded behind column 80.
/// </summary>
public static class YamlText
{
    /// <summary>A whole document, <c>---</c> included, with a line end.</summary>
    public static string Document(JsonNode? node)
    {
        StringBuilder text = new("---");
        switch (node)
        {
            case JsonObject { Count: > 0 } fields:
                WriteMapping(text.Append('\n'), fields, 0);
                break;
            case JsonArray { Count: > 0 } items:
                WriteSequence(text.Append('\n'), items, 0);
                break;
            default:
                WriteLeaf(text, node, 2);
                break;
        }
        return text.Append(IsOpenEnded(node) ? "...\n" : "").ToString();
    }

    private static bool IsOpenEnded(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Any(field => IsOpenEnded(field.Value)),
        JsonArray items => items.Any(IsOpenEnded),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => YamlScalar.IsOpenEnded(value.GetValue<string>()),
        _ => false,
    };

    private static void WriteMapping(StringBuilder text, JsonObject fields, int indent)
    {
        bool first = true;
        foreach ((string key, JsonNode? value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Indent(text, indent, ref first);
            YamlScalar.Write(text, key, isKey: true, indent + 2);
            text.Append(':');
            switch (value)
            {
                case JsonObject { Count: > 0 } inner:
                    WriteMapping(text.Append('\n'), inner, indent + 2);
                    break;
                case JsonArray { Count: > 0 } items:
                    WriteSequence(text.Append('\n'), items, indent);
                    break;
                default:
                    WriteLeaf(text, value, indent + 2);
                    break;
            }
        }
    }

    private static void WriteSequence(StringBuilder text, JsonArray items, int indent)
    {
        bool first = true;
        foreach (JsonNode? item in items)
        {
            Indent(text, indent, ref first);
            text.Append('-');
            switch (item)
            {
                case JsonObject { Count: > 0 } fields:
                    WriteMapping(text.Append(' '), fields, indent + 2);
                    break;
                case JsonArray { Count: > 0 } inner:
                    WriteSequence(text.Append(' '), inner, indent + 2);
                    break;
                default:
                    WriteLeaf(text, item, indent + 2);
                    break;
            }
        }
    }

    /// <summary>Pads a line that was begun; the first element may stand behind a dash.</summary>
    private static void Indent(StringBuilder text, int indent, ref bool first)
    {
        bool behindDash = first && text[^1] == ' ';
        if (!behindDash)
            text.Append(' ', indent);
        first = false;
    }

    private static void WriteLeaf(StringBuilder text, JsonNode? node, int indent)
    {
        text.Append(' ');
        switch (node)
        {
            case null:
                text.Append('~');
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                YamlScalar.Write(text, value.GetValue<string>(), isKey: false, indent);
                break;
            case JsonValue value:
                text.Append(value.GetValueKind() switch
                {
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => PerlText.Of(value),
                });
                break;
        }
        if (text[^1] != '\n')
            text.Append('\n');
    }
}
