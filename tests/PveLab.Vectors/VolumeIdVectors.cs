using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>b_parse_volume_id: <c>in</c> → <c>ok, storage, volname</c> or <c>error</c>.</summary>
public static class VolumeIdVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        VolumeId? volume = null;
        string? error = null;
        try
        {
            volume = VolumeId.Parse(vector.Text("in")!);
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("ok", vector.Flag("ok"), volume is not null);
        compare.Same("storage", vector.Text("storage"), volume?.Storage);
        compare.Same("volname", vector.Text("volname"), volume?.Name);
        compare.Same("error", vector.Text("error"), error);
    }
}
