using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Api.Schema;

/// <summary>JSON as the real programs write it: keys in ordinal order, numbers as Perl prints them (Perl: JSON::XS, canonical).</summary>
public static class JsonText
{
    /// <summary>One line, without blanks.</summary>
    public static string Compact(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, -1);
        return text.ToString();
    }

    /// <summary>Indented by three blanks, with blanks on both sides of the colon, and a line end.</summary>
    public static string Pretty(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    /// <summary>Writes a value at a depth; a negative depth means one line.</summary>
    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject fields:
                string colon = depth < 0 ? ":" : " : ";
                IEnumerable<Action> members = fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (Action)(() =>
                {
                    Quote(text, field.Key);
                    text.Append(colon);
                    Write(text, field.Value, depth < 0 ? depth : depth + 1);
                }));
                WriteAll(text, '{', '}', members, depth);
                break;
            case JsonArray items:
                WriteAll(text, '[', ']', items.Select(item => (Action)(() => Write(text, item, depth < 0 ? depth : depth + 1))), depth);
                break;
            case JsonValue value:
                WriteScalar(text, value);
                break;
        }
    }

    private static void WriteAll(StringBuilder text, char open, char close, IEnumerable<Action> parts, int depth)
    {
        text.Append(open);
        bool any = false;
        foreach (Action part in parts)
        {
            text.Append(any ? "," : "");
            any = true;
            NewLine(text, depth + 1, depth);
            part();
        }
        if (any)
            NewLine(text, depth, depth);
        text.Append(close);
    }

    private static void NewLine(StringBuilder text, int indent, int depth)
    {
        if (depth >= 0)
            text.Append('\n').Append(' ', 3 * indent);
    }

    private static void WriteScalar(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                Quote(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                text.Append(PerlText.Of(value));
                break;
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
