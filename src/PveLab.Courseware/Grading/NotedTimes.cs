using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Finds times in what a learner wrote: <c>34 s</c>, <c>0:34</c>, <c>0m34.2s</c>, <c>1 時間 5 分</c>. With colons only what has seconds
/// and one digit of hours, or 0 minutes, is one (<c>1:20:05</c>): <c>9:10</c> and <c>09:10:00</c> tell when, not how long. A time that stands with RTO or RPO counts for that only.
/// </summary>
public static partial class NotedTimes
{
    /// <summary>The first noted time that is near one of the measured ones, with where it stands; null when none is.</summary>
    /// <param name="world">What happened.</param>
    /// <param name="tolerance">Percent by which it may be off.</param>
    /// <param name="least">What it may be off in any case.</param>
    /// <param name="what">What it tells; null for either.</param>
    /// <param name="measured">The right times.</param>
    public static (string Where, TimeSpan Time)? Near(Observed world, int tolerance, TimeSpan least, Objective? what, params ReadOnlySpan<TimeSpan> measured)
    {
        foreach (var (where, text) in WrittenNotes.In(world))
            foreach (var noted in text.Split('\n').SelectMany(In).Where(n => what is null || n.Of is null || n.Of == what).Select(n => n.Time))
                foreach (var right in measured)
                    if ((noted - right).Duration() <= (right * tolerance / 100 is var part && part > least ? part : least)) return (where, noted);
        return null;
    }

    /// <summary>
    /// The times on a line, with what they are said to be: names and times stand in turns (<c>RTO 2 min, RPO 7 min</c>, <c>2 min RTO</c>), or several names
    /// before as many times (<c>RTO/RPO: 2 min / 7 min</c>).
    /// </summary>
    public static IEnumerable<(TimeSpan Time, Objective? Of)> In(string line)
    {
        var names = Names().Matches(line).Select(m => (m.Index, Name: (Objective?)(m.Groups["rto"].Success ? Objective.Rto : Objective.Rpo), Time: default(TimeSpan?)));
        var times = InWords().Matches(line).Concat(AsClock().Matches(line)).Select(m => (m.Index, Name: default(Objective?), Time: (TimeSpan?)TimeOf(m))).Where(t => t.Time > TimeSpan.Zero);
        var words = names.Concat(times).OrderBy(w => w.Index).ToList();
        // A line that ends with a time names before it tells, and what it tells before the first name is of something else.
        var namesFirst = words is [{ Name: not null }, ..] or [.., { Time: not null }];
        while (words.Count > 0)
        {
            var (first, second) = (Run(words, namesFirst), Run(words, !namesFirst));
            var (named, timed) = namesFirst ? (first, second) : (second, first);
            for (var i = 0; i < timed.Count; i++)
                yield return (timed[i].Time!.Value, named.Count == 1 ? named[0].Name : named.Count == timed.Count ? named[i].Name : null);
        }
    }

    /// <summary>Takes names, or times, from the front.</summary>
    private static List<(int Index, Objective? Name, TimeSpan? Time)> Run(List<(int Index, Objective? Name, TimeSpan? Time)> words, bool names)
    {
        var run = words.TakeWhile(w => w.Name is not null == names).ToList();
        words.RemoveRange(0, run.Count);
        return run;
    }

    private static TimeSpan TimeOf(Match match) => TimeSpan.FromSeconds(Number(match, "h") * 3600 + Number(match, "m") * 60 + Number(match, "s"));

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"(?<rto>\bRTO\b|復旧時間)|(?<rpo>\bRPO\b|復旧時点)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    [GeneratedRegex(
        @"(?<![\d.:])(?:(?<h>\d{1,3})\s*(?:hours?|h|時間)\s*)?(?:(?<m>\d{1,4})\s*(?:minutes?|min|m|分)\s*)?"
        + @"(?:(?<s>\d{1,6}(?:\.\d{1,3})?)\s*(?:seconds?|secs?|s|秒))?", RegexOptions.CultureInvariant)]
    private static partial Regex InWords();

    [GeneratedRegex(@"(?<![\d:-])(?:(?<h>\d|00):(?<m>\d{2})|(?<m>00?)):(?<s>\d{2})(?![\d:])", RegexOptions.CultureInvariant)]
    private static partial Regex AsClock();
}
