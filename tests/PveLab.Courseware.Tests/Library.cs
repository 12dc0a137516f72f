using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Tests;

/// <summary>A library of scenarios in a folder of its own, deleted afterwards.</summary>
internal sealed class Library : IDisposable
{
    public const string Head = """
        id: test
        world: single-node
        title: { ja: 試験, en: Test }
        story: { ja: 試験, en: Test }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-").FullName;

    public Library()
    {
        Directory.CreateDirectory(Path.Combine(folder, "worlds"));
        foreach (var world in Directory.GetFiles(Path.Combine(ContentRoot.Scenarios, "worlds"), "*.yaml"))
            File.WriteAllText(Path.Combine(folder, "worlds", Path.GetFileName(world)), Plain(File.ReadAllText(world)));
        Scenarios = new ScenarioLibrary(folder);
    }

    public ScenarioLibrary Scenarios { get; }

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Puts a scenario <c>test</c> with this YAML into the library and finds it.</summary>
    public ScenarioFolder Put(string yaml)
    {
        Directory.CreateDirectory(PathOf("test"));
        File.WriteAllText(PathOf("test/scenario.yaml"), yaml);
        return Scenarios.Find("test");
    }

    /// <summary>The complaint about a scenario with this YAML.</summary>
    public string Complaint(string yaml) => Assert.Throws<ContentException>(() => Put(yaml).Variant(0)).Message;

    /// <summary>A world that draws nothing: what a test does not draw itself is the same with every seed.</summary>
    private static string Plain(string world)
    {
        var ranges = YamlContent.ReadPart<Drawn>("world", world).Variants;
        return Regex.Replace(Placeholders.Fill("world", world, ranges.ToDictionary(r => r.Key, r => r.Value.Plain)), @"\nvariants:\n(?:  .*\n)+", "\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class Drawn
    {
        public Dictionary<string, VariantRange> Variants { get; set; } = [];
    }
}
