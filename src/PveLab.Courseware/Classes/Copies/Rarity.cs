using System.Collections.Immutable;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>What is rare in a class: what many students have in common they have from the same teacher.</summary>
internal sealed class Rarity
{
    private const int Few = 4;
    private const int Fraction = 8;
    private readonly Dictionary<string, int> words;
    private readonly Dictionary<string, int> shingles;
    private readonly Dictionary<string, int> foreign;
    private readonly int few;

    public Rarity(ImmutableArray<Fingerprint> prints)
    {
        words = Students(prints, p => p.Words);
        shingles = Students(prints, p => p.Shingles);
        foreign = Students(prints, p => p.Foreign);
        few = Math.Max(Few, prints.Select(p => p.Attempt.Student).Distinct(StringComparer.Ordinal).Count() / Fraction);
    }

    /// <summary>Whether few students use the word.</summary>
    public bool IsRare(string word) => words.GetValueOrDefault(word) <= few;

    /// <summary>Whether few students have these lines one after the other.</summary>
    public bool IsRareShingle(string shingle) => shingles.GetValueOrDefault(shingle) <= few;

    /// <summary>Whether few students typed the value without their variant having drawn it.</summary>
    public bool IsRareForeign(string value) => foreign.GetValueOrDefault(value) <= few;

    private static Dictionary<string, int> Students(ImmutableArray<Fingerprint> prints, Func<Fingerprint, IEnumerable<string>> features) =>
        prints.SelectMany(p => features(p).Select(feature => (feature, p.Attempt.Student))).Distinct()
            .GroupBy(f => f.feature, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
