using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Pages;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>
/// Draws a table: of however many rows there are only those in sight are rendered. Columns are as wide as what is in sight; those that find no
/// room are reached by moving to the side.
/// </summary>
/// <param name="Columns">All columns.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Key">The field that tells rows apart.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Area">Where it is drawn, heading included.</param>
/// <param name="HasHeading">Whether it has a heading.</param>
/// <param name="Cells">Language, zone and time.</param>
public sealed record TableDrawing(
    IReadOnlyList<Column> Columns, TableRows Rows, string Key, TableState State, Area Area, bool HasHeading, CellContext Cells)
{
    /// <summary>Rows in sight.</summary>
    public int Height => Math.Max(0, Area.Height - (HasHeading ? 1 : 0));

    /// <summary>The chosen row among all.</summary>
    public int Chosen { get; } = ManagerModel.ChosenIndex(Rows, Key, State);

    /// <summary>The first row in sight: the chosen one is always seen.</summary>
    public int Top => Math.Clamp(State.Top, Math.Max(0, Chosen - Height + 1), Math.Max(0, Math.Min(Chosen, Rows.Count - 1)));

    /// <summary>The first column in sight.</summary>
    public int Left => Math.Clamp(State.Left, 0, Math.Max(0, Columns.Count - 1));

    /// <summary>The table of the page that shows.</summary>
    public static TableDrawing OfPage(ManagerModel model, Area area) =>
        new(model.Page.Columns, model.Rows, model.Page.Key, model.Table, area, !model.Page.IsDetail, model.Cells);

    /// <summary>The list along the bottom.</summary>
    public static TableDrawing OfLog(ManagerModel model, Area area) => model.ShowsClusterLog
        ? new(LogColumns.ClusterLog, model.ClusterLog, "id", model.Log, area, true, model.Cells)
        : new(LogColumns.Tasks, model.Tasks, "upid", model.Log, area, true, model.Cells);

    /// <summary>Exactly as many rows as the area has.</summary>
    public IEnumerable<Row> Draw(bool focused, string empty)
    {
        var cells = InSight();
        var places = Places(cells);
        if (HasHeading && Area.Height > 0) yield return Heading(places);
        for (var i = 0; i < Height; i++)
        {
            var row = new Row(Area.Width);
            if (Rows.Count == 0 && i == 0) row.Add(" " + empty, Ink.Dim);
            else if (Top + i < Rows.Count) Line(row, cells[i], places, Top + i == Chosen ? focused ? Ink.Selection : Ink.KeyText : null);
            yield return row.Fill();
        }
    }

    /// <summary>The column whose heading is at a column of the screen, -1 for none.</summary>
    public int ColumnAt(int column)
    {
        foreach (var (index, left, width) in Places(InSight()))
            if (column - Area.Left >= left && column - Area.Left < left + width) return index;
        return -1;
    }

    /// <summary>Whether all that its rows say from the first column in sight on has room.</summary>
    public bool Fits => InSight() is var cells && Enumerable.Range(Left, Columns.Count - Left).Sum(c => Natural(cells, c)) <= Area.Width;

    /// <summary>The cells in sight; a row that is not read yet has none.</summary>
    private List<Cell[]?> InSight() => [.. Enumerable.Range(Top, Math.Min(Height, Math.Max(0, Rows.Count - Top)))
        .Select(i => Rows.At(i) is { } row ? Columns.Select(c => c.Render(row, c.Field, Cells)).ToArray() : null)];

    /// <summary>The columns in sight with where they begin and how wide they are; the last one takes what is left.</summary>
    private List<(int Index, int Left, int Width)> Places(List<Cell[]?> cells)
    {
        var places = new List<(int, int, int)>();
        var at = 0;
        foreach (var (c, natural) in Wanted(cells))
        {
            var width = natural;
            if (at + Math.Min(width, 8) > Area.Width && places.Count > 0) break;
            width = Math.Min(width, Area.Width - at);
            places.Add((c, at, width));
            at += width;
        }
        if (places is [.., var (index, left, _)]) places[^1] = (index, left, Area.Width - left);
        return places;
    }

    /// <summary>The columns from the first in sight on; without those that can best be spared when not all have room.</summary>
    private List<(int Index, int Width)> Wanted(List<Cell[]?> cells)
    {
        var wanted = Enumerable.Range(Left, Columns.Count - Left).Select(c => (Index: c, Width: Natural(cells, c))).ToList();
        while (Left == 0 && wanted.Sum(w => w.Width) > Area.Width && wanted.MaxBy(w => Columns[w.Index].Spare) is var most && Columns[most.Index].Spare > 0)
            wanted.Remove(most);
        return wanted;
    }

    private int Natural(List<Cell[]?> cells, int column)
    {
        var widest = HasHeading ? HeadingWidth(column) : 0;
        foreach (var row in cells)
            if (row is not null) widest = Math.Max(widest, LabView.Columns(row[column].Text));
        return Math.Min(widest, Columns[column].Most) + 2;
    }

    /// <summary>A heading has room for the mark of the order.</summary>
    private int HeadingWidth(int column) => LabView.Columns(Label(column)) + (State.Order == column ? 2 : 0);

    private string Label(int column) => Labels.In(Cells.Language, Columns[column].Label);

    private Row Heading(List<(int Index, int Left, int Width)> places)
    {
        var row = new Row(Area.Width);
        foreach (var (index, left, width) in places)
        {
            var mark = State.Order != index ? "" : State.Descending ? " ▼" : " ▲";
            row.Fill(Ink.KeyText, left).Add(" " + LabView.Shortened(Label(index), width - 1 - mark.Length), Ink.KeyText).Add(mark, Ink.Key);
        }
        var more = places.Count < Columns.Count - Left;
        return more ? row.Fill(Ink.KeyText, Area.Width - 1).Add("›", Ink.Key) : row.Fill(Ink.KeyText);
    }

    private static void Line(Row row, Cell[]? cells, List<(int Index, int Left, int Width)> places, Ink? chosen)
    {
        if (cells is null)
        {
            row.Add(" …", Ink.Dim);
            return;
        }
        foreach (var (index, left, width) in places)
        {
            var (text, ink) = (cells[index].Text, chosen ?? cells[index].Ink);
            row.Fill(chosen ?? Ink.Text, left).Add(" " + LabView.Shortened(text, width - 1), ink);
        }
        if (chosen is { } all) row.Fill(all);
    }
}

/// <summary>The columns of the lists along the bottom (pve-manager: www/manager6/dc/Tasks.js, www/manager6/dc/Log.js).</summary>
internal static class LogColumns
{
    public static IReadOnlyList<Column> Tasks { get; } =
    [
        new("Start Time", "starttime") { Render = Manager.Cells.TaskTime }, new("End Time", "endtime") { Render = Manager.Cells.TaskTime, Spare = 2 },
        new("Node", "node") { Spare = 1 }, new("User name", "user") { Spare = 3 }, new("Description", "upid") { Render = TaskCells.Description },
        new("Status", "status", 80) { Render = TaskCells.Status },
    ];

    public static IReadOnlyList<Column> ClusterLog { get; } =
    [
        new("Time", "time") { Render = Manager.Cells.TaskTime }, new("Node", "node") { Spare = 1 }, new("Service", "tag") { Spare = 3 }, new("PID", "pid") { Spare = 5 },
        new("User name", "user") { Spare = 2 }, new("Severity", "pri") { Render = Manager.Cells.Severity, Spare = 4 },
        new("Message", "msg") { Render = Manager.Cells.LogMessage },
    ];
}
