using System.Text.RegularExpressions;

namespace PveLab.Courseware.Scenarios;

/// <summary>Finds scenarios by id, path or world name, and reads their files within limits.</summary>
public sealed partial class ScenarioLibrary(string root)
{
    private const string ScenarioFile = ScenarioContent.Scenario;
    private const int MaxFileBytes = ScenarioContent.MaxFileBytes;
    private const int MaxFiles = 200;

    /// <summary>The library that comes with the program.</summary>
    public static ScenarioLibrary Shipped { get; } = new(ContentRoot.Scenarios);

    /// <summary>Ids of the scenarios, in order.</summary>
    public IReadOnlyList<string> ScenarioIds => !Directory.Exists(root) ? [] :
        [.. Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, ScenarioFile))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    /// <summary>Ids of the worlds, in order.</summary>
    public IReadOnlyList<string> WorldIds => !Directory.Exists(Worlds) ? [] :
        [.. Directory.EnumerateFiles(Worlds, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private string Worlds => Path.Combine(root, "worlds");

    /// <summary>The scenario that <paramref name="name"/> means: an id, a world, the path of a folder or its <c>scenario.yaml</c>, or of a world's file.</summary>
    /// <exception cref="ContentException">There is none; the message names the nearest.</exception>
    public ScenarioFolder Find(string name)
    {
        if (ById(name) is { } known) return known;
        if (File.Exists(name) && Path.GetFileName(name) == ScenarioFile) name = Path.GetDirectoryName(Path.GetFullPath(name))!;
        else if (File.Exists(name) && Path.GetExtension(name) == ".yaml") return FreePlay(Path.GetFileNameWithoutExtension(name), ReadText(name, name));
        if (!Directory.Exists(name) || !File.Exists(Path.Combine(name, ScenarioFile))) throw NotFound(name);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(name));
        return Load(folder, Path.GetFileName(folder));
    }

    /// <summary>The scenario or world of an id; never a path.</summary>
    /// <exception cref="ContentException">There is none; the message names the nearest.</exception>
    public ScenarioFolder FindById(string id) => ById(id) ?? throw Unknown(id);

    /// <summary>Where the scenario lies that <paramref name="name"/> means, and what errors call its folder, whatever its files hold.</summary>
    /// <exception cref="ContentException">There is none; the message names the nearest.</exception>
    internal (string Folder, string ShownAs) Locate(string name)
    {
        if (IdShape().IsMatch(name) && ScenarioIds.Contains(name)) return (Path.Combine(root, name), $"scenarios/{name}");
        if (File.Exists(name) && Path.GetFileName(name) == ScenarioFile) name = Path.GetDirectoryName(Path.GetFullPath(name))!;
        if (!File.Exists(Path.Combine(name, ScenarioFile))) throw NotFound(name);
        return (Path.TrimEndingDirectorySeparator(Path.GetFullPath(name)), Path.TrimEndingDirectorySeparator(name));
    }

    /// <summary>The folder of the scenario that <paramref name="name"/> means, whatever its files hold.</summary>
    /// <exception cref="ContentException">There is none; the message names the nearest.</exception>
    public string FolderOf(string name) => Locate(name).Folder;

    /// <summary>The YAML of a world.</summary>
    /// <exception cref="ContentException">There is none.</exception>
    internal ContentFile World(string id) => WorldIds.Contains(id) ? ReadWorld(id) : throw new ContentException(id, 0, 0, $"no world is called '{id}'; {NearestNames.Advice(id, WorldIds)}");

    /// <summary>Whether a folder is one of the library's own.</summary>
    internal bool Has(string folder) => Path.GetDirectoryName(folder) == Path.GetFullPath(root);

    private ScenarioFolder? ById(string id) => !IdShape().IsMatch(id) ? null
        : ScenarioIds.Contains(id) ? Load(Path.Combine(root, id), $"scenarios/{id}")
        : WorldIds.Contains(id) ? FreePlay(id, ReadWorld(id))
        : null;

    /// <summary>Nothing that can be played has this name: what the path means, if it is one.</summary>
    private ContentException NotFound(string name) => name switch
    {
        _ when File.Exists(name) && File.Exists(Path.Combine(Path.GetDirectoryName(name)!, ScenarioFile)) =>
            new(name, 0, 0, $"this is a file of a scenario; name its folder: {(Path.GetDirectoryName(name) is { Length: > 0 } folder ? folder : ".")}"),
        _ when File.Exists(name) => new(name, 0, 0, $"this is a file; name the folder of a scenario, which holds its {ScenarioFile}"),
        _ when Directory.Exists(name) => new(name, 0, 0, $"there is no {ScenarioFile} in this folder"),
        _ when name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) => new(name, 0, 0, "there is no such folder"),
        _ => Unknown(name),
    };

    private ContentException Unknown(string name) =>
        new(name, 0, 0, $"no such scenario; {NearestNames.Advice(Path.GetFileName(name.TrimEnd('/')), ScenarioIds.Concat(WorldIds))}");

    private static ScenarioFolder FreePlay(string world, ContentFile file) =>
        ScenarioContent.Of(world, null, file) with { EarlierHash = new Lazy<string>(() => ScenarioContent.Hash([file])) };

    private ScenarioFolder Load(string folder, string shownAs)
    {
        var file = ReadText(Path.Combine(folder, ScenarioFile), $"{shownAs}/{ScenarioFile}");
        var world = YamlContent.ReadPart<WorldName>(file.Name, file.Text).World
            ?? throw new ContentException(file.Name, 1, 1, $"'world' is missing; {NearestNames.Advice("", WorldIds)}");
        if (!WorldIds.Contains(world))
            throw new ContentException(file.Name, file.LineOf("world:"), 1, $"no world is called '{world}'; {NearestNames.Advice(world, WorldIds)}");
        return ScenarioContent.Of(Path.GetFileName(folder), file, ReadWorld(world)) with
        {
            Folder = folder,
            EarlierHash = new Lazy<string>(() => ScenarioContent.Hash(EveryFile(folder, shownAs).Append(ReadWorld(world)))),
        };
    }

    /// <summary>Every file of a scenario's folder: what journals of format 1 were bound to.</summary>
    private static IEnumerable<ContentFile> EveryFile(string folder, string shownAs)
    {
        var names = Directory.EnumerateFiles(folder).Where(f => File.ResolveLinkTarget(f, false) is null)
            .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToList();
        return names.Count <= MaxFiles ? names.Select(n => ReadText(Path.Combine(folder, n), n)) : throw new ContentException(shownAs, 0, 0, $"more than {MaxFiles} files");
    }

    private ContentFile ReadWorld(string world) => ReadText(Path.Combine(Worlds, world + ".yaml"), $"scenarios/worlds/{world}.yaml");

    /// <summary>The golden transcripts of a scenario, by name; none when it lies in no folder.</summary>
    /// <exception cref="ContentException">One cannot be read.</exception>
    internal static IEnumerable<ContentFile> Goldens(ScenarioFolder folder) => folder.Folder is not { } place || !Directory.Exists(place) ? []
        : Directory.EnumerateFiles(place, "golden*.txt").Order(StringComparer.Ordinal).Select(path => ReadText(path, Path.GetFileName(path)));

    /// <summary>Reads a text file as UTF-8 with line ends as <c>\n</c>.</summary>
    /// <exception cref="ContentException">It is too large, is no UTF-8 text, or cannot be read.</exception>
    public static ContentFile ReadText(string path, string shownAs, int maxBytes = MaxFileBytes)
    {
        using var stream = HostTrouble.Reading(path, shownAs, () => File.OpenRead(path));
        return HostTrouble.Reading(path, shownAs, () => new ContentFile(shownAs, TextContent.Read(stream, shownAs, maxBytes)));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();

#pragma warning disable CA1812 // YamlDotNet creates it.
    private sealed class WorldName
#pragma warning restore CA1812
    {
        public string? World { get; set; }
    }
}
