using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>b_archive_info: <c>in</c> → <c>ok, info{}</c> or <c>error</c>; of dates that do not exist only <c>ok</c> is compared.</summary>
public static class ArchiveVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        ArchiveName? archive = null;
        string? error = null;
        try
        {
            archive = ArchiveName.Parse(vector.Text("in")!, vector.Zone() ?? Zone.Utc);
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("ok", vector.Flag("ok"), archive is not null);
        compare.Same("info", vector["info"], archive is null ? null : ToJson(archive));
        if (vector.Text("error") is { } expected && expected.StartsWith("ERROR", StringComparison.Ordinal)) compare.Same("error", expected, error);
    }

    private static JsonObject ToJson(ArchiveName archive)
    {
        JsonObject info = new()
        {
            ["filename"] = archive.FileName,
            ["type"] = archive.Type,
            ["format"] = archive.Format,
            ["compression"] = archive.Compression,
            ["is_std_name"] = archive.IsStandard ? 1 : 0,
        };
        if (!archive.IsStandard) return info;
        info["vmid"] = archive.Vmid;
        info["ctime"] = archive.Ctime;
        info["logfilename"] = archive.LogFileName;
        info["notesfilename"] = archive.NotesFileName;
        return info;
    }
}
