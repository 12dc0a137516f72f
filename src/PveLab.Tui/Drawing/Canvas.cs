using System.Text;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Drawing;

/// <summary>
/// A screen that can be drawn on anywhere: what lies below stays where nothing is put, and a wide character that is half covered becomes a
/// space. Used for what lies over the panes; the panes themselves are built as rows from left to right.
/// </summary>
public sealed class Canvas
{
    /// <summary>The second half of a wide character.</summary>
    private const string Covered = "";

    private readonly (string Grapheme, Ink Ink)[,] cells;

    /// <summary>A canvas with a screen on it.</summary>
    /// <param name="below">The screen; every row as wide as the first.</param>
    public Canvas(IReadOnlyList<Row> below)
    {
        Height = below.Count;
        Width = below.Count == 0 ? 0 : below[0].Width;
        cells = new (string, Ink)[Height, Width];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) cells[y, x] = (" ", Ink.Text);
            var column = 0;
            foreach (var run in below[y].Runs) column += Put(column, y, run.Text, run.Ink);
        }
    }

    /// <summary>Columns it has.</summary>
    public int Width { get; }

    /// <summary>Rows it has.</summary>
    public int Height { get; }

    /// <summary>Puts text at a place; what lies outside the canvas, or right of <paramref name="end"/>, is left out. Returns the columns taken.</summary>
    public int Put(int column, int row, string text, Ink ink, int end = int.MaxValue)
    {
        if (row < 0 || row >= Height) return 0;
        var x = column;
        end = Math.Min(end, Width);
        foreach (var grapheme in DisplayWidth.Graphemes(text))
        {
            var wide = DisplayWidth.OfGrapheme(grapheme);
            if (x + wide > end) break;
            if (x >= 0 && wide > 0) Set(x, row, grapheme, wide, ink);
            x += wide;
        }
        return x - column;
    }

    /// <summary>Puts text at a place and blanks up to the end of an area.</summary>
    public void Fill(Area area, string text, Ink ink)
    {
        var taken = Put(area.Left, area.Top, text, ink, area.Left + area.Width);
        for (var x = area.Left + taken; x < area.Left + area.Width; x++) Put(x, area.Top, " ", ink);
    }

    /// <summary>Blanks an area.</summary>
    public void Clear(Area area, Ink ink)
    {
        for (var y = area.Top; y < area.Top + area.Height; y++) Fill(area with { Top = y, Height = 1 }, "", ink);
    }

    /// <summary>Gives what stands in an area another ink.</summary>
    public void Tint(Area area, Ink ink)
    {
        for (var y = Math.Max(0, area.Top); y < Math.Min(Height, area.Top + area.Height); y++)
            for (var x = Math.Max(0, area.Left); x < Math.Min(Width, area.Left + area.Width); x++) cells[y, x].Ink = ink;
    }

    /// <summary>The rows, neighbours of one ink joined.</summary>
    public IReadOnlyList<Row> Rows() => [.. Enumerable.Range(0, Height).Select(RowAt)];

    private void Set(int x, int y, string grapheme, int wide, Ink ink)
    {
        if (cells[y, x].Grapheme == Covered && x > 0) cells[y, x - 1].Grapheme = " ";
        var after = x + wide;
        if (after < Width && cells[y, after].Grapheme == Covered) cells[y, after].Grapheme = " ";
        cells[y, x] = (grapheme, ink);
        if (wide == 2) cells[y, x + 1] = (Covered, ink);
    }

    private Row RowAt(int y)
    {
        var row = new Row(Width);
        var text = new StringBuilder();
        for (var x = 0; x < Width; x++)
        {
            // The two halves of a wide character are one: its first half says how it looks.
            if (cells[y, x].Grapheme == Covered) continue;
            if (x > 0 && text.Length > 0 && cells[y, x].Ink != InkBefore(y, x)) Flush(row, text, InkBefore(y, x));
            text.Append(cells[y, x].Grapheme);
        }
        if (Width > 0) Flush(row, text, InkBefore(y, Width));
        return row;
    }

    private Ink InkBefore(int y, int x) => cells[y, x - 1].Grapheme == Covered && x > 1 ? cells[y, x - 2].Ink : cells[y, x - 1].Ink;

    private static void Flush(Row row, StringBuilder text, Ink ink)
    {
        row.Add(text.ToString(), ink);
        text.Clear();
    }
}
