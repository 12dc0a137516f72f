using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: how long the restore takes is known and noted: a note holds a time (<c>34 s</c>, <c>0:34</c>, <c>0m34.2s</c>, <c>34 秒</c>) that
/// matches what was measured, of the restore task or until the first login.
/// </summary>
public sealed partial record RestoreTimeMeasured : GuestCriterion
{
    /// <summary>Percent by which a noted time may be off; five seconds always may.</summary>
    public int Tolerance { get; init; } = 15;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var measures = Measures.Of(world, Guest);
        if (measures.RestoreTime is not { } restore) return NoRestore;
        TimeSpan[] measured = measures.RecoveryTime is { } recovery ? [restore, recovery] : [restore];
        foreach (var (where, text) in WrittenNotes.In(world))
            foreach (var noted in Times(text))
                if (Array.Exists(measured, m => Near(noted, m)))
                    return Finding.MetBy(Evidence.Seen(null,
                        Invariant($"{where} に {Seconds(noted)} 秒と記録されています（実測 {Seconds(restore)} 秒）"),
                        Invariant($"{where} notes {Seconds(noted)} s; {Seconds(restore)} s were measured")));
        return Finding.Missing(
            Invariant($"リストアにかかった時間（実測 {Seconds(restore)} 秒）がどこにも記録されていません"), Invariant($"the restore took {Seconds(restore)} s, which is noted nowhere"));
    }

    private bool Near(TimeSpan noted, TimeSpan measured) =>
        Math.Abs((noted - measured).TotalSeconds) <= Math.Max(5, measured.TotalSeconds * Tolerance / 100);

    private static IEnumerable<TimeSpan> Times(string text)
    {
        foreach (var match in InWords().Matches(text).Concat(AsClock().Matches(text)))
        {
            var seconds = Number(match, "h") * 3600 + Number(match, "m") * 60 + Number(match, "s");
            if (seconds > 0) yield return TimeSpan.FromSeconds(seconds);
        }
    }

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(
        @"(?<![\d.:])(?:(?<h>\d{1,3})\s*(?:hours?|h|時間)\s*)?(?:(?<m>\d{1,4})\s*(?:minutes?|min|m|分)\s*)?"
        + @"(?:(?<s>\d{1,6}(?:\.\d{1,3})?)\s*(?:seconds?|secs?|s|秒))?", RegexOptions.CultureInvariant)]
    private static partial Regex InWords();

    [GeneratedRegex(@"(?<![\d:-])(?:(?<h>\d{1,2}):)?(?<m>\d{1,2}):(?<s>\d{2})(?![\d:])", RegexOptions.CultureInvariant)]
    private static partial Regex AsClock();
}
