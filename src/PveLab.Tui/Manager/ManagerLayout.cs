using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Pages;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>Where the manager's parts are within its pane. Where tree and content have no room beside each other, the one with the keys has it all.</summary>
/// <param name="Tree">The tree; empty when it is hidden.</param>
/// <param name="Divider">Column of the line beside the tree, -1 when there is none.</param>
/// <param name="Title">The row that names the place; empty when the content is hidden.</param>
/// <param name="Tabs">The row of the pages' tabs.</param>
/// <param name="Buttons">The rows of the page's buttons.</param>
/// <param name="Table">The page's table with its heading.</param>
/// <param name="LogTitle">The row above the list along the bottom.</param>
/// <param name="Log">That list with its heading.</param>
public sealed record ManagerLayout(Area Tree, int Divider, Area Title, Area Tabs, Area Buttons, Area Table, Area LogTitle, Area Log)
{
    private const int NarrowestBoth = 64;
    private const int LeastTable = 4;

    /// <summary>The places of a manager in a pane.</summary>
    public static ManagerLayout Of(ManagerModel model, Area pane)
    {
        var log = Math.Clamp(pane.Height / 4 + model.LogGrowth, 3, Math.Max(3, pane.Height - LeastTable - 3));
        var above = Math.Max(0, pane.Height - log);
        var isNarrow = pane.Width < NarrowestBoth;
        var onlyTree = isNarrow && model.Focus == ManagerPart.Tree;
        var treeWidth = onlyTree ? pane.Width : isNarrow ? 0 : Math.Clamp(pane.Width * 26 / 100, 22, 34);
        var tree = new Area(pane.Left, pane.Top, treeWidth, above);
        var left = isNarrow ? pane.Left : pane.Left + treeWidth + 1;
        var width = onlyTree ? 0 : pane.Left + pane.Width - left;
        var buttons = width <= 0 ? 0 : Math.Min(ButtonsOf(model, width).Select(b => b.Row + 1).DefaultIfEmpty(0).Max(), Math.Max(1, above - 2 - LeastTable));
        var top = pane.Top + 2 + buttons;
        return new ManagerLayout(
            tree, isNarrow ? -1 : left - 1,
            new Area(left, pane.Top, width, 1), new Area(left, pane.Top + 1, width, 1), new Area(left, pane.Top + 2, width, buttons),
            new Area(left, top, width, Math.Max(0, pane.Top + above - top)),
            new Area(pane.Left, pane.Top + above, pane.Width, 1), new Area(pane.Left, pane.Top + above + 1, pane.Width, Math.Max(0, log - 1)))
        {
            LogTabs = LogTabsOf(model, pane.Left + 2, pane.Top + above),
        };
    }

    private static (bool, string, Area)[] LogTabsOf(ManagerModel model, int left, int row)
    {
        var (tasks, log) = (Labels.In(model.Cells.Language, "Tasks"), Labels.In(model.Cells.Language, "Cluster log"));
        var width = LabView.Columns(tasks);
        return [(false, tasks, new Area(left, row, width, 1)), (true, log, new Area(left + width + 3, row, LabView.Columns(log), 1))];
    }

    /// <summary>The tabs of the list along the bottom.</summary>
    public required IReadOnlyList<(bool IsClusterLog, string Label, Area Area)> LogTabs { get; init; }

    /// <summary>Whether it has room for tree and content side by side.</summary>
    public bool IsWide => Divider >= 0;

    /// <summary>The buttons of the page with the row and column of each, as they flow.</summary>
    public static IReadOnlyList<(PageButton Button, int Row, int Column, int Width)> ButtonsOf(ManagerModel model, int width)
    {
        var placed = new List<(PageButton, int, int, int)>();
        var (row, column) = (0, 0);
        foreach (var button in model.Page.Buttons)
        {
            var own = 4 + LabView.Columns(Labels.In(model.Cells.Language, button.Label));
            if (column > 0 && column + own > width) (row, column) = (row + 1, 0);
            placed.Add((button, row, column, Math.Min(own, width)));
            column += own;
        }
        return placed;
    }

    /// <summary>The tabs that fit with the chosen one among them, with the column of each.</summary>
    public static IReadOnlyList<(Page Page, int Column, int Width)> TabsOf(ManagerModel model, int width)
    {
        var (pages, chosen) = (model.Pages, model.Page.Id);
        for (var first = 0; ; first++)
        {
            var placed = new List<(Page, int, int)>();
            var column = first > 0 ? 2 : 0;
            foreach (var page in pages.Skip(first))
            {
                var own = 2 + LabView.Columns(Labels.In(model.Cells.Language, page.Title));
                // What is not the last leaves room for the sign that there are more.
                if (column + own > (page == pages[^1] ? width : width - 2) && placed.Count > 0) break;
                placed.Add((page, column, Math.Min(own, Math.Max(0, width - column))));
                column += own + 1;
            }
            if (placed.Exists(p => p.Item1.Id == chosen) || first >= pages.Count - 1) return placed;
        }
    }
}
