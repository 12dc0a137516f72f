using System.Runtime.CompilerServices;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>Every kind of fault: it happens, the symptom is the real one, a cure works.</summary>
public sealed class FaultCaseTests : IDisposable
{
    private readonly Library library = new();

    public void Dispose() => library.Dispose();

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_fault_shows_and_is_cured(string name) =>
        FaultCase.Play(library, name, File.ReadAllText(Path.Combine(Folder(), name + ".txt")).ReplaceLineEndings("\n"));

    [Fact]
    public void Every_kind_has_a_case()
    {
        var all = string.Concat(Directory.GetFiles(Folder(), "*.txt").Select(File.ReadAllText));
        Assert.DoesNotContain(FaultCatalogue.Kinds.Keys, kind => !all.Contains($"kind: {kind}\n", StringComparison.Ordinal));
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
