using PveLab.Shell.Editing;

namespace PveLab.Tui.Drawing;

/// <summary>Text in one ink.</summary>
/// <param name="Text">No control characters.</param>
/// <param name="Ink">What it means.</param>
public readonly record struct Run(string Text, Ink Ink);

/// <summary>One row of the screen, built from left to right and never wider than it was made for.</summary>
/// <param name="width">Cells it has.</param>
public sealed class Row(int width)
{
    private readonly List<Run> runs = [];

    /// <summary>Cells it has.</summary>
    public int Width { get; } = width;

    /// <summary>Cells taken so far.</summary>
    public int Used { get; private set; }

    /// <summary>Its pieces from the left.</summary>
    public IReadOnlyList<Run> Runs => runs;

    /// <summary>Its text without inks.</summary>
    public string Text => string.Concat(runs.Select(r => r.Text));

    /// <summary>Adds text, clipped to what is left of the row.</summary>
    public Row Add(string text, Ink ink = Ink.Text)
    {
        var room = Width - Used;
        if (room <= 0 || text.Length == 0) return this;
        var columns = DisplayWidth.Of(text);
        if (columns > room)
        {
            text = DisplayWidth.Clip(text, room);
            columns = DisplayWidth.Of(text);
        }
        runs.Add(new Run(text, ink));
        Used += columns;
        return this;
    }

    /// <summary>Adds the pieces of another row.</summary>
    public Row Add(Row other)
    {
        foreach (var run in other.runs) Add(run.Text, run.Ink);
        return this;
    }

    /// <summary>Fills up to column <paramref name="column"/> (the whole row by default).</summary>
    public Row Fill(Ink ink = Ink.Text, int? column = null, char with = ' ')
    {
        var missing = Math.Min(column ?? Width, Width) - Used;
        return missing > 0 ? Add(new string(with, missing), ink) : this;
    }

    /// <summary>The pieces that a screen showing <paramref name="old"/> lacks.</summary>
    /// <returns>The first piece, the one after the last, and the column where the first begins; the same piece twice when there is none.</returns>
    public (int First, int End, int Column) Changes(Row? old)
    {
        if (old is null || old.Used != Used) return (0, runs.Count, 0);
        var (first, column) = (0, 0);
        var shorter = Math.Min(runs.Count, old.runs.Count);
        while (first < shorter && runs[first] == old.runs[first]) column += DisplayWidth.Of(runs[first++].Text);
        var last = 0;
        while (last < shorter - first && runs[^(last + 1)] == old.runs[^(last + 1)]) last++;
        return (first, runs.Count - last, column);
    }

    /// <summary>The row with every piece in one ink.</summary>
    public Row In(Ink ink)
    {
        var row = new Row(Width);
        foreach (var run in runs) row.Add(run.Text, ink);
        return row;
    }
}

/// <summary>A whole screen: what a view made of the model.</summary>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Cursor">Where the cursor stands (column, row), null when it is hidden.</param>
public sealed record Frame(IReadOnlyList<Row> Rows, (int Column, int Row)? Cursor)
{
    /// <summary>The screen as plain text, for tests and screen readers.</summary>
    public string Text => string.Join('\n', Rows.Select(r => r.Text.TrimEnd()));
}
