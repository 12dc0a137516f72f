using System.Collections.Immutable;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Migration;

/// <summary>A configuration with its volumes as the target names them (pve-guest-common: PVE/AbstractConfig.pm update_volume_ids).</summary>
internal static class MigratedConfig
{
    /// <summary>The configuration with other volumes, in snapshots and pending changes too.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="moved">New volume ids by old ones.</param>
    public static GuestConfig Of(GuestConfig config, IReadOnlyDictionary<string, string> moved) => config with
    {
        Values = Of(config.Values, moved),
        Sections = [.. config.Sections.Select(s => (s.Name, Of(s.Values, moved)))],
    };

    private static ImmutableSortedDictionary<string, string> Of(ImmutableSortedDictionary<string, string> values, IReadOnlyDictionary<string, string> moved)
    {
        foreach (var (key, value) in values)
        {
            var named = Drive.BusRank(key) >= 0 || ContainerMount.IsKey(key) || key == "vmstate" || key.StartsWith("unused", StringComparison.Ordinal);
            if (!named || Drive.Parse(value) is not { } line || !moved.TryGetValue(line.Volume, out var there) || there == line.Volume) continue;
            values = values.SetItem(key, (line with { Volume = there }).ToString());
        }
        return values;
    }
}
