using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Rehearsals;

/// <summary>The names of a world that somebody may mistake for one another: guests, storages, nodes.</summary>
internal sealed partial class WorldNames
{
    private readonly ImmutableArray<ImmutableArray<string>> kinds;

    public WorldNames(ScenarioVariant variant)
    {
        var world = variant.World;
        var storages = world.Cluster.TryGetValue("storage.cfg", out var text) ? Section().Matches(text).Select(m => m.Groups[1].Value) : [];
        kinds =
        [
            [.. world.Guests.Select(g => g.Vmid.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)],
            [.. storages.Order(StringComparer.Ordinal)],
            [.. world.Hosts.Where(h => h.Node).Select(h => h.Name).Order(StringComparer.Ordinal)],
        ];
    }

    /// <summary>The VMIDs.</summary>
    public ImmutableArray<string> Guests => kinds[0];

    /// <summary>The text with one name taken for the next of its kind: one mistake each.</summary>
    public IEnumerable<(string From, string To, string Text)> Mistakes(string text)
    {
        foreach (Match word in Word().Matches(text))
            foreach (var names in kinds.Where(k => k.Length > 1))
                if (names.IndexOf(word.Value) is >= 0 and var at && names[(at + 1) % names.Length] is var to)
                    yield return (word.Value, to, string.Concat(text.AsSpan(0, word.Index), to, text.AsSpan(word.Index + word.Length)));
    }

    /// <summary>Numbers that are no part of an address, also in <c>vm-100-disk-0</c>; names, which may hold hyphens (<c>local-lvm</c>).</summary>
    [GeneratedRegex(@"(?<![\w.])(?:\d+(?!\w|\.\d)|(?<!-)[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*(?!\w))", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\w+: (\S+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Section();
}
