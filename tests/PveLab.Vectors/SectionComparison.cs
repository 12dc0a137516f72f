using System.Text.Json.Nodes;
using PveLab.Sim;

namespace PveLab.Vectors;

/// <summary>What the f_section_* kinds have in common: a file of sections, its warnings, and what is written back.</summary>
internal static class SectionComparison
{
    /// <summary>Compares the file as read and written.</summary>
    public static void Same(
        Comparison compare, Vector vector, IEnumerable<string> warnings, IEnumerable<string> order, JsonObject ids, Func<string> write, Func<string?, string?>? normal = null)
    {
        normal ??= text => text;
        compare.Same("warnings", vector["warnings"], new JsonArray([.. warnings.Select(w => (JsonNode)(w + "\n"))]));
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
        compare.Same("write", normal(vector.Text("write")), normal(text));
        compare.Same("write_error", vector.Text("write_error"), error);
    }
}
