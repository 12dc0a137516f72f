using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace PveLab.Tests.House;

/// <summary>The first law: references go one way, PveLab → Tui → Courseware → Shell → Api → Sim.</summary>
public sealed class LayerTests
{
    private static readonly string[] Layers = ["PveLab.Sim", "PveLab.Api", "PveLab.Shell", "PveLab.Courseware", "PveLab.Tui"];

    private static readonly Architecture House =
        new ArchLoader().LoadAssemblies([.. Layers.Select(Assembly.Load)]).Build();

    public static TheoryData<string, string> UpwardReferences()
    {
        var pairs = new TheoryData<string, string>();
        for (var lower = 0; lower < Layers.Length; lower++)
            for (var upper = lower + 1; upper < Layers.Length; upper++)
                pairs.Add(Layers[lower], Layers[upper]);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(UpwardReferences))]
    public void No_layer_knows_a_layer_above_it(string lower, string upper) =>
        Types().That().ResideInAssembly(Assembly.Load(lower))
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Assembly.Load(upper)))
            .WithoutRequiringPositiveResults().Check(House);

    [Fact]
    public void The_simulation_depends_on_Stateless_and_the_framework_alone()
    {
        var foreign = Assembly.Load("PveLab.Sim").GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => name != "Stateless" && !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard");
        Assert.Empty(foreign);
    }

    [Fact]
    public void Only_the_terminal_layer_knows_the_terminal_library()
    {
        foreach (var layer in Layers.Where(l => l != "PveLab.Tui"))
            Assert.DoesNotContain(Assembly.Load(layer).GetReferencedAssemblies(), a => a.Name == "Terminal.Gui");
    }
}
