using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes.Copies;

/// <summary>Looks at two attempts closely.</summary>
internal static class Comparison
{
    /// <summary>Lines with rare words of their own that must be shared, and how many such words altogether.</summary>
    private const int RareLines = 3;
    private const int RareWords = 6;

    /// <summary>Own lines in the same order that must be shared when no word in them is rare, and the share of the shorter attempt they make up.</summary>
    private const int SameLines = 15;
    private const int SamePercent = 80;
    private const int RareShingles = 5;

    private const int TellingValue = 5;
    private const int LinesShown = 40;

    /// <summary>What shows that one was copied from the other; null when nothing does.</summary>
    public static CopyFinding? Of(Fingerprint one, Fingerprint other, Rarity rarity)
    {
        var (first, second) = Later(one, other) ? (other, one) : (one, other);
        var common = Common(first.Own, second.Own).Select(pair => new CopiedLine(pair.First.Line, pair.Second.Line, [.. pair.First.Words.Where(rarity.IsRare)])).ToList();
        var shorter = Math.Min(first.Own.Length, second.Own.Length);
        var alike = shorter == 0 ? 0 : common.Count * 100 / shorter;
        ImmutableArray<LocalText> reasons =
            [.. Files(first, second), .. Words(common), .. Order(first, second, common.Count, alike, rarity), .. Values(first, second, rarity), .. Values(second, first, rarity)];
        if (reasons.IsEmpty) return null;
        var lines = common.OrderByDescending(l => l.Own.Length).ThenBy(l => l.First.Number).Take(LinesShown).OrderBy(l => l.First.Number).ThenBy(l => l.Second.Number);
        return new CopyFinding(first.Attempt, second.Attempt, reasons, [.. lines], alike);
    }

    private static bool Later(Fingerprint one, Fingerprint other) => one.Attempt.Activity!.Wall.Began > other.Attempt.Activity!.Wall.Began;

    private static IEnumerable<LocalText> Files(Fingerprint first, Fingerprint second)
    {
        if (first.Attempt.Id == second.Attempt.Id) yield return Say("同じファイルです", "it is the same file");
        else if (first.Timing is { } timing && timing == second.Timing)
            yield return Say("最初の入力の間隔がミリ秒まで同じです", "the pauses between the first inputs are the same to the millisecond");
    }

    private static IEnumerable<LocalText> Words(List<CopiedLine> common)
    {
        var own = common.Where(l => l.Own.Length > 0).ToList();
        var words = own.SelectMany(l => l.Own).Distinct(StringComparer.Ordinal).ToList();
        if (own.Count < RareLines || words.Count < RareWords) yield break;
        var examples = string.Join(", ", words.Take(5));
        yield return Say(
            $"教材にも、ほかの受講者にもほとんど出てこない言葉を含む {own.Count} 行が、同じ順に同じです（{examples}）",
            $"{own.Count} lines with words that neither the course nor hardly anybody else uses are the same, in the same order ({examples})");
    }

    private static IEnumerable<LocalText> Order(Fingerprint first, Fingerprint second, int common, int alike, Rarity rarity)
    {
        if (common < SameLines || alike < SamePercent) yield break;
        if (first.Shingles.Count(s => second.Shingles.Contains(s) && rarity.IsRareShingle(s)) < RareShingles) yield break;
        yield return Say(
            $"教材にない {common} 行が同じ順に並び、短いほうの {alike}% を占めます",
            $"{common} lines that the course does not say stand in the same order, {alike}% of the shorter attempt");
    }

    /// <summary>Values that the variant of <paramref name="from"/> drew, typed where another variant was played.</summary>
    private static IEnumerable<LocalText> Values(Fingerprint by, Fingerprint from, Rarity rarity)
    {
        var typed = from.Attempt.Activity!.Values.Values.Where(by.Foreign.Contains).Where(rarity.IsRareForeign).Distinct(StringComparer.Ordinal).ToList();
        var telling = typed.Exists(v => v.Length >= TellingValue && v.Any(char.IsLetter) && v.Any(char.IsDigit));
        if (typed.Count < 2 && !telling) yield break;
        var (who, whose, values) = (by.Attempt.Student, from.Attempt.Student, string.Join(", ", typed));
        yield return Say($"{who} が、{whose} の問題だけに出る値（{values}）を入力しています", $"{who} typed values that only {whose}'s variant has ({values})");
    }

    /// <summary>The longest common subsequence of two attempts' own lines, by their keys.</summary>
    private static List<(OwnLine First, OwnLine Second)> Common(ImmutableArray<OwnLine> first, ImmutableArray<OwnLine> second)
    {
        var longest = new int[first.Length + 1, second.Length + 1];
        for (var i = first.Length - 1; i >= 0; i--)
            for (var j = second.Length - 1; j >= 0; j--)
                longest[i, j] = first[i].Key == second[j].Key ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var common = new List<(OwnLine, OwnLine)>();
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            if (first[i].Key == second[j].Key) common.Add((first[i++], second[j++]));
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        }
        return common;
    }

    private static LocalText Say(FormattableString ja, FormattableString en) => new() { Ja = FormattableString.Invariant(ja), En = FormattableString.Invariant(en) };

    private static LocalText Say(string ja, string en) => new() { Ja = ja, En = en };
}
