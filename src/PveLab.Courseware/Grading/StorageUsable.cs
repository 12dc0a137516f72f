using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a storage is enabled, takes what it should, answers, can be written to and has room.</summary>
public sealed record StorageUsable : Criterion
{
    /// <summary>The storage.</summary>
    public required string Storage { get; init; }

    /// <summary>The node that uses it; null for every node it is meant for.</summary>
    public string? Node { get; init; }

    /// <summary>Content types it has to take, with commas; null for any.</summary>
    public string? Content { get; init; }

    /// <summary>GiB free at least.</summary>
    public double FreeGiB { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (world.World.Storages.Find(Storage) is not { } definition) return Finding.Missing($"ストレージ {Storage} は定義されていません", $"storage {Storage} is not defined");
        foreach (var node in world.World.Nodes.Values.Where(n => Node is null ? definition.Nodes.IsEmpty || definition.Nodes.Contains(n.Name) : n.Name == Node))
            if (Problem(node, definition) is { } problem) return Finding.Missing($"{node.Name} の {Storage}: {problem.Ja}", $"{Storage} on {node.Name}: {problem.En}");
        return Finding.MetBy(Evidence.Seen(null, $"ストレージ {Storage} は使えます", $"storage {Storage} is usable"));
    }

    private (string Ja, string En)? Problem(Node node, StorageDefinition definition)
    {
        if (!node.Storages.IsEnabled(definition)) return ("無効です", "it is disabled");
        if ((Content ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(c => !definition.Content.Contains(c)) is { } missing)
            return ($"{missing} を置けません", $"it does not take {missing}");
        if (!StorageTypes.Get(definition.Type).IsOnline(node.Storages.View(definition))) return ("サーバーが応答しません", "its server does not answer");
        if (FileSystemOf(node, definition) is not ({ } system, var offered)) return Space(node, definition);
        if (!offered) return ("サーバーが公開していません", "its server does not offer it");
        return system.State != FileSystemState.Ok ? ("使える状態ではありません", "it does not answer")
            : system.ReadOnly ? ("書き込めません", "it cannot be written to")
            : TooFull(system.Available);
    }

    /// <summary>What is behind a storage of files: what is mounted, or what would be.</summary>
    private static (FileSystem? System, bool Offered) FileSystemOf(Node node, StorageDefinition definition)
    {
        if (definition["path"] is not { } path) return (null, true);
        if (definition["server"] is not { } server || definition["export"] is not { } export) return (node.Files.MountOf(path).FileSystem, true);
        var offered = NfsServers.Find(node.Datacenter, server, export)?.FileSystem;
        var mounted = node.Files.MountAt(path)?.FileSystem;
        return (mounted ?? offered ?? node.Files.MountOf(path).FileSystem, offered is not null && (mounted is null || mounted == offered));
    }

    private (string Ja, string En)? Space(Node node, StorageDefinition definition)
    {
        try
        {
            return StorageTypes.Get(definition.Type).Status(node.Storages.View(definition)) is { } space ? TooFull(space.Available) : ("使える状態ではありません", "it is not active");
        }
        catch (Sim.PveException error)
        {
            return (error.Message, error.Message);
        }
    }

    private (string Ja, string En)? TooFull(long available) => available >= FreeGiB * (1L << 30) ? null
        : ($"空きが {InGiB(available)} GiB です（{InGiB(FreeGiB * (1L << 30))} GiB 必要）", $"{InGiB(available)} GiB are free, and {InGiB(FreeGiB * (1L << 30))} GiB are wanted");

    private static string InGiB(double bytes) => (bytes / (1L << 30)).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
