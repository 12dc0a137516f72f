using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Authoring.Templates;

/// <summary>A scenario that an author wants, in the few words it takes.</summary>
public sealed partial record NewScenario
{
    /// <summary>Its id, which is its folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>Its title by language; a language that is not there takes the words of the other.</summary>
    public required ImmutableSortedDictionary<string, string> Titles { get; init; }

    /// <summary>The world, by id.</summary>
    public required string World { get; init; }

    /// <summary>VMID of the guest it is about.</summary>
    public required int Guest { get; init; }

    /// <summary>One of <see cref="Exercises.Faults"/>.</summary>
    public required string Fault { get; init; }

    /// <summary>What is wrong with an id; null when it is one.</summary>
    public static string? Problem(string id) => IdShape().IsMatch(id) ? null : $"'{id}' is no id: small letters, digits and hyphens, for example my-first";

    /// <summary>The folder's files with their texts: a scenario that works, its golden and a wrong transcript.</summary>
    /// <exception cref="ContentException">There is no such world, guest or exercise; the message names the nearest.</exception>
    public ImmutableSortedDictionary<string, string> Files(ScenarioLibrary library)
    {
        if (!Exercises.All.TryGetValue(Fault, out var exercise))
            throw new ContentException(Fault, 0, 0, $"no exercise is about this fault; {NearestNames.Advice(Fault, Exercises.Faults)}");
        library.World(World);
        var world = library.FindById(World).Variant(0).World;
        var datacenter = WorldBuilder.Build(world, 0);
        var guest = world.Guests.Find(g => g.Vmid == Guest) ?? throw new ContentException(World, 0, 0,
            string.Create(CultureInfo.InvariantCulture, $"the world has no guest {Guest}; {NearestNames.Advice(Guest.ToString(CultureInfo.InvariantCulture), Guests(world))}"));
        string Filled(string text) => Fill(text, datacenter, guest, NameOf(guest, (WorldFile)world));
        return new Dictionary<string, string>
        {
            ["scenario.yaml"] = Filled(Yaml(exercise, guest, datacenter)),
            ["golden.txt"] = Filled(exercise.Golden),
            ["wrong-first.txt"] = Filled(exercise.Wrong),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>VMIDs of a world's guests, in order.</summary>
    public static IReadOnlyList<string> Guests(WorldDefinition world) => [.. world.Guests.Select(g => g.Vmid).Order().Select(g => g.ToString(CultureInfo.InvariantCulture))];

    private string Yaml(ExerciseTemplate exercise, GuestDefinition guest, Datacenter world)
    {
        var yaml = new StringBuilder();
        yaml.Append("# yaml-language-server: $schema=../scenario.schema.json\n");
        yaml.Append(CultureInfo.InvariantCulture, $"id: {Id}\nworld: {World}\n");
        if (guest.Node != world.Nodes.Keys.First()) yaml.Append(CultureInfo.InvariantCulture, $"node: {guest.Node}                  # where the learner logs in\n");
        yaml.Append("dialect: book                # or pve: strictly what Proxmox VE does\ntimeLimitMinutes: 120        # virtual minutes\n");
        yaml.Append(CultureInfo.InvariantCulture, $"title:\n  ja: {Quoted(Title("ja"))}\n  en: {Quoted(Title("en"))}\n");
        yaml.Append("story:\n").Append(Text("ja", In(exercise.Story, "ja"))).Append(Text("en", In(exercise.Story, "en")));
        if (exercise.Fault.Length > 0) yaml.Append("\nfaults:\n").Append(Indented(exercise.Fault));
        yaml.Append("\ncriteria:                    # 100 points together\n").Append(Indented(exercise.Criteria));
        yaml.Append("\nhints:                       # each costs more than the one before\n  - cost: 5\n    text:\n");
        return yaml.Append(CultureInfo.InvariantCulture, $"      ja: {Quoted(In(exercise.Hint, "ja"))}\n      en: {Quoted(In(exercise.Hint, "en"))}\n").ToString();
    }

    private string Title(string language) => Titles.GetValueOrDefault(language) ?? Titles.Values.First();

    private string In(LocalText text, string language) => text.In(Titles.ContainsKey(language) ? language : Titles.Keys.First());

    private static string Text(string language, string text) => $"  {language}: |\n{Indented(Indented(text))}";

    private static string Indented(string text) => string.Concat(text.TrimEnd('\n').Split('\n').Select(l => $"  {l}\n"));

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Fill(string text, Datacenter world, GuestDefinition guest, string vmid)
    {
        var (tool, kind) = guest.Kind == GuestDefinitionKind.Container ? ("pct", "lxc") : ("qm", "qemu");
        return text.Replace("{guest}", vmid, StringComparison.Ordinal).Replace("{tool}", tool, StringComparison.Ordinal)
            .Replace("{log}", $"/var/log/vzdump/{kind}-{vmid}.log", StringComparison.Ordinal).Replace("{storage}", Storage(world), StringComparison.Ordinal);
    }

    /// <summary>A guest's number, or the placeholder for it where the world draws it.</summary>
    private static string NameOf(GuestDefinition guest, WorldFile world)
    {
        var vmid = guest.Vmid.ToString(CultureInfo.InvariantCulture);
        return world.Variants.Where(v => v.Key.EndsWith(".id", StringComparison.Ordinal) && v.Value.Plain == vmid).Select(v => $"${{{v.Key}}}").FirstOrDefault() ?? vmid;
    }

    /// <summary>Where backups go in this world: to another machine if there is a storage on one.</summary>
    private static string Storage(Datacenter world)
    {
        var fit = world.Storages.Storages.Where(s => s.Content.Contains("backup")).ToList();
        return (fit.Find(s => s["server"] is not null) ?? fit[0]).Id;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
