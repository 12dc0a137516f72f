using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>What an attempt can be recognised by.</summary>
internal sealed class Fingerprint
{
    /// <summary>So many gaps between inputs, each to the millisecond, are nobody's but one's own.</summary>
    private const int Gaps = 8;
    private const int MostLines = 600;
    private const int Shingle = 3;
    private const int ShortestValue = 3;

    public Fingerprint(GradedAttempt attempt, Taught taught)
    {
        Attempt = attempt;
        var values = attempt.Activity!.Values;
        var keys = new LineKeys(values);
        Own = [.. attempt.Activity.Lines.Take(MostLines).Select(l => new OwnLine(l, keys.Of(l.Text)))
            .Where(l => l.Key.Length > 1 && !taught.Says(l.Key)).Select(l => l with { Words = [.. LineKeys.Words(l.Key).Where(w => !taught.Knows(w)).Distinct(StringComparer.Ordinal)] })];
        Words = [.. Own.SelectMany(l => l.Words)];
        Shingles = [.. Enumerable.Range(0, Math.Max(0, Own.Length - Shingle + 1)).Select(i => string.Join('\n', Own.Skip(i).Take(Shingle).Select(l => l.Key)))];
        var drawn = values.Values.ToHashSet(StringComparer.Ordinal);
        Foreign = [.. attempt.Activity.Lines.Take(MostLines).SelectMany(l => LineKeys.Tokens(l.Text)).Where(t => t.Length >= ShortestValue && !drawn.Contains(t))];
        Timing = TimingOf(attempt.Activity.Wall);
    }

    /// <summary>The attempt.</summary>
    public GradedAttempt Attempt { get; }

    /// <summary>Its lines that the course does not say.</summary>
    public ImmutableArray<OwnLine> Own { get; }

    /// <summary>Its words that the course does not use.</summary>
    public ImmutableHashSet<string> Words { get; }

    /// <summary>Every three of its own lines that follow each other.</summary>
    public ImmutableHashSet<string> Shingles { get; }

    /// <summary>What it typed that could be the value of somebody else's variant.</summary>
    public ImmutableHashSet<string> Foreign { get; }

    /// <summary>The rhythm of its first inputs; null when too few are noted.</summary>
    public string? Timing { get; }

    private static string? TimingOf(WallTimes wall)
    {
        var times = wall.Inputs.Prepend(wall.Began).Take(Gaps + 1).ToList();
        if (times.Count <= Gaps || times.Contains(null)) return null;
        var gaps = Enumerable.Range(1, Gaps).Select(i => (long)(times[i]!.Value - times[i - 1]!.Value).TotalMilliseconds).ToList();
        // Somebody who notes whole seconds, or nothing at all, has no rhythm.
        return gaps.Distinct().Count() > Gaps / 2 && gaps.Exists(g => g % 1000 != 0) ? string.Join(' ', gaps.Select(g => g.ToString(CultureInfo.InvariantCulture))) : null;
    }
}

/// <summary>A line that the course does not say.</summary>
/// <param name="Line">The line.</param>
/// <param name="Key">Its key.</param>
internal sealed record OwnLine(TypedLine Line, string Key)
{
    /// <summary>Words in it that the course does not use.</summary>
    public ImmutableArray<string> Words { get; init; } = [];
}
