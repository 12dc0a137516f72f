using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes;

/// <summary>Reading the configuration of either kind of guest: as it runs, as it will be, or as a snapshot keeps it.</summary>
internal static class GuestConfigReading
{
    /// <summary>What <c>pending</c> answers.</summary>
    public static JsonSchema PendingRows { get; } = SchemaOf.Array(SchemaOf.Object(
        ("delete", SchemaOf.Optional(SchemaOf.Integer())),
        ("key", SchemaOf.String()),
        ("pending", SchemaOf.Optional(SchemaOf.String())),
        ("value", SchemaOf.Optional(SchemaOf.String()))));

    /// <summary>
    /// The configuration that <c>current</c> and <c>snapshot</c> ask for; without them the one with pending changes applied
    /// (pve-guest-common: PVE/AbstractConfig.pm load_snapshot_config, load_current_config).
    /// </summary>
    /// <exception cref="ParameterException">Both were given.</exception>
    /// <exception cref="PveException">There is no such snapshot.</exception>
    public static GuestConfig Wanted(ApiCall call, Guest guest)
    {
        if (call.OptionalString("snapshot") is not { } snapshot) return call.Bool("current") ? guest.Config : PendingChanges.Future(guest.Config);
        if (call.Bool("current"))
            throw new ParameterException(new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["current"] = "cannot use 'snapshot' parameter with 'current'",
                ["snapshot"] = "cannot use 'snapshot' parameter with 'current'",
            });
        var values = snapshot == GuestConfig.PendingSection ? null : guest.Config.Section(snapshot);
        return GuestConfig.Empty with { Values = values ?? throw new PveException($"snapshot '{snapshot}' does not exist") };
    }

    /// <summary>Current and pending values of a guest's configuration (pve-guest-common: PVE/GuestHelpers.pm config_with_pending_array).</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="current">Its current values.</param>
    /// <param name="typed">Types a value.</param>
    public static JsonArray Pending(GuestConfig config, JsonObject current, Func<string, string, JsonNode> typed)
    {
        var deletions = PendingChanges.Deletions(config);
        var settings = PendingChanges.Settings(config).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var rows = new JsonArray();
        foreach (var key in current.Select(c => c.Key).Union(settings.Keys).Union(deletions.Keys).Order(StringComparer.Ordinal))
        {
            var row = new JsonObject { ["key"] = key };
            if (deletions.TryGetValue(key, out var force)) row["delete"] = force ? 2 : 1;
            if (settings.TryGetValue(key, out var pending)) row["pending"] = typed(key, pending);
            if (current[key] is { } value) row["value"] = value.DeepClone();
            rows.Add(row);
        }
        return rows;
    }
}
