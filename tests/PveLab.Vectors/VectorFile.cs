using System.IO.Compression;
using System.Text.Json;

namespace PveLab.Vectors;

/// <summary>What one file of vectors came to.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Kind">The recognised kind, null when the shape is unknown.</param>
/// <param name="Agreed">Vectors whose answers are all the same.</param>
/// <param name="Total">Vectors the product reaches; 0 when it reaches none.</param>
/// <param name="NotCovered">Vectors the product does not reach.</param>
/// <param name="Differing">The differences, with the vector's id.</param>
public sealed record VectorReport(
    string Name, VectorKind? Kind, int Agreed, int Total, int NotCovered, IReadOnlyList<(string Id, Difference Difference)> Differing)
{
    /// <summary>True when everything covered agrees.</summary>
    public bool Agrees => Agreed == Total;
}

/// <summary>Reads a file of vectors, plain or gzipped, and drives the product with it.</summary>
public static class VectorFile
{
    /// <summary>Compares every vector of a file with the product's answer.</summary>
    /// <param name="path">The file; one that ends in <c>.gz</c> is unpacked.</param>
    /// <param name="name">The name to go by, if not the file's own.</param>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    public static VectorReport Check(string path, string? name = null)
    {
        using JsonDocument document = Read(path);
        name ??= Path.GetFileName(path);
        JsonElement root = document.RootElement;
        var meta = Member(root, "meta");
        JsonElement[] bodies = Member(root, "vectors") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
        var kind = VectorKind.Of(name, [.. KeysOf(bodies.Length == 0 ? [root] : bodies), .. SourceOf(meta)]);
        if (kind?.Check is null) return new(name, kind, 0, 0, bodies.Length, []);

        var (agreed, notCovered) = (0, 0);
        List<(string, Difference)> differing = [];
        foreach (var vector in bodies.Select(body => new Vector(body, meta)))
        {
            var comparison = Compare(kind.Check, vector);
            if (comparison.IsNotCovered) notCovered++;
            else if (comparison.Differences.Count == 0) agreed++;
            else differing.AddRange(comparison.Differences.Select(difference => (vector.Id, difference)));
        }
        return new(name, kind, agreed, bodies.Length - notCovered, notCovered, differing);
    }

    // A crash of the product is a difference like any other: the rest of the file is still worth comparing.
    private static Comparison Compare(Action<Vector, Comparison> check, Vector vector)
    {
        Comparison comparison = new();
        try
        {
            check(vector, comparison);
        }
#pragma warning disable CA1031
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            comparison.Same("exception", null, unexpected.GetType().Name + ": " + unexpected.Message);
        }
        return comparison;
    }

    private static JsonDocument Read(string path)
    {
        using Stream file = File.OpenRead(path);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return JsonDocument.Parse(file);
        using GZipStream plain = new(file, CompressionMode.Decompress);
        return JsonDocument.Parse(plain);
    }

    private static SortedSet<string> KeysOf(IEnumerable<JsonElement> bodies) =>
        new(bodies.Where(body => body.ValueKind == JsonValueKind.Object).SelectMany(body => body.EnumerateObject()).Select(p => p.Name),
            StringComparer.Ordinal);

    // Files of sections have one shape: their meta tells which real class read them.
    private static string[] SourceOf(JsonElement meta) =>
        Member(meta, "source") is { ValueKind: JsonValueKind.String } source && source.GetString()!.Split("->") is [var reader, _, ..] ? ["source:" + reader] : [];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;
}
