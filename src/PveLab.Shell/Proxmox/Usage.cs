using System.Text;
using System.Text.RegularExpressions;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>Usage texts, made from the schema (pve-common: PVE/RESTHandler.pm getopt_usage, get_property_description).</summary>
public static partial class Usage
{
    private const string Indent = "             ";

    /// <summary>One line, without line end: <c>qmrestore &lt;archive&gt; &lt;vmid&gt; [OPTIONS]</c>.</summary>
    public static string Short(CommandBinding binding) => Short(binding, binding.Name);

    /// <summary>The same for a command typed with other words.</summary>
    public static string Short(CommandBinding binding, string name)
    {
        string options = OptionsOf(binding).Any() ? " [OPTIONS]" : "";
        string format = HasOutputFormat(binding) ? " [FORMAT_OPTIONS]" : "";
        return $"{name} {Arguments(binding)}{options}{format}";
    }

    /// <summary>The usage line and every argument and option with type, default and description; <paramref name="full"/> adds the method's.</summary>
    public static string Long(CommandBinding binding, string? name = null, bool full = false)
    {
        StringBuilder text = new StringBuilder("USAGE: ").Append(Short(binding, name ?? binding.Name)).Append('\n');
        if (full)
            text.Append('\n').Append(TextWrap.Wrap("  ", "  ", binding.Method.Description)).Append("\n\n");
        foreach (string argument in binding.Positional)
        {
            if (binding.Options.Properties.TryGetValue(argument, out JsonSchema? schema) && !binding.Fixed.ContainsKey(argument))
                Describe(text, $"<{argument}>", schema, null);
        }
        foreach ((string option, JsonSchema schema) in OptionsOf(binding))
            Describe(text, "--" + BaseName(option, binding.Options), schema, binding.Mapped.GetValueOrDefault(option));
        return text.ToString();
    }

    /// <summary>The type of a value in a few words: <c>&lt;integer&gt; (0 - N)</c> (pve-common: PVE/JSONSchema.pm schema_get_type_text).</summary>
    public static string TypeText(JsonSchema schema) => schema switch
    {
        { TypeText: { } text } => text,
        { FormatDescription: { } text } => $"<{text}>",
        { Enum.IsEmpty: false } => $"<{string.Join(" | ", schema.Enum.Order(StringComparer.Ordinal))}>",
        { Pattern: { } pattern } => pattern,
        { Alias: { } alias } => $"<alias to '{alias}'>",
        { Type: SchemaType.Integer or SchemaType.Number } => $"<{SchemaValidator.NameOf(schema.Type)}>{Range(schema)}",
        { Type: SchemaType.String or SchemaType.Any } when FormatCatalogue.KeysOf(schema) is { } keys => PropertyStringSynopsis(keys),
        { Type: SchemaType.Any } => "<string>",
        _ => $"<{SchemaValidator.NameOf(schema.Type)}>",
    };

    /// <summary>The keys of a property string in a line: <c>[enabled=]&lt;1|0&gt; [,storage=&lt;storage ID&gt;]</c> (real: generate_typetext).</summary>
    public static string PropertyStringSynopsis(ObjectSchema keys)
    {
        List<string> parts = [];
        string? first = PropertyStringText.DefaultKey(keys);
        IEnumerable<string> required = keys.Properties.Where(k => !k.Value.Optional).Select(k => k.Key);
        foreach (string key in ((string[])[.. first is null ? [] : (string[])[first], .. required, .. keys.Properties.Keys]).Distinct(StringComparer.Ordinal))
        {
            JsonSchema schema = keys.Properties[key];
            if (schema.Alias is null)
                Add($"{(key == first ? $"[{key}=]" : key + "=")}{KeyTypeText(schema)}", schema.Optional);
        }
        foreach ((string keyAlias, string target) in PropertyStringText.KeyAliases(keys))
            Add($"<{keyAlias}>=<{target}>", true);
        return string.Join(' ', parts);

        void Add(string text, bool optional)
        {
            string separated = parts.Count > 0 ? "," + text : text;
            parts.Add(optional ? $"[{separated}]" : separated);
        }
    }

