using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>Draws the manager in its pane.</summary>
public static class ManagerView
{
    /// <summary>Exactly as many rows as the pane has.</summary>
    public static IReadOnlyList<Row> Draw(LabModel lab, Area pane)
    {
        if (pane.Width <= 0) return [];
        var model = lab.Manager;
        var layout = ManagerLayout.Of(model, pane);
        var focus = lab.Focus == Pane.Shell && model.Modal is null ? model.Focus : (ManagerPart?)null;
        var tree = layout.Tree.Width > 0 ? TreeDrawing.Draw(model, layout.Tree, focus == ManagerPart.Tree).ToList() : [];
        var content = layout.Title.Width > 0 ? Content(model, layout, focus).ToList() : [];
        var rows = new List<Row>();
        for (var i = 0; i < layout.LogTitle.Top - pane.Top; i++)
        {
            var row = new Row(pane.Width);
            if (i < tree.Count) row.Add(tree[i]);
            if (layout.IsWide) row.Fill(column: layout.Divider - pane.Left).Add("│", Ink.Rule);
            if (i < content.Count) row.Add(content[i]);
            rows.Add(row.Fill());
        }
        rows.Add(LogTitle(model, layout, focus == ManagerPart.Log));
        rows.AddRange(TableDrawing.OfLog(model, layout.Log).Draw(
            focus == ManagerPart.Log,
            model.ShowsClusterLog ? ManagerTexts.In(model.Cells.Language).Empty : Labels.In(model.Cells.Language, "No Tasks found")));
        return rows;
    }

    private static IEnumerable<Row> Content(ManagerModel model, ManagerLayout layout, ManagerPart? focus)
    {
        yield return Title(model, layout);
        yield return Tabs(model, layout.Tabs.Width, focus == ManagerPart.Tabs);
        foreach (var row in Buttons(model, layout.Buttons)) yield return row;
        if (ManagerReads.PagePaths(model) is [var path, ..] && model.Answers.GetValueOrDefault(path)?.Error is { } error)
        {
            var lines = Labels.In(model.Cells.Language, error).Split('\n').SelectMany(line => PlainText.Wrap(Cells.Clean(line), Math.Max(10, layout.Table.Width - 2)));
            foreach (var line in lines.Take(layout.Table.Height)) yield return new Row(layout.Table.Width).Add(" " + line, Ink.Error).Fill();
            yield break;
        }
        var drawing = TableDrawing.OfPage(model, layout.Table);
        foreach (var row in drawing.Draw(focus == ManagerPart.Table, ManagerTexts.In(model.Cells.Language).Empty)) yield return row;
    }

    /// <summary>What the place is called (pve-manager: www/manager6/*/Config.js, title).</summary>
    private static Row Title(ManagerModel model, ManagerLayout layout)
    {
        var (place, language) = (model.Place, model.Cells.Language);
        var title = place.Kind switch
        {
            PlaceKind.Datacenter => Labels.In(language, "Datacenter"),
            PlaceKind.Node => $"{Labels.In(language, "Node")} '{place.Name}'",
            PlaceKind.Storage => Labels.In(language, "Storage {0} on node {1}", $"'{place.Name}'", $"'{place.Node}'"),
            PlaceKind.Pool => $"{Labels.In(language, "Resource Pool")}: {place.Name}",
            PlaceKind.Lxc => Labels.In(language, "Container {0} on node '{1}'", $"{place.Vmid} ({place.Name})", place.Node),
            _ => Labels.In(language, "Virtual Machine {0} on node '{1}'", $"{place.Vmid} ({place.Name})", place.Node),
        };
        var row = new Row(layout.Title.Width);
        if (!layout.IsWide) row.Add(" ◂", Ink.Key);
        row.Add($" {title}", Ink.Title);
        if (place.Lock is { } held) row.Add($"  [{held}]", Ink.Notice);
        return row.Fill();
    }

    private static Row Tabs(ManagerModel model, int width, bool focused)
    {
        var row = new Row(width);
        var tabs = ManagerLayout.TabsOf(model, width);
        if (tabs is [var (first, _, _), ..] && first.Id != model.Pages[0].Id) row.Add("‹", Ink.Key);
        foreach (var (page, column, own) in tabs)
        {
            var chosen = page.Id == model.Page.Id;
            row.Fill(column: column).Add(LabView.Shortened($" {Labels.In(model.Cells.Language, page.Title)} ", own),
                chosen ? focused ? Ink.ButtonFocused : Ink.Selection : Ink.Button);
        }
        if (tabs is [.., var (last, _, _)] && last.Id != model.Pages[^1].Id) row.Fill(column: width - 1).Add("›", Ink.Key);
        return row.Fill();
    }

    private static IEnumerable<Row> Buttons(ManagerModel model, Area area)
    {
        var context = model.Context with { Paths = model.Page.Reads(model.Context), Row = model.Row };
        foreach (var line in ManagerLayout.ButtonsOf(model, area.Width).GroupBy(b => b.Row).Take(area.Height))
        {
            var row = new Row(area.Width);
            foreach (var (button, _, column, width) in line)
            {
                var can = button.Press(context) is not null;
                row.Fill(column: column).Add($" {button.Key} ", can ? Ink.Key : Ink.Dim)
                    .Add(LabView.Shortened(Labels.In(model.Cells.Language, button.Label), width - 3), can ? Ink.Text : Ink.Dim);
            }
            yield return row.Fill();
        }
    }

    private static Row LogTitle(ManagerModel model, ManagerLayout layout, bool focused)
    {
        var row = new Row(layout.LogTitle.Width);
        var tree = layout.IsWide ? layout.Divider - layout.LogTitle.Left : -1;
        row.Add(focused ? "━" : "─", Ink.Rule);
        foreach (var (isClusterLog, label, area) in layout.LogTabs)
            row.Add(isClusterLog ? " │ " : " ", Ink.Rule).Add(label, isClusterLog != model.ShowsClusterLog ? Ink.Dim : focused ? Ink.TitleFocused : Ink.Title);
        row.Add(" ", Ink.Rule);
        if (tree > row.Used) row.Fill(Ink.Rule, tree, '─').Add("┴", Ink.Rule);
        var moves = ManagerTexts.In(model.Cells.Language).Moves;
        if (row.Used + LabView.Columns(moves) + 2 <= row.Width) row.Fill(Ink.Rule, row.Width - LabView.Columns(moves) - 2, '─').Add($" {moves} ", Ink.Dim);
        return row.Fill(Ink.Rule, with: '─');
    }
}
