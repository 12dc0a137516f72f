using PveLab.Tests.House;
using PveLab.Vectors;

namespace PveLab.Tests;

/// <summary>Holds the product to the answers of the real Proxmox code in tests/vectors.</summary>
public sealed class VectorsTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "vectors"), "*.json*").Order(StringComparer.Ordinal).Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_product_answers_every_vector_as_the_real_code_does(string file)
    {
        var report = VectorFile.Check(Path.Combine(Repository.Root, file));
        Assert.NotNull(report.Kind);
        Assert.True(report.Total > 0, $"{file}: not covered");
        Assert.True(report.Agrees, $"{file}: {report.Agreed}/{report.Total}; first: {string.Join(" ", report.Differing.Take(1))}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_another_name_is_recognised_by_its_shape(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        Assert.Equal(VectorFile.Check(path).Kind, VectorFile.Check(path, "held-back.json").Kind);
    }

    [Fact]
    public void A_kind_that_is_not_reached_is_never_counted_as_agreed()
    {
        var path = Path.Combine(Repository.Root, "tests", "vectors", "c_upid.json");
        var report = VectorFile.Check(path, "g_cli_state.json");
        Assert.Equal((0, 0), (report.Agreed, report.Total));
        Assert.True(report.NotCovered > 0);
    }
}
