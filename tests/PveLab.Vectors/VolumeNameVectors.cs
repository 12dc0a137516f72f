using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>b_parse_volname: <c>volid, type</c> → <c>ok</c>, <c>result</c> or <c>error</c>.</summary>
public static class VolumeNameVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var type = StorageTypes.Get(vector.Text("type")!);
        JsonObject? result = null;
        string? error = null;
        try
        {
            result = ToJson(type.Parse(VolumeId.Parse(vector.Text("volid")!).Name));
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("ok", vector.Flag("ok"), error is null);
        compare.Same("result", vector["result"], result);
        compare.Same("error", vector.Text("error"), error);
    }

    private static JsonObject ToJson(VolumeName volume) => new()
    {
        ["vtype"] = volume.Kind,
        ["name"] = volume.Name,
        ["vmid"] = volume.Vmid?.ToString(CultureInfo.InvariantCulture),
        ["basename"] = volume.Base?.Name,
        ["basevmid"] = volume.Base?.Vmid.ToString(CultureInfo.InvariantCulture),
        ["is_base"] = volume.IsBase,
        ["format"] = volume.Format,
    };
}
