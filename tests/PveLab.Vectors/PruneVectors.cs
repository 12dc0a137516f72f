using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>a_prune: <c>tz, keep{}, entries[{ctime, mark}]</c> → <c>expected[]</c>, the mark of each entry.</summary>
public static class PruneVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (vector.Zone() is not { } zone)
        {
            compare.NotCovered();
            return;
        }
        var entries = vector["entries"].EnumerateArray()
            .Select(entry => (entry.GetProperty("ctime").GetInt64(), MarkOf(entry.GetProperty("mark").GetString()))).ToArray();
        var marks = KeepOf(vector["keep"]).Mark(entries, zone).Select(mark => (JsonNode)NameOf(mark)).ToArray();
        compare.Same("expected", vector["expected"], new JsonArray(marks));
    }

    /// <summary>The retention of a vector's <c>keep</c>. The marks are taken of the options as they are, unchecked, as the real ones are.</summary>
    public static Retention KeepOf(JsonElement keep)
    {
        return new()
        {
            All = Count("keep-all") is > 0,
            Last = Count("keep-last"),
            Hourly = Count("keep-hourly"),
            Daily = Count("keep-daily"),
            Weekly = Count("keep-weekly"),
            Monthly = Count("keep-monthly"),
            Yearly = Count("keep-yearly"),
        };

        long? Count(string option) =>
            keep.TryGetProperty(option, out var value) && value.ValueKind != JsonValueKind.Null
                ? long.Parse(value.ToString(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A mark's name in PVE.</summary>
    public static string NameOf(PruneMark mark) => mark.ToString().ToLowerInvariant();

    private static PruneMark? MarkOf(string? name) => name is null ? null : Enum.Parse<PruneMark>(name, ignoreCase: true);
}
