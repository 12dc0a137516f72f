using System.Globalization;
using PveLab.Sim;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>c_render: <c>fn</c> with its arguments → <c>out</c> (null: undef).</summary>
public static class RenderVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (Answer(vector) is { } answer) compare.Same("out", vector.Text("out"), answer());
        else compare.NotCovered();
    }

    private static Func<string?>? Answer(Vector vector) => vector.Text("fn") switch
    {
        "render_bytes" => () => Rendering.Bytes(Value(vector), vector.Has("precision") ? (int)vector.Number("precision") : null),
        "render_duration" => () => Rendering.Duration(Value(vector), vector.Flag("auto_limit")),
        "render_fraction_as_percentage" => () => Rendering.FractionAsPercentage(Value(vector)),
        "render_timestamp" => () => Rendering.Timestamp(vector.Number("value"), vector.Zone() ?? Zone.Utc),
        "render_timestamp_gmt" => () => Rendering.TimestampGmt(vector.Number("value")),
        "convert_size" => () => ByteSize.Convert(vector.Text("value")!, vector.Text("from")!, vector.Text("to")!),
        "parse_size" => () => ByteSize.Parse(vector.Text("in")!)?.ToString(CultureInfo.InvariantCulture),
        "format_size" => () => ByteSize.Format(vector.Number("value")),
        _ => null,
    };

    private static double Value(Vector vector) => vector.Has("value") ? vector["value"].GetDouble() : 0;
}
