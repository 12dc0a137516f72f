using System.Collections.Immutable;

namespace PveLab.Api.Schema;

/// <summary>The types a schema may ask for (pve-common: PVE/JSONSchema.pm check_type).</summary>
public enum SchemaType
{
    /// <summary>No type is asked for.</summary>
    Any,

    /// <summary>Any text.</summary>
    String,

    /// <summary>Text of the form <c>[+-]?\d+</c>.</summary>
    Integer,

    /// <summary>An integer or a decimal number, with or without exponent.</summary>
    Number,

    /// <summary><c>1</c> or <c>0</c>.</summary>
    Boolean,

    /// <summary>A list.</summary>
    Array,

    /// <summary>Named properties.</summary>
    Object,

    /// <summary>No value.</summary>
    Null,
}

/// <summary>
/// One JSON schema in Proxmox's dialect: what a parameter, a result or a key of a property string may be, and how it is described and printed
/// (pve-common: PVE/JSONSchema.pm). Schemas are facts written down: immutable, derived from each other with <c>with</c>.
/// </summary>
public record JsonSchema
{
    /// <summary>The type asked for.</summary>
    public SchemaType Type { get; init; }

    /// <summary>Whether the property may be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>The default as usage texts print it; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The smallest number allowed.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The largest number allowed.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The values allowed, in the order error texts list them; empty for any.</summary>
    public ImmutableArray<string> Enum { get; init; } = [];

    /// <summary>A name of <see cref="FormatCatalogue"/>, perhaps with <c>-list</c> or <c>-opt</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The keys of a property string written down in place, instead of a named <see cref="Format"/>.</summary>
    public ObjectSchema? PropertyString { get; init; }

    /// <summary>A regular expression the whole text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The fewest characters allowed.</summary>
    public int? MinLength { get; init; }

    /// <summary>The most characters allowed; also cuts a table column.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The widest a table column may get; wins over <see cref="MaxLength"/>.</summary>
    public int? PrintWidth { get; init; }

    /// <summary>One sentence for usage texts.</summary>
    public string? Description { get; init; }

    /// <summary>One word that stands for the value in the synopsis of a property string (real: format_description).</summary>
    public string? FormatDescription { get; init; }

    /// <summary>The text usage prints in place of the type.</summary>
    public string? TypeText { get; init; }

    /// <summary>The property that must be given too.</summary>
    public string? Requires { get; init; }

    /// <summary>The column title; null for the property's own name.</summary>
    public string? Title { get; init; }

    /// <summary>How the value is shown to people: bytes, duration, timestamp, fraction_as_percentage, yaml.</summary>
    public string? Renderer { get; init; }

    /// <summary>Whether a value without key belongs to this key of a property string.</summary>
    public bool DefaultKey { get; init; }

    /// <summary>The key this key of a property string stands for.</summary>
    public string? Alias { get; init; }

    /// <summary>The key in which an alias records its own name (<c>virtio=AA:..</c> sets <c>model</c> to <c>virtio</c>).</summary>
    public string? KeyAlias { get; init; }

    /// <summary>What each element of an array must be.</summary>
    public JsonSchema? Items { get; init; }
}

/// <summary>A schema with named properties, always read in ordinal order of their names.</summary>
public sealed record ObjectSchema : JsonSchema
{
    /// <summary>No properties, and none allowed.</summary>
    public static ObjectSchema Empty { get; } = new();

    /// <summary>Starts an object without properties that allows no others.</summary>
    public ObjectSchema() => Type = SchemaType.Object;

    /// <summary>The properties by name.</summary>
    public ImmutableSortedDictionary<string, JsonSchema> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonSchema>(StringComparer.Ordinal);

    /// <summary>Whether properties not named here are allowed.</summary>
    public bool AdditionalProperties { get; init; }

    /// <summary>The same object with these properties added or replaced.</summary>
    public ObjectSchema With(params IEnumerable<(string Name, JsonSchema Schema)> properties) =>
        this with { Properties = Properties.SetItems(properties.Select(p => KeyValuePair.Create(p.Name, p.Schema))) };

    /// <summary>The same object without these properties.</summary>
    public ObjectSchema Without(params IEnumerable<string> names) => this with { Properties = Properties.RemoveRange(names) };
}
