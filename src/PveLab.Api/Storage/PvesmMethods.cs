using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Storage;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Storage;

/// <summary>Methods that only the command pvesm has (pve-storage: PVE/CLI/pvesm.pm).</summary>
public static class PvesmMethods
{
    /// <summary><c>pvesm path</c>.</summary>
    public static ApiMethod Path { get; } = new()
    {
        Path = "",
        Verb = Verb.Get,
        Description = "Shows the path of a volume.",
        Parameters = StorageParameters.Path,
        Handler = StorageReading.Reading(PrintPath),
    };

    /// <summary><c>pvesm apiinfo</c>: the version of the storage interface in libpve-storage-perl 9.1.</summary>
    public static ApiMethod ApiInfo { get; } = new()
    {
        Path = "",
        Verb = Verb.Get,
        Description = "Returns APIVER and APIAGE.",
        Returns = Object(("apiage", Integer()), ("apiver", Integer())),
        Handler = _ => new JsonObject { ["apiver"] = 13, ["apiage"] = 4 },
    };

    /// <summary><c>pvesm extractconfig</c>.</summary>
    public static ApiMethod ExtractConfig { get; } = new()
    {
        Path = "",
        Verb = Verb.Get,
        Description = "Shows the configuration in a backup.",
        Parameters = StorageParameters.ExtractConfig,
        Handler = StorageReading.Reading(PrintConfig),
    };

    /// <summary><c>pvesm prune-backups</c>: retention as single options, and the preview as a result.</summary>
    public static ApiMethod PruneBackups { get; } = new()
    {
        Path = "",
        Verb = Verb.Get,
        Description = "Prunes backups.",
        Parameters = StorageParameters.PruneCommand,
        Handler = StorageReading.Reading(Prune),
        Returns = Object(("dryrun", Boolean("Whether nothing was removed.")), ("list", Array(PruneMethods.Row))),
    };

    /// <summary>The guest's configuration stored in a backup (pve-storage: PVE/Storage.pm extract_vzdump_config).</summary>
    /// <exception cref="PveException">Not there, no backup, not readable.</exception>
    public static string ConfigIn(Node node, string volume, Action<string> warn) => ArchiveConfig.Read(node, PathOfBackup(node, volume), warn);

    private static string PathOfBackup(Node node, string volume)
    {
        if (VolumeId.TryParse(volume) is null)
            return node.Files.Find(volume) is BlobFile or TextFile ? UnixPath.Absolute(volume) : throw new PveException($"can't find file '{volume}'");
        if (node.Storages.NameOf(volume).Kind != "backup")
            throw new PveException($"unable to use volume {volume} - content type needs to be 'backup'");
        node.Storages.ActivateVolume(volume);
        return node.Storages.PathOf(volume);
    }

    private static JsonNode? PrintPath(ApiCall call)
    {
        call.Print(call.Node.Storages.PathOf(call.String("volume")));
        return null;
    }

    private static JsonNode? PrintConfig(ApiCall call)
    {
        // The text ends with a line end of its own; the real command prints another.
        call.Print(ConfigIn(call.Node, call.String("volume"), call.Warn).TrimEnd('\n') + "\n");
        return null;
    }

    private static JsonObject Prune(ApiCall call)
    {
        var options = Retention.OptionNames.Where(call.Has).Select(name => KeyValuePair.Create(name, call.String(name))).ToList();
        var keep = options.Count == 0 ? null : Validated(options);
        if (call.Bool("dry-run")) return new() { ["dryrun"] = 1, ["list"] = PruneMethods.Preview(call, keep) };
        var task = PruneMethods.Prune(call, keep);
        foreach (var line in task.Lines) call.Print(line);
        // As in the real command the worker's error is told, and does not count.
        if (!task.Ok) call.Warn(task.ExitStatus!);
        return new() { ["dryrun"] = 0, ["list"] = new JsonArray() };
    }

    private static Retention Validated(List<KeyValuePair<string, string>> options)
    {
        try
        {
            return Retention.FromOptions(options);
        }
        catch (PveException error)
        {
            throw ParameterException.Of("prune-backups", string.Create(CultureInfo.InvariantCulture, $"invalid format - {error.Message}\n"));
        }
    }
}
