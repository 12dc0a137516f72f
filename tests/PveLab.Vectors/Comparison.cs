using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Vectors;

/// <summary>Where the product's answer and the real one part.</summary>
/// <param name="What">The compared part of the answer: <c>error</c>, <c>out</c>, …</param>
/// <param name="Expected">What the real code answered.</param>
/// <param name="Got">What the product answers.</param>
public sealed record Difference(string What, string Expected, string Got);

/// <summary>
/// Collects the differences of one vector. Perl knows one scalar, so <c>5</c> and <c>"5"</c> are the same; the order of keys does not count.
/// </summary>
public sealed class Comparison
{
    private readonly List<Difference> differences = [];

    /// <summary>What differs; empty when the vector agrees.</summary>
    public IReadOnlyList<Difference> Differences => differences;

    /// <summary>True when the product does not reach this vector: it counts neither as agreed nor as differing.</summary>
    public bool IsNotCovered { get; private set; }

    /// <summary>Sets the vector aside as not reached by the product.</summary>
    public void NotCovered() => IsNotCovered = true;

    /// <summary>Compares two texts to the letter; null is <c>undef</c>.</summary>
    public void Same(string what, string? expected, string? got)
    {
        if (!string.Equals(expected, got, StringComparison.Ordinal))
            differences.Add(new(what, Show(expected), Show(got)));
    }

    /// <summary>Compares two truths.</summary>
    public void Same(string what, bool expected, bool got) => Same(what, expected ? "true" : "false", got ? "true" : "false");

    /// <summary>Compares two structures.</summary>
    public void Same(string what, JsonElement expected, JsonNode? got)
    {
        var want = Canonical(expected);
        var have = got is null ? "null" : Canonical(JsonSerializer.SerializeToElement(got));
        if (!string.Equals(want, have, StringComparison.Ordinal))
            differences.Add(new(what, want, have));
    }

    private static string Show(string? text) => text is null ? "undef" : JsonSerializer.Serialize(text, Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One text per meaning: keys sorted, numbers and texts alike.</summary>
    public static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{Show(p.Name)}:{Canonical(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String or JsonValueKind.Number => Show(element.ToString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
