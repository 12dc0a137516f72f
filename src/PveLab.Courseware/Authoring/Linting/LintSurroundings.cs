using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>What a file is looked at beside: the scenarios, their worlds and the lessons.</summary>
/// <param name="scenarios">The scenarios and worlds.</param>
/// <param name="lessons">The lessons.</param>
public sealed class LintSurroundings(ScenarioLibrary scenarios, LessonLibrary lessons)
{
    /// <summary>The languages everything is there in.</summary>
    internal static readonly ImmutableArray<string> Languages = ["ja", "en"];

    private readonly Dictionary<string, WorldNames> plain = new(StringComparer.Ordinal);

    /// <summary>What the program comes with.</summary>
    public static LintSurroundings Shipped => new(ScenarioLibrary.Shipped, LessonLibrary.Shipped);

    /// <summary>The scenarios and worlds.</summary>
    internal ScenarioLibrary Scenarios => scenarios;

    /// <summary>The chapters in a language; none when the course cannot be read.</summary>
    internal IReadOnlyList<Lesson> Chapters(string language)
    {
        try
        {
            return lessons.Chapters(language);
        }
        catch (ContentException)
        {
            return [];
        }
    }

    /// <summary>The names in a world in which nothing went wrong; null when it cannot be built.</summary>
    internal WorldNames? Plain(string world)
    {
        if (plain.TryGetValue(world, out var known)) return known;
        try
        {
            var definition = scenarios.FindById(world).Variant(0).World;
            return plain[world] = WorldNames.Of(definition, WorldBuilder.Build(definition, 0, static (_, _) => { }));
        }
        catch (Exception error) when (error is ContentException or WorldException)
        {
            return null;
        }
    }
}

/// <summary>What can be named in a world.</summary>
/// <param name="Guests">VMIDs of its guests, and of those it has backups of.</param>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Storages">Its storages.</param>
internal sealed partial record WorldNames(ImmutableSortedSet<int> Guests, ImmutableSortedSet<string> Nodes, ImmutableSortedSet<string> Storages)
{
    /// <summary>Those of a world as it was built from its definition.</summary>
    public static WorldNames Of(WorldDefinition definition, Datacenter world) => new(
        [
            .. world.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid),
            .. definition.Guests.Select(g => g.Vmid),
            .. definition.Archives.Select(a => Archive().Match(a.Path)).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
        ],
        world.Nodes.Keys.ToImmutableSortedSet(StringComparer.Ordinal),
        world.Storages.Storages.Select(s => s.Id).ToImmutableSortedSet(StringComparer.Ordinal));

    [GeneratedRegex("/vzdump-(?:qemu|lxc|openvz)-([0-9]{1,9})-", RegexOptions.CultureInvariant)]
    private static partial Regex Archive();
}
