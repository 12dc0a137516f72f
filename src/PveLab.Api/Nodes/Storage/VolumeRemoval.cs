using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Api.Nodes.Storage;

/// <summary>Removing a volume as a task <c>imgdel</c> (pve-storage: PVE/API2/Storage/Content.pm delete).</summary>
internal static class VolumeRemoval
{
    /// <summary>The volume id meant by the parameters <c>volume</c> and, when that is a bare name, <c>storage</c>.</summary>
    public static string RealVolumeId(ApiCall call)
    {
        var (storage, volume) = (call.OptionalString("storage"), call.String("volume"));
        if (!volume.Contains(':', StringComparison.Ordinal))
            return storage is null ? throw ParameterException.Of("volume", "no storage specified - incomplete volume ID") : $"{storage}:{volume}";
        if (VolumeId.TryParse(volume) is not { } id) throw ParameterException.Of("volume", $"unable to parse volume ID '{volume}'\n");
        return storage is not null && storage != id.Storage
            ? throw ParameterException.Of("volume", $"storage ID mismatch ({id.Storage} != {storage})\n") : volume;
    }

    /// <summary>Forks the task and answers its UPID; with <c>delay</c>, nothing or the task's error when it ends in time.</summary>
    public static JsonNode? Delete(ApiCall call)
    {
        var storages = call.Node.Storages;
        var volume = RealVolumeId(call);
        var owner = storages.NameOf(volume).Vmid is { } vmid ? vmid.ToString(CultureInfo.InvariantCulture) + "@" : "";
        storages.PathOf(volume);
        var task = call.Node.Tasks.Fork("imgdel", owner + storages.Split(volume).Storage.Id, call.User, task => Remove(storages, volume, task));
        if (!call.Has("delay") || task.IsRunning) return task.Upid.Encode();
        return task.Ok ? null : throw new PveException(task.ExitStatus!);
    }

    private static IEnumerable<TimeSpan> Remove(NodeStorages storages, string volume, PveTask task)
    {
        var path = storages.PathOf(volume);
        var isBackup = storages.NameOf(volume).Kind == "backup";
        storages.Free(volume, task.Log);
        task.Log($"Removed volume '{volume}'");
        if (isBackup) storages.RemoveCompanions(path);
        yield break;
    }
}
