using System.Globalization;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>A file inside a guest.</summary>
/// <param name="Text">Its text; for a row file the rows are computed.</param>
/// <param name="Written">When it was last written.</param>
public sealed record GuestFile(string Text, Instant Written)
{
    /// <summary>Rows that a workload appended after <see cref="Text"/>, kept as numbers so that a year of them costs nothing.</summary>
    public RowRun? Rows { get; init; }

    /// <summary>Text that somebody appended by hand after rows had been written; shown last.</summary>
    public string Trailer { get; init; } = "";

    /// <summary>Size in bytes.</summary>
    public long Size => System.Text.Encoding.UTF8.GetByteCount(Text) + (Rows?.Bytes ?? 0) + System.Text.Encoding.UTF8.GetByteCount(Trailer);

    /// <summary>Its lines from the first on, made one at a time.</summary>
    public IEnumerable<string> Lines(Zone zone)
    {
        foreach (var line in LinesOf(Text)) yield return line;
        var runs = new Stack<RowRun>();
        for (var run = Rows; run is not null; run = run.Earlier) runs.Push(run);
        foreach (var run in runs)
            for (var number = run.FirstNumber; number <= run.Count; number++) yield return run.Row(number, zone);
        foreach (var line in LinesOf(Trailer)) yield return line;
    }

    /// <summary>Its last lines; costs no more than what it answers.</summary>
    public IReadOnlyList<string> Tail(int count, Zone zone)
    {
        var tail = new List<string>();
        AddFromEnd(LinesOf(Trailer));
        for (var run = Rows; run is not null && tail.Count < count; run = run.Earlier)
            for (var number = run.Count; number >= run.FirstNumber && tail.Count < count; number--) tail.Add(run.Row(number, zone));
        AddFromEnd(LinesOf(Text));
        tail.Reverse();
        return tail;

        void AddFromEnd(string[] lines)
        {
            for (var i = lines.Length - 1; i >= 0 && tail.Count < count; i--) tail.Add(lines[i]);
        }
    }

    /// <summary>How many lines it has.</summary>
    public long LineCount => LinesOf(Text).Length + (Rows?.Count ?? 0) + LinesOf(Trailer).Length;

    /// <summary>This file with text appended, as of <paramref name="now"/>.</summary>
    public GuestFile Append(string text, Instant now) => Rows is null
        ? this with { Text = Text + text, Written = now }
        : this with { Trailer = Trailer + text, Written = now };

    private static string[] LinesOf(string text) =>
        text.Length == 0 ? [] : text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
}

/// <summary>Rows appended at a steady pace, numbered from 1; a pause of the writer begins a new run.</summary>
/// <param name="Count">Number of the newest row: how many there are, earlier runs included.</param>
/// <param name="Last">When the newest was written.</param>
public sealed record RowRun(long Count, Instant Last)
{
    /// <summary>Runs kept apart; older ones are joined to the oldest kept, so that memory stays bounded.</summary>
    private const int MaxRuns = 128;

    private const int RowOverhead = 25;

    /// <summary>The pace of this run.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What was written before the writer last paused.</summary>
    public RowRun? Earlier { get; init; }

    /// <summary>Number of the first row of this run.</summary>
    public long FirstNumber => (Earlier?.Count ?? 0) + 1;

    /// <summary>When row <paramref name="number"/> of this run was written.</summary>
    public Instant At(long number) => Last - TimeSpan.FromTicks(Every.Ticks * (Count - number));

    /// <summary>When the newest row that was there at <paramref name="moment"/> was written; the epoch when there was none.</summary>
    public Instant NewestUntil(Instant moment)
    {
        for (var run = this; run is not null; run = run.Earlier)
        {
            var later = run.Last <= moment ? 0 : ((run.Last - moment).Ticks + run.Every.Ticks - 1) / run.Every.Ticks;
            if (run.Count - later >= run.FirstNumber) return run.At(run.Count - later);
        }
        return new Instant(0);
    }

    /// <summary>The text of row <paramref name="number"/> of this run.</summary>
    public string Row(long number, Zone zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{zone.Stamp(At(number).UnixSeconds)} row {number}");

    /// <summary>Bytes that all rows take as text.</summary>
    internal long Bytes
    {
        get
        {
            var bytes = Count * RowOverhead;
            for (long from = 1, digits = 1; from <= Count; from *= 10, digits++)
                bytes += digits * (Math.Min(Count, from * 10 - 1) - from + 1);
            return bytes;
        }
    }

    /// <summary>These rows and <paramref name="more"/> newer ones, the newest written at <paramref name="last"/>.</summary>
    internal static RowRun Append(RowRun? rows, long more, Instant last, TimeSpan every)
    {
        if (rows is null) return new RowRun(more, last) { Every = every };
        var continues = rows.Every == every && rows.Last + TimeSpan.FromTicks(every.Ticks * more) == last;
        return continues
            ? rows with { Count = rows.Count + more, Last = last }
            : new RowRun(rows.Count + more, last) { Every = every, Earlier = Shorten(rows, MaxRuns) };
    }

    private static RowRun Shorten(RowRun rows, int keep)
    {
        var depth = 0;
        for (var run = rows; run is not null; run = run.Earlier) depth++;
        return depth < keep ? rows : Forget(rows);
    }

    private static RowRun Forget(RowRun rows) =>
        rows.Earlier is null ? rows : rows with { Earlier = rows.Earlier.Earlier is null ? null : Forget(rows.Earlier) };
}
