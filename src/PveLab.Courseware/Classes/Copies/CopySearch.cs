using System.Collections.Immutable;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>
/// Finds attempts that are copies of each other. What the course itself says, what many do and what a variant draws proves nothing and is left out;
/// what counts is what only a few share: slips, invented names, prose, an unusual order kept line by line, somebody else's drawn values, the same rhythm.
/// </summary>
public static class CopySearch
{
    /// <summary>The copies among these attempts, strongest evidence of each pair of students and scenario, in order.</summary>
    /// <param name="attempts">The class.</param>
    /// <param name="taught">The texts that a scenario's course shows everybody, by the scenario's id.</param>
    public static ImmutableArray<CopyFinding> Of(IEnumerable<GradedAttempt> attempts, Func<string, IReadOnlyList<string>> taught) =>
        [.. attempts.Where(a => a.Activity is not null).GroupBy(a => a.Scenario, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Where(g => g.Select(a => a.Student).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .SelectMany(g => In([.. g], new Taught(taught(g.Key))))];

    private static IEnumerable<CopyFinding> In(ImmutableArray<GradedAttempt> attempts, Taught taught)
    {
        ImmutableArray<Fingerprint> prints = [.. attempts.Select(a => new Fingerprint(a, taught))];
        var rarity = new Rarity(prints);
        return Candidates(prints, rarity)
            .Select(pair => Comparison.Of(prints[pair.First], prints[pair.Second], rarity)).OfType<CopyFinding>()
            .GroupBy(f => (f.First.Student, f.Second.Student))
            .Select(g => g.OrderByDescending(f => f.Reasons.Length).ThenByDescending(f => f.Alike).ThenByDescending(f => f.Lines.Length).First())
            .OrderBy(f => f.First.Student, StringComparer.Ordinal).ThenBy(f => f.Second.Student, StringComparer.Ordinal);
    }

    /// <summary>Only pairs that share something rare are looked at closely: a class of a thousand has half a million pairs.</summary>
    private static SortedSet<(int First, int Second)> Candidates(ImmutableArray<Fingerprint> prints, Rarity rarity)
    {
        var pairs = new SortedSet<(int First, int Second)>();
        foreach (var group in Holders(prints, p => Marks(p, rarity)).Values)
            foreach (var first in group)
                foreach (var second in group) Add(first, second);
        var owners = Holders(prints, p => p.Attempt.Activity!.Values.Values);
        for (var typing = 0; typing < prints.Length; typing++)
            foreach (var value in prints[typing].Foreign)
                if (rarity.IsRareForeign(value) && owners.TryGetValue(value, out var drawn))
                    foreach (var owner in drawn) Add(typing, owner);
        return pairs;

        void Add(int one, int other)
        {
            if (prints[one].Attempt.Student != prints[other].Attempt.Student) pairs.Add((Math.Min(one, other), Math.Max(one, other)));
        }
    }

    private static Dictionary<string, List<int>> Holders(ImmutableArray<Fingerprint> prints, Func<Fingerprint, IEnumerable<string>> marks) =>
        Enumerable.Range(0, prints.Length).SelectMany(i => marks(prints[i]).Distinct(StringComparer.Ordinal).Select(mark => (mark, i)))
            .GroupBy(m => m.mark, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(m => m.i).ToList(), StringComparer.Ordinal);

    private static IEnumerable<string> Marks(Fingerprint print, Rarity rarity)
    {
        foreach (var word in print.Words) if (rarity.IsRare(word)) yield return "word " + word;
        foreach (var shingle in print.Shingles) if (rarity.IsRareShingle(shingle)) yield return "lines " + shingle;
        if (print.Timing is { } timing) yield return "timing " + timing;
        yield return "file " + print.Attempt.Id;
    }
}
