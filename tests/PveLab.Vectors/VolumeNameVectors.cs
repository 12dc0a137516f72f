using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>b_parse_volname: <c>volid, type</c> → <c>ok</c>, <c>result</c> with perhaps <c>path</c>, or <c>error</c>; paths of the simulated types.</summary>
public static class VolumeNameVectors
{
    private static readonly Datacenter World = TranscriptWorld.At("2026-01-01T00:00:00Z", running: false, agent: false);

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
        if (vector.Has("path") && type.Simulated && error is null) compare.Same("path", vector.Text("path"), PathOf(vector, type));
    }

    private static string PathOf(Vector vector, StorageType type)
    {
        var volume = VolumeId.Parse(vector.Text("volid")!);
        var options = vector.Meta.GetProperty("storages").GetProperty(volume.Storage).EnumerateObject()
            .Where(option => option.Value.ValueKind == JsonValueKind.String).ToImmutableSortedDictionary(o => o.Name, o => o.Value.GetString()!, StringComparer.Ordinal);
        return type.PathOf(new StorageView(World.Nodes["pve1"], new StorageDefinition(volume.Storage, type.Name, options)), type.Parse(volume.Name));
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
