using System.Text.RegularExpressions;
using CsCheck;
using PveLab.Testing;

namespace PveLab.Tests.House;

/// <summary>A property looks at the same cases in every run, and says how to see again what it found.</summary>
public sealed partial class PropertyTests
{
    private static readonly Gen<int[]> Numbers = Gen.Int[0, 1_000_000].Array[3, 30];

    [Fact]
    public void The_cases_of_every_run_are_the_same_ones()
    {
        if (!Property.Hunting) Assert.Equal(Drawn(25), Drawn(25));
        Assert.NotEqual(Drawn(2)[0], Drawn(2)[1]);
    }

    [Fact]
    public void A_case_that_fails_is_made_smaller_and_found_again_by_its_seed()
    {
        var first = int.MaxValue;
        var failure = Assert.Throws<CsCheckException>(() => Numbers.Holds(numbers =>
        {
            if (numbers.Length <= 6) return true;
            first = Math.Min(first, numbers.Length);
            return false;
        }));
        var again = Numbers.Generate(PCG.Parse(Seed().Match(failure.Message).Groups[1].Value), null, out _);
        Assert.Equal(first, again.Length);
    }

    [Fact]
    public void Every_property_goes_through_the_one_door() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            where Path.GetFileName(file) is not (nameof(Property) + ".cs")
            let text = File.ReadAllText(file)
            where text.Contains("using " + nameof(CsCheck) + ";", StringComparison.Ordinal) && Sampled().IsMatch(text)
            select Repository.Relative(file));

    private static List<string> Drawn(int cases)
    {
        var drawn = new List<string>();
        Numbers.Holds(numbers => drawn.Add(string.Join(' ', numbers)), cases);
        return drawn;
    }

    [GeneratedRegex("seed: \"([^\"]+)\"")]
    private static partial Regex Seed();

    [GeneratedRegex(@"\.Sample\w*\(")]
    private static partial Regex Sampled();
}
