using System.Text;
using System.Text.Json.Nodes;
using PveLab.Sim;

namespace PveLab.Vectors;

/// <summary>What the f_section_* kinds have in common: a file of sections, its warnings, and what is written back.</summary>
internal static class SectionComparison
{
    /// <summary>The file's text: the vectors hold its bytes, one character each.</summary>
    public static string Raw(Vector vector)
    {
        var raw = vector.Text("raw")!;
        return raw.All(c => c < 256) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw)) : raw;
    }

    /// <summary>A text's bytes, one character each.</summary>
    public static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Compares what was said while reading.</summary>
    public static void SameWarnings(Comparison compare, Vector vector, IEnumerable<string> warnings) =>
        compare.Same("warnings", vector["warnings"], new JsonArray([.. warnings.Select(w => (JsonNode)(Bytes(w) + "\n"))]));

    /// <summary>Compares the file as read and written.</summary>
    public static void Same(
        Comparison compare, Vector vector, IEnumerable<string> warnings, IEnumerable<string> order, JsonObject ids, Func<string> write, Func<string?, string?>? normal = null)
    {
        normal ??= text => text;
        SameWarnings(compare, vector, warnings);
        compare.Same("order", vector["order"], new JsonArray([.. order.Select(id => (JsonNode)id)]));
        compare.Same("ids", vector["ids"], ids);
        string? text = null, error = null;
        try
        {
            text = write();
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("write", normal(vector.Text("write")), normal(text is null ? null : Bytes(text)));
        compare.Same("write_error", vector.Text("write_error"), error);
    }
}
