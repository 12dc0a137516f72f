using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PveLab.Api.Schema;

/// <summary>
/// Checks values against schemas with the exact error texts (pve-common: PVE/JSONSchema.pm check_prop, check_type, check_object).
/// As there, scalars are text: a number given as text is a number.
/// </summary>
public static partial class SchemaValidator
{
    /// <summary>Checks the parameters of a call. Throws <see cref="ParameterException"/> naming every parameter that is wrong.</summary>
    public static void Validate(JsonObject parameters, ObjectSchema schema)
    {
        SortedDictionary<string, string> errors = new(StringComparer.Ordinal);
        Check(parameters, schema, "", errors);
        if (errors.Count > 0)
            throw new ParameterException(errors);
    }

    /// <summary>All errors of a value by path; empty when it is as the schema asks.</summary>
    public static ImmutableSortedDictionary<string, string> ErrorsOf(JsonNode? value, JsonSchema schema)
    {
        SortedDictionary<string, string> errors = new(StringComparer.Ordinal);
        Check(value, schema, "", errors);
        return errors.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Checks the properties of an object; unknown ones are errors unless <paramref name="additional"/>.</summary>
    internal static void CheckObject(JsonObject value, ObjectSchema schema, bool additional, string path, IDictionary<string, string> errors)
    {
        foreach ((string name, JsonSchema property) in schema.Properties)
            Check(value[name], property, Join(path, name), errors);
        foreach ((string name, JsonNode? _) in value)
        {
            if (schema.Properties.TryGetValue(name, out JsonSchema? property))
            {
                if (property.Requires is { } required && value[required] is null)
                    Add(errors, Join(path, required), $"missing property required by '{Join(path, name)}'");
            }
            else if (!additional)
            {
                Add(errors, Join(path, name), "property is not defined in schema and the schema does not allow additional properties");
            }
        }
    }

    private static void Check(JsonNode? value, JsonSchema schema, string path, IDictionary<string, string> errors)
    {
        if (schema.Alias is not null)
            return;
        if (value is null)
        {
            if (!schema.Optional && schema.Type != SchemaType.Null)
                Add(errors, path, "property is missing and it is not optional");
            return;
        }
        if (TypeError(value, schema.Type) is { } error)
            Add(errors, path, $"type check ('{NameOf(schema.Type)}') failed{error}");
        else if (value is JsonArray array)
            CheckItems(array, schema, path, errors);
        else if (value is JsonObject fields)
            CheckFields(fields, schema, path, errors);
        else if (ScalarError(PerlText.Of((JsonValue)value), schema, path) is { } scalarError)
            Add(errors, path, scalarError);
    }

    private static void CheckItems(JsonArray array, JsonSchema schema, string path, IDictionary<string, string> errors)
    {
        if (schema.Items is null)
            return;
        for (int i = 0; i < array.Count; i++)
            Check(array[i], schema.Items, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), errors);
    }

    private static void CheckFields(JsonObject fields, JsonSchema schema, string path, IDictionary<string, string> errors)
    {
        if (schema is ObjectSchema objectSchema)
            CheckObject(fields, objectSchema, objectSchema.AdditionalProperties, path, errors);
    }

    /// <summary>What follows <c>type check ('x') failed</c>; null when the type is right.</summary>
    private static string? TypeError(JsonNode value, SchemaType type) => (type, value) switch
    {
        (SchemaType.Any, _) or (SchemaType.Array, JsonArray) or (SchemaType.Object, JsonObject) => null,
        (SchemaType.Null, _) => " - value is not null",
        (SchemaType.Array or SchemaType.Object, _) => "",
        (_, JsonArray) => " - got ARRAY",
        (_, JsonObject) => " - got HASH",
        (_, JsonValue scalar) => ScalarTypeError(scalar, type),
        _ => "",
    };

    private static string? ScalarTypeError(JsonValue scalar, SchemaType type)
    {
        if (scalar.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return type == SchemaType.Boolean ? null : " - got JSON::PP::Boolean";
        string text = PerlText.Of(scalar);
        bool right = type switch
        {
            SchemaType.Boolean => text is "0" or "1",
            SchemaType.Integer => WholeNumber().IsMatch(text),
            SchemaType.Number => AnyNumber().IsMatch(text),
            _ => true,
        };
        return right ? null : $" - got '{text}'";
    }

    private static string? ScalarError(string text, JsonSchema schema, string path)
    {
        if (FormatCatalogue.ErrorOf(schema, text, path) is { } formatError)
            return $"invalid format - {formatError}\n";
        if (schema.Pattern is { } pattern && !Regex.IsMatch(text, "^" + pattern + "$", RegexOptions.CultureInvariant))
            return "value does not match the regex pattern";
        if (schema.MaxLength is { } longest && text.Length > longest)
            return string.Create(CultureInfo.InvariantCulture, $"value may only be {longest} characters long");
        if (schema.MinLength is { } shortest && text.Length < shortest)
            return string.Create(CultureInfo.InvariantCulture, $"value must be at least {shortest} characters long");
        if (LimitError(text, schema) is { } limitError)
            return limitError;
        return schema.Enum.IsEmpty || schema.Enum.Contains(text, StringComparer.Ordinal)
            ? null
            : $"value '{text}' does not have a value in the enumeration '{string.Join(", ", schema.Enum)}'";
    }

    private static string? LimitError(string text, JsonSchema schema)
    {
        if ((schema.Maximum ?? schema.Minimum) is null || !AnyNumber().IsMatch(text))
            return null;
        double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (schema.Maximum is { } maximum && number > (double)maximum)
            return string.Create(CultureInfo.InvariantCulture, $"value must have a maximum value of {maximum}");
        if (schema.Minimum is { } minimum && number < (double)minimum)
            return string.Create(CultureInfo.InvariantCulture, $"value must have a minimum value of {minimum}");
        return null;
    }

    /// <summary>The word for a type in error and usage texts.</summary>
    public static string NameOf(SchemaType type) => type switch
    {
        SchemaType.String => "string",
        SchemaType.Integer => "integer",
        SchemaType.Number => "number",
        SchemaType.Boolean => "boolean",
        SchemaType.Array => "array",
        SchemaType.Object => "object",
        SchemaType.Null => "null",
        _ => "any",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static void Add(IDictionary<string, string> errors, string path, string message)
    {
        string key = path.Length == 0 ? "_root" : path;
        // The real code joins with a quoted '\n': a backslash and an n.
        errors[key] = errors.TryGetValue(key, out string? earlier) ? earlier + "\\n" + message : message;
    }

    [GeneratedRegex(@"^[+-]?[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[+-]?([0-9]+\.[0-9]+|[0-9]+\.|\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex AnyNumber();
}
