using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>What a vzdump run will do, defaults and the storage's settings merged in (pve-manager: PVE/VZDump.pm new).</summary>
public sealed record VzdumpSettings
{
    private static readonly string[] StandardExcludes = ["/tmp/?*", "/var/tmp/?*", "/var/run/?*.pid"];

    /// <summary>The storage it writes to, null with <c>--dumpdir</c>.</summary>
    public StorageDefinition? Storage { get; private init; }

    /// <summary>The directory it writes to.</summary>
    public required string DumpDirectory { get; init; }

    /// <summary>Directory for temporary files, null for a directory beside the archive.</summary>
    public string? TemporaryDirectory { get; private init; }

    /// <summary>snapshot, suspend or stop.</summary>
    public required string Mode { get; init; }

    /// <summary>Null for none.</summary>
    public Compressor? Compressor { get; private init; }

    /// <summary>KiB per second; 0 for no limit.</summary>
    public long BandwidthLimit { get; private init; }

    /// <summary>IO priority.</summary>
    public required string IoNice { get; init; }

    /// <summary>Which older backups stay.</summary>
    public required Retention Retention { get; init; }

    /// <summary>Whether older backups are pruned.</summary>
    public bool Remove { get; private init; }

    /// <summary>Template of the notes, or null.</summary>
    public string? NotesTemplate { get; private init; }

    /// <summary>Whether the archive is marked as protected.</summary>
    public bool Protected { get; private init; }

    /// <summary>Patterns of files that backups of containers leave out (VZDump.pm findexcl).</summary>
    public ImmutableArray<string> Excluded { get; private init; } = [];

    /// <summary>Minutes to wait for the global lock.</summary>
    public long LockWait { get; private init; }

    /// <summary>Minutes to wait until a guest has shut down.</summary>
    public long StopWait { get; private init; }

    /// <summary>How many backups the retention may keep at most; 0 for all (VZDump.pm exec_backup_task).</summary>
    public long Limit => Retention.All ? 0 : Retention.Options.Sum(o => o.Value);

    /// <summary>Merges a request with the defaults and makes the target ready.</summary>
    /// <exception cref="PveException">The target cannot be used; several errors are joined.</exception>
    public static VzdumpSettings Resolve(Node node, VzdumpRequest request)
    {
        var (defaults, namesRetention) = VzdumpDefaults.OfFile(node);
        var given = request.Parameters;
        string? Value(string key) => given.GetValueOrDefault(key) ?? defaults.GetValueOrDefault(key);
        long Number(string key) => long.TryParse(Value(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0;
        bool Flag(string key) => Value(key) is { Length: > 0 } and not "0";

        var named = given.ContainsKey("dumpdir") || given.ContainsKey("storage");
        var storage = given.GetValueOrDefault("storage") ?? (named ? null : defaults.GetValueOrDefault("storage"));
        var dumpDirectory = (given.GetValueOrDefault("dumpdir") ?? (named ? null : defaults.GetValueOrDefault("dumpdir")))?.TrimEnd('/');
        if (storage is not null && dumpDirectory is not null) throw new PveException("cannot use options 'storage' and 'dumpdir' at the same time");
        if (string.IsNullOrEmpty(dumpDirectory)) storage ??= "local";

        var errors = new List<string>();
        var (definition, target) = storage is null ? (null, dumpDirectory!) : UseStorage(node, storage, errors);
        if (definition is null && storage is null && !node.Files.IsDirectory(target)) errors.Add($"dumpdir '{target}' does not exist");
        var temporary = Value("tmpdir")?.TrimEnd('/');
        if (!string.IsNullOrEmpty(temporary) && !node.Files.IsDirectory(temporary)) errors.Add($"tmpdir '{temporary}' does not exist");
        if (errors.Count > 0) throw new PveException(string.Join('\n', errors));

        var retention = Retention.Parse(given.GetValueOrDefault("prune-backups") ?? definition?["prune-backups"]
            ?? (namesRetention ? defaults["prune-backups"] : VzdumpDefaults.BuiltIn["prune-backups"]));
        return new VzdumpSettings
        {
            Storage = definition,
            DumpDirectory = target,
            TemporaryDirectory = string.IsNullOrEmpty(temporary) ? null : temporary,
            Mode = Value("mode") ?? "snapshot",
            Compressor = Compressor.Of(Value("compress"), (int)Number("pigz"), (int)Number("zstd"), node.Cpus),
            BandwidthLimit = Number("bwlimit"),
            IoNice = Value("ionice") ?? "7",
            Retention = retention,
            Remove = Flag("remove") && !retention.All,
            NotesTemplate = definition is null ? null : Value("notes-template"),
            Protected = definition is not null && Flag("protected"),
            Excluded = [.. (Value("exclude-path") ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries), .. Flag("stdexcludes") ? StandardExcludes : []],
            LockWait = Number("lockwait"),
            StopWait = Number("stopwait"),
        };
    }

    /// <summary>Activates the target storage and finds its directory; problems are collected, not thrown.</summary>
    private static (StorageDefinition?, string) UseStorage(Node node, string id, List<string> errors)
    {
        try
        {
            node.Storages.Activate(id);
        }
        catch (PveException error)
        {
            errors.Add($"could not activate storage '{id}': {error.Message.TrimEnd('\n')}");
        }
        try
        {
            return StorageTarget(node, id);
        }
        catch (PveException error)
        {
            errors.Add($"could not get storage information for '{id}': {error.Message.TrimEnd('\n')}");
            return (null, "");
        }
    }

    /// <summary>The storage and its dump directory (VZDump.pm storage_info).</summary>
    public static (StorageDefinition Storage, string DumpDirectory) StorageTarget(Node node, string id)
    {
        var definition = node.View.Storages.Get(id);
        if (!definition.Content.Contains("backup")) throw new PveException($"can't use storage '{id}' for backups - wrong content type");
        return (definition, node.Storages.DumpDirectory(id));
    }
}
