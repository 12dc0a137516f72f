using System.Text.Json;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>One vector: an input with the answer the real Proxmox code gave.</summary>
/// <param name="Body">The vector's own line.</param>
/// <param name="Meta">The file's <c>meta</c>, for the kinds whose inputs share a setting (<c>storages</c>).</param>
public sealed record Vector(JsonElement Body, JsonElement Meta)
{
    /// <summary>The vector's <c>id</c>, or <c>?</c> where a file numbers none.</summary>
    public string Id => Has("id") ? Body.GetProperty("id").ToString() : "?";

    /// <summary>Whether the key is there with a value other than null.</summary>
    public bool Has(string key) => Body.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The element under a key; <c>undefined</c> where the key is absent.</summary>
    public JsonElement this[string key] => Body.TryGetProperty(key, out JsonElement value) ? value : default;

    /// <summary>A text, or a number as it is written; null where it is absent or null.</summary>
    public string? Text(string key) => Has(key) ? Body.GetProperty(key).ToString() : null;

    /// <summary>A whole number.</summary>
    public long Number(string key) => Body.GetProperty(key).GetInt64();

    /// <summary>The vector's <c>tz</c>, UTC where it names none; null for a zone the catalogue does not hold.</summary>
    public Zone? Zone() => Text("tz") is { } name ? Sim.Time.Zone.Find(name) : Sim.Time.Zone.Utc;

    /// <summary>True for <c>true</c> and for Perl's truths (a number other than 0).</summary>
    public bool Flag(string key) => this[key] switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble() != 0,
        _ => false,
    };
}
