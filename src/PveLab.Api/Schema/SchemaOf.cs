namespace PveLab.Api.Schema;

/// <summary>
/// Short words for writing schemas down, meant for <c>using static</c>:
/// <c>Object(("vmid", Vmid), ("force", Optional(Boolean("Overwrite the guest."))))</c>.
/// </summary>
public static class SchemaOf
{
    /// <summary>Any text.</summary>
    public static JsonSchema String(string? description = null) => new() { Type = SchemaType.String, Description = description };

    /// <summary>Text of a named format.</summary>
    public static JsonSchema Formatted(string format, string? description = null) => String(description) with { Format = format };

    /// <summary>One of the given words.</summary>
    public static JsonSchema Choice(string? description, params string[] values) => String(description) with { Enum = [.. values] };

    /// <summary>A whole number, perhaps within limits.</summary>
    public static JsonSchema Integer(string? description = null, decimal? minimum = null, decimal? maximum = null) =>
        new() { Type = SchemaType.Integer, Description = description, Minimum = minimum, Maximum = maximum };

    /// <summary>A number, perhaps within limits.</summary>
    public static JsonSchema Number(string? description = null, decimal? minimum = null, decimal? maximum = null) =>
        new() { Type = SchemaType.Number, Description = description, Minimum = minimum, Maximum = maximum };

    /// <summary>1 or 0.</summary>
    public static JsonSchema Boolean(string? description = null) => new() { Type = SchemaType.Boolean, Description = description };

    /// <summary>No value: what methods return that return nothing.</summary>
    public static JsonSchema Null { get; } = new() { Type = SchemaType.Null };

    /// <summary>A list.</summary>
    public static JsonSchema Array(JsonSchema items, string? description = null) =>
        new() { Type = SchemaType.Array, Items = items, Description = description };

    /// <summary>Named properties and no others.</summary>
    public static ObjectSchema Object(params IEnumerable<(string Name, JsonSchema Schema)> properties) => ObjectSchema.Empty.With(properties);

    /// <summary>Text made of comma separated <c>key=value</c> pairs.</summary>
    public static JsonSchema PropertyString(string? description, ObjectSchema keys) => String(description) with { PropertyString = keys };

    /// <summary>The same, but it may be left out; with <paramref name="default"/> as usage texts show it.</summary>
    public static T Optional<T>(T schema, string? @default = null)
        where T : JsonSchema => schema with { Optional = true, Default = @default ?? schema.Default };
}
