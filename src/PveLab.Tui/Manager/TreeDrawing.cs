using System.Globalization;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>Draws the Server View tree: only the rows in sight.</summary>
internal static class TreeDrawing
{
    /// <summary>The first row in sight: the chosen place is always seen.</summary>
    public static int Top(ManagerModel model, Area area)
    {
        var chosen = IndexOf(model.Shown, model.Place.Id);
        return Math.Clamp(model.TreeTop, Math.Max(0, chosen - Height(area) + 1), Math.Max(0, chosen));
    }

    /// <summary>Rows for places: one is the tree's title.</summary>
    public static int Height(Area area) => Math.Max(0, area.Height - 1);

    /// <summary>Exactly as many rows as the area has.</summary>
    public static IEnumerable<Row> Draw(ManagerModel model, Area area, bool focused)
    {
        yield return new Row(area.Width).Add(" " + Labels.In(model.Cells.Language, "Server View"), focused ? Ink.TitleFocused : Ink.Title).Fill();
        var (shown, top) = (model.Shown, Top(model, area));
        for (var i = top; i < top + Height(area); i++)
        {
            var row = new Row(area.Width);
            if (i < shown.Count) Line(row, model, shown[i], focused);
            yield return row.Fill();
        }
    }

    /// <summary>Where a place is among those shown, 0 when it is not.</summary>
    public static int IndexOf(IReadOnlyList<Place> shown, string id)
    {
        for (var i = 0; i < shown.Count; i++)
            if (shown[i].Id == id) return i;
        return 0;
    }

    private static void Line(Row row, ManagerModel model, Place place, bool focused)
    {
        var chosen = place.Id == model.Place.Id;
        var all = chosen ? focused ? Ink.Selection : Ink.KeyText : (Ink?)null;
        var (mark, ink) = Mark(place);
        row.Add(new string(' ', place.Depth), all ?? Ink.Text)
            .Add(place.Kind == PlaceKind.Node ? model.Closed.Contains(place.Id) ? "▸" : "▾" : " ", all ?? Ink.Dim)
            .Add(mark + " ", all ?? ink)
            .Add(LabView.Shortened(Text(place, model.Cells.Language), Math.Max(1, row.Width - row.Used)), all ?? (place.IsTemplate ? Ink.Dim : Ink.Text));
        if (all is { } whole) row.Fill(whole);
    }

    private static string Text(Place place, Language language) => place.Kind switch
    {
        PlaceKind.Datacenter => Labels.In(language, "Datacenter"),
        PlaceKind.Storage => $"{place.Name} ({place.Node})",
        PlaceKind.Qemu or PlaceKind.Lxc => string.Create(CultureInfo.InvariantCulture,
            $"{place.Vmid} ({place.Name}){(place.IsTemplate ? $" {Labels.In(language, "Template")}" : "")}{(place.Lock is { } held ? $" [{held}]" : "")}"),
        _ => place.Name,
    };

    private static (string, Ink) Mark(Place place) => place.Kind switch
    {
        PlaceKind.Datacenter => ("◆", Ink.Title),
        PlaceKind.Node => place.Status == "online" ? ("●", Ink.Met) : ("✗", Ink.Error),
        PlaceKind.Storage => place.Status == "available" ? ("▤", Ink.Text) : ("✗", Ink.Error),
        PlaceKind.Pool => ("◇", Ink.Text),
        _ => place.IsTemplate ? ("□", Ink.Dim) : place.Status switch
        {
            "running" => ("▶", Ink.Met),
            "stopped" => ("■", Ink.Dim),
            _ => ("?", Ink.Error),
        },
    };
}
