using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>How keys and mouse move a table.</summary>
internal static class TableMoves
{
    /// <summary>Where a key moves it; null for a key that does not.</summary>
    public static TableState? Move(TableDrawing table, string key)
    {
        var page = Math.Max(1, table.Height - 1);
        return key switch
        {
            "CursorUp" => To(table, table.Chosen - 1),
            "CursorDown" => To(table, table.Chosen + 1),
            "PageUp" => To(table, table.Chosen - page),
            "PageDown" or " " => To(table, table.Chosen + page),
            "Home" => To(table, 0),
            "End" => To(table, table.Rows.Count - 1),
            "CursorLeft" => table.State with { Left = Math.Max(0, table.Left - 1) },
            "CursorRight" when table.Fits => table.State,
            "CursorRight" => table.State with { Left = Math.Min(table.Columns.Count - 1, table.Left + 1) },
            _ => null,
        };
    }

    /// <summary>With the row at an index chosen.</summary>
    public static TableState To(TableDrawing table, int index)
    {
        index = Math.Clamp(index, 0, Math.Max(0, table.Rows.Count - 1));
        var top = Math.Clamp(table.Top, Math.Max(0, index - table.Height + 1), index);
        return table.State with { Index = index, Top = top, Key = table.Rows.At(index) is { } row ? Cells.Text(row, table.Key) : null };
    }

    /// <summary>Scrolled by lines; the chosen row stays in sight.</summary>
    public static TableState Scrolled(TableDrawing table, int lines)
    {
        var top = Math.Clamp(table.Top + lines, 0, Math.Max(0, table.Rows.Count - table.Height));
        return To(table, Math.Clamp(table.Chosen, top, top + Math.Max(0, table.Height - 1))) with { Top = top };
    }

    /// <summary>Ordered by a column; by the same one again, turned round.</summary>
    public static TableState Ordered(TableDrawing table, int column, Page page)
    {
        if (column < 0 || column >= table.Columns.Count || page.IsDetail || page.IsWindow) return table.State;
        return table.State with { Order = column, Descending = table.State.Order == column && !table.State.Descending };
    }
}
