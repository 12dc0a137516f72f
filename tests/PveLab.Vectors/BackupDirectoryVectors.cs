using System.Text.Json.Nodes;
using PveLab.Sim;
using PveLab.Sim.Storage;

namespace PveLab.Vectors;

/// <summary>
/// b_dir_prune: the files of a dir storage <c>b</c> with <c>keep, vmid, type, dryrun</c> → <c>list</c>, <c>result</c> or <c>error</c>,
/// <c>log</c> and <c>files_left</c>. Lists are sorted by volume id, the log by its text.
/// </summary>
public static class BackupDirectoryVectors
{
    private const string Storage = "b";
    private const string Directory = "/b/dump";

    // A name that tells no time leaves the file's own, which was the moment the vectors were made: they say null there.
    private const long ChangeTime = -1;

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (vector.Zone() is not { } zone)
        {
            compare.NotCovered();
            return;
        }
        SortedDictionary<string, BackupFile> files = new(StringComparer.Ordinal);
        foreach (var file in vector["files"].EnumerateObject()) files[file.Name] = FileOf(file.Name, file.Value.GetInt64());
        compare.Same("list", vector["list"], Sorted(BackupDirectory.List(Storage, files.Values, zone).Select(ToJson)));

        int? vmid = vector.Has("vmid") ? int.Parse(vector.Text("vmid")!, System.Globalization.CultureInfo.InvariantCulture) : null;
        List<string> log = [];
        JsonArray? result = null;
        string? error = null;
        try
        {
            var listed = BackupDirectory.List(Storage, files.Values, zone, vmid);
            var entries = BackupDirectory.MarkForPruning(listed, PruneVectors.KeepOf(vector["keep"]), zone, vector.Text("type"));
            if (!vector.Flag("dryrun")) BackupDirectory.Prune(entries, Remove, (level, text) => log.Add($"{level}: {text}"));
            result = Sorted(entries.Select(ToJson));
        }
        catch (PveException refusal)
        {
            error = refusal.Message + "\n";
        }
        compare.Same("result", vector["result"], result);
        compare.Same("error", vector.Text("error"), error);
        compare.Same("log", vector["log"], new JsonArray([.. log.Order(StringComparer.Ordinal).Select(line => (JsonNode)line)]));
        compare.Same("files_left", vector["files_left"], new JsonArray([.. files.Keys.Select(name => (JsonNode)name)]));

        void Remove(VolumeId volume) => BackupDirectory.RemoveArchive(
            Directory + volume.Name["backup".Length..], zone, path => files.ContainsKey(NameOf(path)), path => files.Remove(NameOf(path)));
    }

    private static string NameOf(string path) => path[(Directory.Length + 1)..];

    private static BackupFile FileOf(string name, long size)
    {
        var note = "note for " + name;
        return size < 0 ? new(name, note.Length, ChangeTime, note) : new(name, size, ChangeTime);
    }

    private static JsonNode? TimeOf(long ctime) => ctime == ChangeTime ? null : ctime;

    private static JsonArray Sorted(IEnumerable<JsonObject> items) =>
        new([.. items.OrderBy(item => (string?)item["volid"], StringComparer.Ordinal)]);

    private static JsonObject ToJson(BackupVolume volume)
    {
        JsonObject item = new()
        {
            ["volid"] = volume.VolumeId,
            ["content"] = "backup",
            ["format"] = volume.Format,
            ["size"] = volume.Size,
            ["ctime"] = TimeOf(volume.Ctime),
            ["subtype"] = volume.Subtype,
        };
        if (volume.Vmid is { } vmid) item["vmid"] = vmid;
        if (volume.Notes is { } notes) item["notes"] = notes;
        if (volume.Protected) item["protected"] = 1;
        return item;
    }

    private static JsonObject ToJson(PruneEntry entry)
    {
        JsonObject item = new()
        {
            ["volid"] = entry.VolumeId,
            ["ctime"] = TimeOf(entry.Ctime),
            ["type"] = entry.Type,
            ["mark"] = PruneVectors.NameOf(entry.Mark),
        };
        if (entry.Vmid is { } vmid) item["vmid"] = vmid;
        return item;
    }
}
