using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Schema;

/// <summary>The property strings of backups (pve-storage: PVE/Storage/Plugin.pm; pve-guest-common: PVE/VZDump/Common.pm).</summary>
public static class BackupFormats
{
    /// <summary><c>prune-backups</c>: how many backups are kept.</summary>
    public static readonly ObjectSchema PruneBackups = Object(
        ("keep-all", Optional(Boolean("Keep all backups; excludes the other options."))),
        ("keep-daily", Keep("the latest backup of each of the last <N> days")),
        ("keep-hourly", Keep("the latest backup of each of the last <N> hours")),
        ("keep-last", Keep("the last <N> backups")),
        ("keep-monthly", Keep("the latest backup of each of the last <N> months")),
        ("keep-weekly", Keep("the latest backup of each of the last <N> weeks")),
        ("keep-yearly", Keep("the latest backup of each of the last <N> years")));

    /// <summary><c>fleecing</c>: a local image takes the old data of blocks the guest overwrites meanwhile.</summary>
    public static readonly ObjectSchema Fleecing = Object(
        ("enabled", Optional(Boolean("Use a fleecing image.") with { DefaultKey = true }, "0")),
        ("storage", Optional(StandardOptions.StorageId)));

    /// <summary><c>performance</c>.</summary>
    public static readonly ObjectSchema Performance = Object(
        ("max-workers", Optional(Integer("VMs: most workers at the same time.", 1, 256), "16")),
        ("pbs-entries-max", Optional(Integer("Containers: most entries kept in memory.", 1), "1048576")));

    /// <summary>Nothing kept means everything kept; keep-all stands alone (real: validate_prune_backups).</summary>
    public static JsonObject CompletePruneBackups(JsonObject keep)
    {
        bool counts = keep.Any(k => k.Key != "keep-all" && double.Parse(PerlText.Of((JsonValue)k.Value!), CultureInfo.InvariantCulture) > 0);
        if (!counts)
            return new JsonObject { ["keep-all"] = "1" };
        if (IsTrue(keep["keep-all"]))
            throw new PveException("keep-all cannot be set together with other options.");
        keep.Remove("keep-all");
        return keep;
    }

    /// <summary>Fleecing needs a storage (real: verify_backup_fleecing).</summary>
    public static JsonObject CompleteFleecing(JsonObject fleecing) => IsTrue(fleecing["enabled"]) && !IsTrue(fleecing["storage"])
        ? throw new PveException("'storage' parameter is required when 'enabled' is set")
        : fleecing;

    private static JsonSchema Keep(string what) => Optional(Integer($"Keep {what}.", 0) with { FormatDescription = "N" });

    private static bool IsTrue(JsonNode? value) => value is JsonValue scalar && PerlText.IsTrue(PerlText.Of(scalar));
}
