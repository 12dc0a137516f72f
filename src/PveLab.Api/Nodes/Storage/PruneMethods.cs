using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Storage;

/// <summary><c>/nodes/{node}/storage/{storage}/prunebackups</c> (pve-storage: PVE/API2/Storage/PruneBackups.pm).</summary>
public static class PruneMethods
{
    private const string Path = "/nodes/{node}/storage/{storage}/prunebackups";

    /// <summary>One backup with its mark.</summary>
    public static readonly ObjectSchema Row = Object(
        ("ctime", Integer("Creation time of the backup (seconds since the UNIX epoch).")),
        ("mark", Choice("Whether the backup would be kept or removed.", "keep", "remove", "protected", "renamed")),
        ("type", String("One of 'qemu', 'lxc', 'openvz' or 'unknown'.")),
        ("vmid", Optional(Integer("The VM the backup belongs to."))),
        ("volid", String("Backup volume ID.")));

    /// <summary>All methods of the branch.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = Path, Verb = Verb.Get, Description = "Shows what pruning would do.", Parameters = StorageParameters.Prune,
            Returns = Array(Row), Handler = call => Preview(call, Keep(call)),
        },
        new()
        {
            Path = Path, Verb = Verb.Delete, Description = "Prunes backups.", Parameters = StorageParameters.Prune,
            Returns = String(), Handler = call => Prune(call, Keep(call)).Upid.Encode(),
        },
    ];

    /// <summary>What pruning with <paramref name="keep"/>, or the storage's own retention, would do.</summary>
    public static JsonArray Preview(ApiCall call, Retention? keep)
    {
        var entries = call.Node.Storages.Prune(call.String("storage"), keep, call.OptionalInt("vmid"), call.OptionalString("type"), dryRun: true);
        return new([.. entries.Select(ToJson)]);
    }

    /// <summary>Prunes as a task <c>prunebackups</c>.</summary>
    public static PveTask Prune(ApiCall call, Retention? keep)
    {
        var (storages, storage) = (call.Node.Storages, call.String("storage"));
        var (vmid, type) = (call.OptionalInt("vmid"), call.OptionalString("type"));
        var id = vmid is null ? storage : string.Create(CultureInfo.InvariantCulture, $"{vmid}@{storage}");
        return call.Node.Tasks.Fork("prunebackups", id, call.User, task => Work(task));

        IEnumerable<TimeSpan> Work(PveTask task)
        {
            storages.Prune(storage, keep, vmid, type, dryRun: false, (_, text) => task.Log(text.TrimEnd('\n')));
            yield break;
        }
    }

    private static Retention? Keep(ApiCall call) => call.OptionalString("prune-backups") is { } text ? Retention.Parse(text) : null;

    private static JsonObject ToJson(PruneEntry entry)
    {
        JsonObject row = new() { ["ctime"] = entry.Ctime, ["mark"] = Name(entry.Mark), ["type"] = entry.Type, ["volid"] = entry.VolumeId };
        if (entry.Vmid is { } vmid) row["vmid"] = vmid;
        return row;
    }

    private static string Name(PruneMark mark) => mark switch
    {
        PruneMark.Keep => "keep",
        PruneMark.Remove => "remove",
        PruneMark.Protected => "protected",
        _ => "renamed",
    };
}