    /// <summary>Whether results are printed in a format the user chooses.</summary>
    private static bool HasOutputFormat(CommandBinding binding) => binding.Options.Properties.ContainsKey("output-format");

    private static string Arguments(CommandBinding binding)
    {
        ObjectSchema schema = binding.Options;
        IEnumerable<string> positional =
            from name in binding.Positional
            where schema.Properties.ContainsKey(name)
            let property = schema.Properties[name]
            select FormatCatalogue.IsList(property) ? $"{{<{name}>}}" : property.Optional ? $"[<{name}>]" : $"<{name}>";
        IEnumerable<string> required =
            from option in OptionsOf(binding)
            where option.Value is { Optional: false, Alias: null }
            let type = option.Value.Type == SchemaType.Any ? "string" : SchemaValidator.NameOf(option.Value.Type)
            select $"--{BaseName(option.Key, schema)} <{type}>";
        return string.Join(' ', positional.Concat(required));
    }

    /// <summary>The options a usage text names: arguments, fixed parameters and all but the first of a family left out.</summary>
    public static IEnumerable<KeyValuePair<string, JsonSchema>> OptionsOf(CommandBinding binding)
    {
        ObjectSchema schema = binding.Options;
        bool hasOutputFormat = HasOutputFormat(binding);
        SortedSet<string> families = new(StringComparer.Ordinal);
        foreach ((string name, JsonSchema property) in schema.Properties)
        {
            if (binding.Positional.Contains(name, StringComparer.Ordinal) || binding.Fixed.ContainsKey(name))
                continue;
            if (hasOutputFormat && StandardOptions.Output.Properties.ContainsKey(name))
                continue;
            if (name == "password" && binding.Mapped.ContainsKey(name) && !property.Optional)
                continue;
            Match indexed = Indexed().Match(name);
            if (indexed.Success && families.Contains(indexed.Groups[1].Value))
                continue;
            if (BaseName(name, schema) != name)
                families.Add(indexed.Groups[1].Value);
            yield return KeyValuePair.Create(name, property);
        }
    }

    /// <summary><c>net[n]</c> for the first of a family.</summary>
    public static string BaseName(string name, ObjectSchema schema) =>
        Indexed().Match(name) is { Success: true } match && match.Groups[2].Value.TrimStart('0').Length == 0
            && schema.Properties.ContainsKey(match.Groups[1].Value + "1")
            ? match.Groups[1].Value + "[n]"
            : name;

    private static void Describe(StringBuilder text, string name, JsonSchema schema, MappedParameter? mapped)
    {
        string type = mapped is not null && schema.Type == SchemaType.String ? mapped.Description : TypeText(schema);
        string @default = schema.Default is null ? "" : $"   (default={schema.Default})";
        text.Append(TextWrap.Wrap("", Indent, $"  {name,-10} {type}{@default}\n"));
        text.Append(TextWrap.Wrap(Indent, Indent, schema.Description ?? "no description available")).Append("\n\n");
        if (schema.Requires is { } required)
            text.Append(TextWrap.Wrap(Indent, Indent, "Requires option(s): " + required)).Append("\n\n");
    }

    private static FormattableString? RangeOf(JsonSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } minimum, { } maximum) => $" ({minimum} - {maximum})",
        ({ } minimum, null) => $" ({minimum} - N)",
        (null, { } maximum) => $" (-N - {maximum})",
        _ => null,
    };

    private static string Range(JsonSchema schema) => RangeOf(schema) is { } range ? FormattableString.Invariant(range) : "";

    private static string KeyTypeText(JsonSchema schema) => schema switch
    {
        { FormatDescription: { } text } => $"<{text}>",
        { TypeText: { } text } => text,
        { Enum: { IsEmpty: false, Length: <= 3 } } => $"<{string.Join('|', schema.Enum)}>",
        { Enum.IsEmpty: false } => "<enum>",
        { Type: SchemaType.Boolean } => "<1|0>",
        { Type: SchemaType.Integer } => "<integer>",
        _ => "<number>",
    };

    [GeneratedRegex("^([a-z]+)([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Indexed();
}
