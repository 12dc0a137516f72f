using System.Collections.Immutable;

namespace PveLab.Sim.Sections;

/// <summary>A text of <c>key=value</c> pairs joined by commas (pve-common: PVE/JSONSchema.pm parse_property_string, print_property_string).</summary>
/// <param name="Keys">The keys it may have.</param>
/// <param name="DefaultKey">The key of a value without key, or null.</param>
internal sealed record PropertyString(ImmutableSortedDictionary<string, SectionProperty> Keys, string? DefaultKey = null)
{
    /// <summary>A property string of those keys.</summary>
    public static PropertyString Of(params ReadOnlySpan<(string Key, SectionProperty Property)> keys) =>
        new(keys.ToArray().ToImmutableSortedDictionary(k => k.Key, k => k.Property, StringComparer.Ordinal));

    /// <summary>The values by key; flags as <c>0</c> and <c>1</c>.</summary>
    /// <exception cref="PveException">The text or one of its values is wrong.</exception>
    public SortedDictionary<string, string> Parse(string text)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var defaulted = false;
        foreach (var part in text.Split(',').Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 && DefaultKey is null) throw new PveException("value without key, but schema does not define a default key");
            if (equals == 0 || equals == part.Length - 1) throw new PveException("missing key in comma-separated list property");
            var (key, value) = equals < 0 ? (DefaultKey!, part) : (part[..equals], part[(equals + 1)..]);
            if (Keys.GetValueOrDefault(key)?.Kind == PropertyKind.Flag && SectionFormats.Boolean(value) is { } truth) value = truth ? "1" : "0";
            // A value without key may replace one with key that is false.
            var twice = equals < 0 ? defaulted || values.GetValueOrDefault(key) is { Length: > 0 } and not "0" : values.ContainsKey(key);
            if (twice) throw new PveException($"duplicate key in comma-separated list property: {key}");
            values[key] = value;
            defaulted |= equals < 0;
        }
        var errors = (from pair in values
                      let error = Keys.TryGetValue(pair.Key, out var property)
                          ? property.Complaint(pair.Value) : "property is not defined in schema and the schema does not allow additional properties"
                      where error is not null
                      select $"{pair.Key}: {error}").ToList();
        return errors.Count == 0 ? values : throw new PveException("format error\n" + string.Join('\n', errors));
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public string? Complaint(string text)
    {
        try
        {
            Parse(text);
            return null;
        }
        catch (PveException error)
        {
            return error.Message;
        }
    }

    /// <summary>The text of values: the default key first and without its name, the others sorted.</summary>
    public string Print(IEnumerable<KeyValuePair<string, string>> values) => string.Join(
        ',', values.OrderBy(v => v.Key != DefaultKey).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key == DefaultKey ? v.Value : $"{v.Key}={v.Value}"));
}
