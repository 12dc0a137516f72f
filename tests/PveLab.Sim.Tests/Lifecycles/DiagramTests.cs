using System.Runtime.CompilerServices;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Lifecycles;

/// <summary>
/// The state diagrams are drawn by the running machines: a changed rule shows here and in <c>docs/diagrams</c>.
/// <c>PVELAB_DIAGRAMS=write dotnet test tests/PveLab.Sim.Tests</c> draws the documentation anew.
/// </summary>
public sealed class DiagramTests
{
    private static readonly IReadOnlyDictionary<string, string> Diagrams = StorageLab.Build().Lifecycles.Diagrams;

    public static TheoryData<string> Names => [.. Diagrams.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_machine_is_drawn_as_its_golden(string name) => Golden.Verify(Diagrams[name].Replace("\r\n", "\n", StringComparison.Ordinal), name);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documentation_shows_the_running_machine(string name)
    {
        var file = Path.Combine(Documentation(), name + ".md");
        var page = $"# {char.ToUpperInvariant(name[0])}{name[1..].Replace('-', ' ')}\n\n"
            + $"Drawn from the running code by `DiagramTests`; do not edit.\n\n```mermaid\n{Diagrams[name].ReplaceLineEndings("\n").Trim('\n')}\n```\n";
        if (Environment.GetEnvironmentVariable("PVELAB_DIAGRAMS") == "write") File.WriteAllText(file, page);
        Assert.Equal(page, File.ReadAllText(file));
    }

    [Fact]
    public void No_diagram_is_left_from_a_machine_that_is_gone() =>
        Assert.Equal(Diagrams.Keys, Directory.GetFiles(Documentation(), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    private static string Documentation([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "diagrams"));
}
