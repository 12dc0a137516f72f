using System.Globalization;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Draws a table in a form: a line with its label, what is ticked and searched; the titles of its columns; its rows.</summary>
internal static class TableView
{
    /// <summary>Draws the rows that are in sight. Returns where the cursor stands: behind what is searched for.</summary>
    public static (int, int)? Draw(Canvas canvas, Area area, TableField field, Func<int, int?> rows, bool focused, Language language)
    {
        var widths = TableColumns.Widths(field.Columns, field.Rows, language);
        var cursor = rows(area.Top) is { } head ? Head(canvas, area with { Top = head, Height = 1 }, field, focused, language) : null;
        if (rows(area.Top + 1) is { } titles)
            canvas.Fill(area with { Top = titles, Height = 1 }, (field.Ticks ? "[±] " : "") + TableColumns.Line(field.Columns, widths, language), Ink.Title);
        var (shown, top) = (field.Matching, FieldView.TopOf(field, area.Height));
        for (var i = 2; i < area.Height; i++)
        {
            if (rows(area.Top + i) is not { } row) continue;
            var (line, at) = (area with { Top = row, Height = 1 }, top + i - 2);
            if (at < shown.Length) Row(canvas, line, field, shown[at], focused && at == field.At, TableColumns.Line(shown[at].Cells, widths, language));
            else canvas.Fill(line, i == 2 && shown.Length == 0 ? field.Empty.In(language) : "", Ink.Placeholder);
        }
        if (shown.Length > area.Height - 2) Bar(canvas, area, rows, top, shown.Length);
        return cursor;
    }

    private static void Row(Canvas canvas, Area line, TableField field, FormOption row, bool marked, string text)
    {
        var tick = !field.Ticks ? "" : field.Ticked.Contains(row.Value) ? "[x] " : "[ ] ";
        canvas.Fill(line, tick + text, marked ? Ink.Selection : !field.Enabled && field.Ticks ? Ink.FieldOff : Ink.Field);
    }

    private static (int, int)? Head(Canvas canvas, Area line, TableField field, bool focused, Language language)
    {
        var count = !field.Ticks ? "" : "  " + FormTexts.Selected(field.Ticked.Count).In(language);
        canvas.Put(line.Left, line.Top, field.Label.In(language) + count, Ink.Text, line.Left + line.Width);
        if (!field.Ticks || !(focused || field.Search.Text.Length > 0)) return null;
        var search = FormTexts.Search.In(language) + ": ";
        var width = Math.Min(16, Math.Max(0, line.Width / 3 - 8));
        var left = line.Left + line.Width - width - DisplayWidth.Of(search);
        canvas.Put(left, line.Top, search, Ink.Dim);
        left += DisplayWidth.Of(search);
        canvas.Fill(new Area(left, line.Top, width, 1), field.Search.Text, focused ? Ink.FieldFocused : Ink.Field);
        return focused ? (left + Math.Min(field.Search.CursorCells, Math.Max(0, width - 1)), line.Top) : null;
    }

    /// <summary>A bar along the right that tells how far a long table is scrolled.</summary>
    private static void Bar(Canvas canvas, Area area, Func<int, int?> rows, int top, int count)
    {
        var height = area.Height - 2;
        var at = height <= 1 ? 0 : top * (height - 1) / Math.Max(1, count - height);
        for (var i = 0; i < height; i++)
            if (rows(area.Top + 2 + i) is { } row) canvas.Put(area.Left + area.Width - 1, row, i == at ? "█" : "░", Ink.Dim);
        if (rows(area.Top + 1) is { } titles)
        {
            var shown = string.Create(CultureInfo.InvariantCulture, $"{top + 1}-{Math.Min(count, top + height)}/{count}");
            canvas.Put(area.Left + area.Width - shown.Length, titles, shown, Ink.Dim);
        }
    }
}
