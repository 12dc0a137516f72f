using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace PveLab.Courseware.Scenarios;

/// <summary>What single values may be written as, and what is said about one that cannot be read.</summary>
internal static class ScalarValues
{
    /// <summary>What is wrong with <paramref name="text"/> as a value of the type; null when it is one, or when any text is.</summary>
    public static string? Problem(Type type, string text) => type switch
    {
        { IsEnum: true } => Words(type).Contains(text, StringComparer.OrdinalIgnoreCase) ? null : NoneOf(text, Words(type)),
        _ when type == typeof(bool) => bool.TryParse(text, out _) ? null : NoBoolean(text),
        _ when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : NoInteger(text),
        _ when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : NoInteger(text),
        _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : NoNumber(text),
        _ => null,
    };

    /// <summary>The words for the values of an enum.</summary>
    public static IReadOnlyList<string> Words(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>No value of a list.</summary>
    public static string NoneOf(string text, IReadOnlyList<string> words) => $"'{text}' is none of {string.Join(", ", words)}{Nearest(text, words)}";

    /// <summary>Neither yes nor no.</summary>
    public static string NoBoolean(string text) => $"'{text}' is neither true nor false";

    /// <summary>No whole number, or one that is too large.</summary>
    public static string NoInteger(string text) => $"'{text}' is no whole number{(text.All(char.IsAsciiDigit) && text.Length > 0 ? " of this size" : "")}; write for example 100";

    /// <summary>No number.</summary>
    public static string NoNumber(string text) => $"'{text}' is no number; write for example 1.5";

    private static string Nearest(string text, IReadOnlyList<string> words) => NearestNames.To(text, words) is { Count: > 0 } near ? $"; did you mean '{near[0]}'?" : "";
}

/// <summary>Looks at every node before YamlDotNet converts it, whose complaints are .NET's own: its form, and what stands in single values.</summary>
internal sealed class NodeInspector : INodeDeserializer
{
    /// <inheritdoc />
    public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
    {
        value = null;
        var type = Nullable.GetUnderlyingType(expectedType) ?? expectedType;
        var node = reader.Current!;
        var form = NodeForms.Of(type);
        if (node is not Scalar scalar || form != NodeForm.Value)
            return NodeForms.Of(node) == form ? false : throw new YamlException(node.Start, node.End, NodeForms.Expected(form, NodeForms.Of(node)));
        if (scalar is { Value: "", Style: ScalarStyle.Plain } && type == typeof(string))
        {
            // An empty value is an empty text, never null.
            reader.MoveNext();
            value = "";
            return true;
        }
        if (type == typeof(string) && scalar is { Value: "null" or "~" or "Null" or "NULL", Style: ScalarStyle.Plain })
            throw new YamlException(scalar.Start, scalar.End, $"'{scalar.Value}' is nothing; leave the key out, or put the text in quotes");
        if (type != expectedType && scalar is { Value: "" or "null" or "~", Style: ScalarStyle.Plain }) return false;
        return ScalarValues.Problem(type, scalar.Value) is { } problem ? throw new YamlException(scalar.Start, scalar.End, problem) : false;
    }
}

/// <summary>The three forms a node of YAML can have.</summary>
internal enum NodeForm
{
    /// <summary>A text or number.</summary>
    Value,

    /// <summary>Lines that begin with a hyphen.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Map,
}

/// <summary>Forms of types and nodes, in words.</summary>
internal static class NodeForms
{
    /// <summary>The form a value of the type is written in.</summary>
    public static NodeForm Of(Type type) =>
        type.IsEnum || type.IsPrimitive || type == typeof(string) ? NodeForm.Value
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? NodeForm.List
        : NodeForm.Map;

    /// <summary>The form of what was read.</summary>
    public static NodeForm Of(ParsingEvent node) => node switch
    {
        SequenceStart => NodeForm.List,
        MappingStart => NodeForm.Map,
        _ => NodeForm.Value,
    };

    /// <summary>What is said about the wrong form.</summary>
    public static string Expected(NodeForm wanted, NodeForm found) => $"{Word(wanted)} stands here, not {Word(found)}";

    private static string Word(NodeForm form) => form switch
    {
        NodeForm.Value => "a single value",
        NodeForm.List => "a list ('- …' lines)",
        _ => "a block of 'key: value' lines",
    };
}
