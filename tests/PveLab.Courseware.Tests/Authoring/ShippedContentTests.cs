using System.Text.Json.Nodes;
using PveLab.Courseware.Authoring.Linting;
using PveLab.Courseware.Authoring.Schemas;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Tests.Authoring;

public sealed class ShippedContentTests
{
    public static TheoryData<string> Lessons =>
        [.. Directory.EnumerateFiles(ContentRoot.Lessons, "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(ContentRoot.Path, f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Nothing_is_wrong_with_our_scenarios()
    {
        var around = LintSurroundings.Shipped;
        Assert.Empty(ScenarioLibrary.Shipped.ScenarioIds.SelectMany(id => ScenarioLint.Of(id, around)).Select(Told));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Nothing_is_wrong_with_our_lessons(string lesson) =>
        Assert.Empty(LessonLint.Of(Path.Combine(ContentRoot.Path, lesson), lesson, LintSurroundings.Shipped).Select(Told));

    [Fact]
    public void The_schema_of_scenarios_knows_every_kind_with_a_description_and_what_it_takes()
    {
        var definitions = ContentSchemas.Of("scenario")["$defs"]!.AsObject();
        foreach (var (kind, record) in CriterionCatalogue.Kinds.Concat(FaultCatalogue.Kinds))
        {
            var definition = definitions[kind]!;
            Assert.Equal(kind, (string?)definition["properties"]!["kind"]!["const"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)definition["description"]), kind);
            Assert.False((bool)definition["additionalProperties"]!, kind);
            Assert.All(definition["properties"]!.AsObject().Where(p => p.Key != "kind"), p => Assert.False(string.IsNullOrWhiteSpace((string?)p.Value!["description"]), $"{kind}.{p.Key} of {record}"));
        }
        Assert.Equal(CriterionCatalogue.Kinds.Keys, definitions["Criterion"]!["properties"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!));
        Assert.Equal(FaultCatalogue.Kinds.Keys, definitions["Fault"]!["properties"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!));
    }

    [Fact]
    public void Schemas_refer_only_to_what_they_define()
    {
        foreach (var name in ContentSchemas.Names)
        {
            var schema = ContentSchemas.Of(name);
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
            Assert.All(References(schema), r => Assert.True(schema["$defs"]!.AsObject().ContainsKey(r["#/$defs/".Length..]), r));
        }
    }

    [Fact]
    public void The_schema_of_a_kind_is_what_an_editor_needs() =>
        Testing.Golden.Verify(ContentSchemas.Of("scenario")["$defs"]!["good-archives"]!.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n", "schema-good-archives");

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };

    private static string Told(LintFinding finding) => $"{LintReport.Place(finding)}: {finding.Problem} [{finding.Rule.Id}]";
}
