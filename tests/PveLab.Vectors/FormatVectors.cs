using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;

namespace PveLab.Vectors;

/// <summary>d_formats: <c>format, in</c> → <c>ok</c> or <c>error</c>; d_property_string: → <c>result, printed</c> or <c>text</c>.</summary>
public static class FormatVectors
{
    /// <summary>Compares one vector of a format check.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        string? error = FormatCatalogue.ErrorOf(vector.Text("format")!, vector.Text("in")!);
        compare.Same("ok", vector.Flag("ok"), error is null);
        compare.Same("error", vector.Text("error"), error is null ? null : error + "\n");
    }

    /// <summary>Compares one vector of a property string.</summary>
    public static void CheckPropertyString(Vector vector, Comparison compare)
    {
        string format = vector.Text("format")!;
        try
        {
            JsonObject values = PropertyStringText.Parse(format, vector.Text("in")!);
            compare.Same("ok", vector.Flag("ok"), true);
            compare.Same("result", vector["result"], values);
            compare.Same("printed", vector.Text("printed"), PropertyStringText.Print(FormatCatalogue.Get(format).Keys!, values));
        }
        catch (PveException refusal)
        {
            compare.Same("ok", vector.Flag("ok"), false);
            compare.Same("text", vector.Text("text"), refusal.Message + "\n");
        }
    }
}
