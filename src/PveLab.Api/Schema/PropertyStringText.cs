using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Api.Schema;

/// <summary>
/// Property strings: comma separated <c>key=value</c> pairs in one text, such as <c>keep-last=3,keep-weekly=2</c>
/// (pve-common: PVE/JSONSchema.pm parse_property_string, print_property_string).
/// </summary>
public static partial class PropertyStringText
{
    /// <summary>
    /// Reads a property string of a named format, with the format's own last check. Throws <see cref="PveException"/> with the real text.
    /// </summary>
    public static JsonObject Parse(string format, string text, string path = "")
    {
        Format named = FormatCatalogue.Get(format);
        JsonObject values = Parse(named.Keys ?? throw new ArgumentException($"format '{format}' is no property string", nameof(format)), text, path);
        return named.Complete is null ? values : named.Complete(values);
    }

    /// <summary>Reads a property string with the given keys. Throws <see cref="PveException"/> with the real text.</summary>
    public static JsonObject Parse(ObjectSchema keys, string text, string path = "")
    {
        JsonObject values = [];
        string? defaultKey = null;
        foreach (string part in PerlText.Split(text, ',').Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            if (KeyAndValue().Match(part) is { Success: true } pair)
                SetPair(values, keys, pair.Groups[1].Value, pair.Groups[2].Value);
            else if (!part.Contains('=', StringComparison.Ordinal))
                SetDefault(values, keys, part, ref defaultKey);
            else
                throw new PveException("missing key in comma-separated list property");
        }
        SortedDictionary<string, string> errors = new(StringComparer.Ordinal);
        SchemaValidator.CheckObject(values, keys, false, path, errors);
        return errors.Count == 0 ? values : throw FormatError(errors);
    }

    /// <summary>
    /// Writes a property string: the default key first and without its name, then the required keys, then the rest, each in ordinal order.
    /// Throws <see cref="PveException"/> when a value does not fit.
    /// </summary>
    public static string Print(ObjectSchema keys, JsonObject values)
    {
        SortedDictionary<string, string> errors = new(StringComparer.Ordinal);
        SchemaValidator.CheckObject(values, keys, true, "", errors);
        if (errors.Count > 0)
            throw FormatError(errors);

        string? defaultKey = DefaultKey(keys);
        SortedDictionary<string, string> aliases = KeyAliases(keys);
        SortedSet<string> done = new(StringComparer.Ordinal);
        List<string> parts = [];
        IEnumerable<string> names = values.Select(v => v.Key).Order(StringComparer.Ordinal);
        List<string> required = [.. names.Where(n => keys.Properties.TryGetValue(n, out JsonSchema? k) && !k.Optional)];
        foreach (string name in (IEnumerable<string>)[.. defaultKey is null ? [] : (string[])[defaultKey], .. required, .. names])
        {
            if (!done.Add(name) || values[name] is not JsonValue value)
                continue;
            if (aliases.TryGetValue(name, out string? target) && values[target] is JsonValue aliased)
            {
                parts.Add($"{Value(keys, name, value)}={Value(keys, target, aliased)}");
                done.Add(target);
                continue;
            }
            string text = Value(keys, name, value);
            parts.Add(name == defaultKey ? text : $"{name}={text}");
        }
        return string.Join(',', parts);
    }

    /// <summary>The key that takes a value without key; null when there is none.</summary>
    public static string? DefaultKey(ObjectSchema keys) => keys.Properties.FirstOrDefault(k => k.Value.DefaultKey).Key;

    /// <summary>The keys that record an alias's name, with the key the alias stands for (<c>model</c>: <c>macaddr</c>).</summary>
    public static SortedDictionary<string, string> KeyAliases(ObjectSchema keys)
    {
        SortedDictionary<string, string> aliases = new(StringComparer.Ordinal);
        foreach (JsonSchema key in keys.Properties.Values.Where(k => k is { Alias: not null, KeyAlias: not null }))
            aliases[key.KeyAlias!] = key.Alias!;
        return aliases;
    }

    /// <summary>1 for 1, on, yes, true; 0 for 0, off, no, false, in any case; null for anything else.</summary>
    public static string? ParseBoolean(string text) => text.ToUpperInvariant() switch
    {
        "1" or "ON" or "YES" or "TRUE" => "1",
        "0" or "OFF" or "NO" or "FALSE" => "0",
        _ => null,
    };

    private static void SetPair(JsonObject values, ObjectSchema keys, string key, string text)
    {
        if (values.ContainsKey(key))
            throw new PveException($"duplicate key in comma-separated list property: {key}");
        JsonSchema? schema = keys.Properties.GetValueOrDefault(key);
        if (schema?.Alias is { } alias)
        {
            if (schema.KeyAlias is { } keyAlias && !values.TryAdd(keyAlias, key))
                throw new PveException($"key alias '{keyAlias}' is already defined");
            key = alias;
            schema = keys.Properties.GetValueOrDefault(key);
            if (values.ContainsKey(key))
                throw new PveException($"key '{key}' is already defined (via alias)");
        }
        values[key] = Normal(schema, text);
    }

    private static void SetDefault(JsonObject values, ObjectSchema keys, string text, ref string? defaultKey)
    {
        if (defaultKey is not null)
            throw new PveException($"duplicate key in comma-separated list property: {defaultKey}");
        defaultKey = DefaultKey(keys) ?? throw new PveException("value without key, but schema does not define a default key");
        if (values[defaultKey] is JsonValue earlier && PerlText.IsTrue(PerlText.Of(earlier)))
            throw new PveException($"duplicate key in comma-separated list property: {defaultKey}");
        values[defaultKey] = Normal(keys.Properties[defaultKey], text);
    }

    private static string Normal(JsonSchema? schema, string text) =>
        schema?.Type == SchemaType.Boolean ? ParseBoolean(text) ?? text : text;

    private static string Value(ObjectSchema keys, string name, JsonValue value)
    {
        string text = PerlText.Of(value);
        if (!keys.Properties.TryGetValue(name, out JsonSchema? schema))
            throw new PveException($"invalid key '{name}'");
        if (schema.Format == "disk-size")
            return ByteSize.Format(long.Parse(text, CultureInfo.InvariantCulture));
        return text.Contains(',', StringComparison.Ordinal) ? throw new PveException($"illegal value with commas for {name}") : text;
    }

    private static PveException FormatError(SortedDictionary<string, string> errors) =>
        new("format error\n" + string.Join('\n', errors.Select(e => $"{e.Key}: {e.Value}")));

    [GeneratedRegex("^([^=]+)=(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyAndValue();
}
