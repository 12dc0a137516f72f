using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>A command line taken apart: the method's parameters and the options for the printer.</summary>
public sealed record ParsedCommand(JsonObject Parameters, JsonObject Format);

/// <summary>
/// Options and arguments of a command, as the real programs read them: Getopt::Long with prefix <c>--</c> or <c>-</c>, any order, names in any case
/// and abbreviated as long as that is unambiguous (pve-common: PVE/JSONSchema.pm get_options).
/// </summary>
public static class OptionParser
{
    /// <summary>
    /// Reads a command line. Values stay text, switches become 1 and 0, lists are joined with commas; the schema is not checked yet.
    /// Throws <see cref="ParameterException"/> with what was said about single options, and the usage line.
    /// </summary>
    public static ParsedCommand Parse(CommandBinding binding, IEnumerable<string> arguments, string localNode)
    {
        try
        {
            JsonObject given = Parse(binding.Options, arguments, binding.Arguments, binding.ListArgument, binding.Fixed.Keys, binding.Mapped);
            foreach ((string name, string value) in binding.Fixed)
                given[name] = value == CommandBinding.LocalNode ? localNode : value;
            JsonObject format = [];
            foreach (string name in binding.FormatOptions?.Properties.Keys ?? [])
            {
                if (given.Remove(name, out JsonNode? value))
                    format[name] = value;
            }
            return new ParsedCommand(given, format);
        }
        catch (ParameterException refusal)
        {
            throw refusal.WithUsage(Usage.Short(binding));
        }
    }

    /// <summary>Reads a command line against a schema. Throws <see cref="ParameterException"/> without usage.</summary>
    public static JsonObject Parse(
        ObjectSchema schema,
        IEnumerable<string> arguments,
        ImmutableArray<string> positional,
        string? listArgument = null,
        IEnumerable<string>? notOptions = null,
        IReadOnlyDictionary<string, MappedParameter>? mapped = null)
    {
        SortedSet<string> hidden = new(notOptions ?? [], StringComparer.Ordinal);
        if (listArgument is not null)
            hidden.Add(listArgument);
        GetOptions options = new(schema.Properties
            .Where(property => !hidden.Contains(property.Key))
            .Select(property => new OptionSpec(property.Key, ValueOptional(property, mapped), IsRepeatable(property.Value))));
        JsonObject given = [];
        List<string> rest = options.Read(arguments, given);
        if (options.Warnings.Count > 0)
            throw new ParameterException("unable to parse option") { Warnings = [.. options.Warnings] };

        if (listArgument is not null && rest.Count > 0)
            given[listArgument] = ToArray(rest);
        else
            Fill(given, schema, positional, rest);
        foreach ((string name, JsonSchema property) in schema.Properties)
        {
            if (given[name] is { } value)
                given[name] = Normal(property, value);
        }
        return given;
    }

    private static void Fill(JsonObject given, ObjectSchema schema, ImmutableArray<string> positional, List<string> rest)
    {
        int next = 0;
        foreach (string name in positional)
        {
            if (name == "extra-args")
            {
                given[name] = ToArray(rest.Skip(next));
                next = rest.Count;
            }
            else if (next < rest.Count)
            {
                given[name] = rest[next++];
            }
            else if (schema.Properties.GetValueOrDefault(name) is { Optional: false })
            {
                throw new ParameterException("not enough arguments");
            }
        }
        if (next < rest.Count)
            throw new ParameterException("too many arguments");
    }

    private static JsonNode Normal(JsonSchema schema, JsonNode value)
    {
        if (schema.Type == SchemaType.Boolean && value is JsonValue scalar)
        {
            string text = PerlText.Of(scalar);
            return text.Length == 0 ? "1" : PropertyStringText.ParseBoolean(text) ?? throw new ParameterException("unable to parse boolean option");
        }
        return value is JsonArray list && FormatCatalogue.IsList(schema)
            ? string.Join(',', list.OfType<JsonValue>().Select(PerlText.Of))
            : value.DeepClone();
    }

    private static bool ValueOptional(KeyValuePair<string, JsonSchema> property, IReadOnlyDictionary<string, MappedParameter>? mapped) =>
        property.Value.Type == SchemaType.Boolean || (mapped?.GetValueOrDefault(property.Key)?.Interactive ?? false);

    private static bool IsRepeatable(JsonSchema schema) => schema.Type == SchemaType.Array || FormatCatalogue.IsList(schema);

    private static JsonArray ToArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
