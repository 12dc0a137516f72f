using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>The open list of a drop-down field: where it lies over the form, and how wide its columns are.</summary>
/// <param name="Field">The field.</param>
/// <param name="Box">Its frame.</param>
/// <param name="List">The lines of the list inside it.</param>
/// <param name="Heads">Rows of column titles above them.</param>
/// <param name="Columns">Columns of cells of each column.</param>
internal sealed record FormPopup(ChoiceField Field, Area Box, Area List, int Heads, ImmutableArray<int> Columns)
{
    private const int Mark = 4, Gap = 2;

    /// <summary>The open list of a form, null when none is open.</summary>
    public static FormPopup? Of(FormModel form, FormLayout layout, FormScreen screen)
    {
        if (layout.Fields.FirstOrDefault(p => p.Field is ChoiceField { Open: true } && p.Field.Name == form.Focus) is not { } placed) return null;
        var field = (ChoiceField)placed.Field;
        var columns = Widths(field, screen.Language);
        var heads = field.Columns.IsEmpty ? 0 : 1;
        var inner = Math.Max(columns.Sum() + Gap * (columns.Length - 1) + (field.Many ? Mark : 0), placed.Input.Width - 2);
        var width = Math.Min(inner + 2, screen.Width - 2);
        var wanted = Math.Min(ChoiceField.MostRows, Math.Max(1, field.Matching.Length)) + heads + 2;
        var row = layout.Row(placed.Input.Top) ?? layout.Content.Top;
        var below = screen.Height - row - 1;
        var under = below >= wanted || below >= row;
        var height = Math.Max(3 + heads, Math.Min(wanted, under ? below : row));
        var left = Math.Clamp(placed.Input.Left, 0, Math.Max(0, screen.Width - width - 1));
        var box = new Area(left, under ? row + 1 : row - height, width, height);
        return new FormPopup(field, box, new Area(left + 1, box.Top + 1 + heads, width - 2, height - 2 - heads), heads, columns);
    }

    /// <summary>First option shown: the marked one is among those shown.</summary>
    public int Top => Math.Clamp(Field.Top, Math.Max(0, Field.At - List.Height + 1), Field.At);

    /// <summary>The option at a cell of the screen; -1 for none.</summary>
    public int OptionAt(int column, int row) => List.Contains(column, row) && row - List.Top + Top is var option && option < Field.Matching.Length ? option : -1;

    private static ImmutableArray<int> Widths(ChoiceField field, Language language) =>
        TableColumns.Widths(field.Columns, field.Options, language);
}

/// <summary>How wide the columns of a table are: as wide as the widest of their texts.</summary>
internal static class TableColumns
{
    private const int Widest = 48;

    public static ImmutableArray<int> Widths(ImmutableArray<Words> titles, ImmutableArray<FormOption> rows, Language language)
    {
        var count = Math.Max(1, Math.Max(titles.Length, rows.Select(r => r.Cells.Length).DefaultIfEmpty(0).Max()));
        return [.. Enumerable.Range(0, count).Select(i => Math.Min(Widest, Math.Max(
            i < titles.Length ? DisplayWidth.Of(titles[i].In(language)) : 0,
            rows.Select(r => i < r.Cells.Length ? DisplayWidth.Of(r.Cells[i].In(language)) : 0).DefaultIfEmpty(0).Max())))];
    }

    /// <summary>The cells of a row side by side, each as wide as its column; the last one as long as it is.</summary>
    public static string Line(IReadOnlyList<Words> cells, ImmutableArray<int> widths, Language language) => string.Join("  ", widths.Select((width, i) =>
    {
        var text = i < cells.Count ? cells[i].In(language) : "";
        return i == widths.Length - 1 ? text : DisplayWidth.PadRight(DisplayWidth.Clip(text, width), width);
    }));
}
