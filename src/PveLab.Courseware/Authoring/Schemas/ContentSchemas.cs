using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Schemas;

/// <summary>
/// JSON Schemas (draft 2020-12) of the content files, so that an editor completes and explains them: <c># yaml-language-server: $schema=…</c>.
/// </summary>
public static class ContentSchemas
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly SortedDictionary<string, (Type Root, string Title)> Roots = new(StringComparer.Ordinal)
    {
        ["course"] = (typeof(Course.Fields), "The table of contents of a PveLab course (course.yaml)"),
        ["scenario"] = (typeof(Scenario), "A PveLab scenario (scenario.yaml)"),
        ["world"] = (typeof(WorldFile), "A PveLab world (worlds/ID.yaml)"),
    };

    private static readonly Lazy<JsonObject> OfScenario = new(() => Of("scenario")), OfWorld = new(() => Of("world"));

    /// <summary>What there are schemas of.</summary>
    public static IReadOnlyCollection<string> Names => Roots.Keys;

    /// <summary>The schema of a scenario.</summary>
    internal static JsonObject Scenario => OfScenario.Value;

    /// <summary>The schema of a world.</summary>
    internal static JsonObject World => OfWorld.Value;

    /// <summary>The schema called <paramref name="name"/>, one of <see cref="Names"/>.</summary>
    public static JsonObject Of(string name) => new SchemaWriter().Write(Roots[name].Root, $"pvelab:{name}", Roots[name].Title);

    /// <summary>A schema as a file holds it.</summary>
    public static string Text(string name) => Of(name).ToJsonString(Indented) + "\n";
}
