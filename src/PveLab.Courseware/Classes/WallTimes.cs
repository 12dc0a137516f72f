using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes;

/// <summary>
/// The times of day that a journal notes beside its inputs. They are metadata: anybody can write there what they like, so they are told to the
/// teacher and never judged.
/// </summary>
/// <param name="Began">Of the first line.</param>
/// <param name="Inputs">Of each input, null where none stands.</param>
public sealed record WallTimes(DateTimeOffset? Began, ImmutableArray<DateTimeOffset?> Inputs)
{
    private const int FastLines = 10;
    private static readonly TimeSpan FastGap = TimeSpan.FromMilliseconds(50);

    /// <summary>The last time noted.</summary>
    public DateTimeOffset? Ended => Inputs.LastOrDefault(t => t is not null) ?? Began;

    /// <summary>How long it took by the clock on the wall; null when that is not known, or cannot be.</summary>
    public TimeSpan? Length => Began is { } began && Ended is { } ended && ended >= began ? ended - began : null;

    /// <summary>The times of a journal, of what was taken back too.</summary>
    public static WallTimes Of(Journal journal) => new(journal.Began, [.. journal.History.Select(l => l.Wall)]);

    /// <summary>What is odd about them.</summary>
    public IEnumerable<LocalText> Remarks()
    {
        var noted = Inputs.Prepend(Began).ToList();
        var back = Enumerable.Range(1, Math.Max(0, noted.Count - 1)).Where(i => noted[i] < noted[i - 1]).Select(i => (int?)i).FirstOrDefault();
        if (back is { } at)
            yield return Say($"入力 {at} の時刻がその前より戻っています", $"the time of day goes back at input {at}");
        if (Fast() is { } run)
            yield return Say($"入力 {run.From} から {run.Count} 個が人には無理な速さで続いています", $"{run.Count} inputs from {run.From} on follow each other faster than anybody types");
    }

    private (int From, int Count)? Fast()
    {
        var from = 0;
        for (var i = 1; i <= Inputs.Length; i++)
        {
            var fast = i < Inputs.Length && Inputs[i] - Inputs[i - 1] is { } gap && gap >= TimeSpan.Zero && gap < FastGap;
            if (fast) continue;
            if (i - from >= FastLines) return (from + 1, i - from);
            from = i;
        }
        return null;
    }

    private static LocalText Say(FormattableString ja, FormattableString en) => new() { Ja = FormattableString.Invariant(ja), En = FormattableString.Invariant(en) };
}
