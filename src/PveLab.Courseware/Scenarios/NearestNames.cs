namespace PveLab.Courseware.Scenarios;

/// <summary>Helps somebody who mistyped a name.</summary>
public static class NearestNames
{
    private const int Shown = 3;
    private const int LongestCompared = 64;

    /// <summary>The known names nearest to <paramref name="name"/>, in order; names further away than half their length are not near.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known)
    {
        var near = known.Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(2, candidate.Name.Length / 2)).ToList();
        var best = near.Count > 0 ? near.Min(candidate => candidate.Distance) : 0;
        return [.. near.Where(candidate => candidate.Distance == best).Select(candidate => candidate.Name).Order(StringComparer.Ordinal).Take(Shown)];
    }

    /// <summary>
    /// The end of an error about an unknown name: <c>did you mean 'x' or 'y'?</c>, or all known names when none is near.
    /// </summary>
    public static string Advice(string name, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToList();
        var near = To(name, all);
        if (near.Count > 0) return $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        return all.Count == 0 ? "there are none" : $"known are {string.Join(", ", all)}";
    }

    /// <summary>Edits (insert, delete, replace, swap neighbours) that make one text the other; case does not count.</summary>
    public static int Distance(string left, string right)
    {
        var (a, b) = (Folded(left), Folded(right));
        int[] beforeLast = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last) = (last, row);
        }
        return last[b.Length];
    }

    private static string Folded(string text) => (text.Length > LongestCompared ? text[..LongestCompared] : text).ToUpperInvariant();
}
