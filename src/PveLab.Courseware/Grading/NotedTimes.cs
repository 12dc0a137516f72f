using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Grading;

/// <summary>Finds times in what a learner wrote: <c>34 s</c>, <c>0:34</c>, <c>0m34.2s</c>, <c>1 時間 5 分</c>.</summary>
internal static partial class NotedTimes
{
    /// <summary>The first noted time that is near one of the measured ones, with where it stands; null when none is.</summary>
    /// <param name="world">What happened.</param>
    /// <param name="tolerance">Percent by which it may be off.</param>
    /// <param name="least">What it may be off in any case.</param>
    /// <param name="measured">The right times.</param>
    public static (string Where, TimeSpan Time)? Near(Observed world, int tolerance, TimeSpan least, params ReadOnlySpan<TimeSpan> measured)
    {
        foreach (var (where, text) in WrittenNotes.In(world))
            foreach (var noted in In(text))
                foreach (var right in measured)
                    if ((noted - right).Duration() <= (right * tolerance / 100 is var part && part > least ? part : least)) return (where, noted);
        return null;
    }

    private static IEnumerable<TimeSpan> In(string text)
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
