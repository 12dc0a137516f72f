using System.Collections.Immutable;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Pages;

namespace PveLab.Tui.Manager;

/// <summary>What keys, clicks and answers make of the manager. Pure.</summary>
public static class ManagerUpdate
{
    /// <summary>A key.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Key(LabModel lab, LabMessage.KeyPressed key)
    {
        if (lab.Manager.Modal is not null) return ModalUpdate.Key(lab, key);
        return key.Key switch
        {
            "Tab" => (Focus(lab, 1), []),
            "Shift+Tab" => (Focus(lab, -1), []),
            "Esc" => (Back(lab), []),
            "Ctrl+PageUp" or "Ctrl+PageDown" when lab.Manager.Focus == ManagerPart.Log => (With(lab, lab.Manager with { ShowsClusterLog = !lab.Manager.ShowsClusterLog }), []),
            "Ctrl+PageUp" => (ToPage(lab, -1), []),
            "Ctrl+PageDown" => (ToPage(lab, 1), []),
            _ => lab.Manager.Focus switch
            {
                ManagerPart.Tree => TreeKey(lab, key),
                ManagerPart.Tabs => TabsKey(lab, key),
                ManagerPart.Table => TableKey(lab, key),
                _ => LogKey(lab, key),
            },
        };
    }

    /// <summary>A click in the manager's pane.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Click(LabModel lab, int column, int row)
    {
        var model = lab.Manager;
        var layout = ManagerLayout.Of(model, lab.Places.Shell);
        if (layout.Tree.Contains(column, row)) return TreeClick(lab, layout, column, row);
        if (layout.Title.Contains(column, row)) return (layout.IsWide ? lab : With(lab, model with { Focus = ManagerPart.Tree }), []);
        if (layout.Tabs.Contains(column, row))
        {
            var at = column - layout.Tabs.Left;
            var tab = ManagerLayout.TabsOf(model, layout.Tabs.Width).FirstOrDefault(t => at >= t.Column && at < t.Column + t.Width).Page;
            return tab is null ? (ToPage(lab, at < 2 ? -1 : 1), []) : (Paged(With(lab, model with { Focus = ManagerPart.Tabs }), tab), []);
        }
        if (layout.Buttons.Contains(column, row))
        {
            var (at, line) = (column - layout.Buttons.Left, row - layout.Buttons.Top);
            var button = ManagerLayout.ButtonsOf(model, layout.Buttons.Width).FirstOrDefault(b => b.Row == line && at >= b.Column && at < b.Column + b.Width).Button;
            return button is null ? (lab, []) : Press(lab, button);
        }
        if (layout.Table.Contains(column, row)) return TableClick(lab, TableDrawing.OfPage(model, layout.Table), ManagerPart.Table, column, row);
        if (layout.Log.Contains(column, row)) return TableClick(lab, TableDrawing.OfLog(model, layout.Log), ManagerPart.Log, column, row);
        var clusterLog = layout.LogTabs.FirstOrDefault(t => t.Area.Contains(column, row)) is { Area.Width: > 0 } tapped ? tapped.IsClusterLog : model.ShowsClusterLog;
        return (With(lab, model with { Focus = ManagerPart.Log, ShowsClusterLog = clusterLog }), []);
    }

    /// <summary>The wheel over the manager's pane.</summary>
    public static LabModel Wheel(LabModel lab, LabMessage.Wheeled wheel)
    {
        var model = lab.Manager;
        var layout = ManagerLayout.Of(model, lab.Places.Shell);
        if (layout.Tree.Contains(wheel.Column, wheel.Row)) return Select(lab, TreeDrawing.IndexOf(model.Shown, model.Place.Id) + Math.Sign(wheel.Lines));
        if (layout.Log.Contains(wheel.Column, wheel.Row)) return Scroll(lab, TableDrawing.OfLog(model, layout.Log), ManagerPart.Log, wheel.Lines);
        return layout.Table.Contains(wheel.Column, wheel.Row) ? Scroll(lab, TableDrawing.OfPage(model, layout.Table), ManagerPart.Table, wheel.Lines) : lab;
    }

    /// <summary>The answers of the API arrived.</summary>
    public static LabModel Read(LabModel lab, ManagerReading reading)
    {
        var model = lab.Manager;
        var wanted = ManagerReads.Of(model).Select(w => w.Path).ToHashSet(StringComparer.Ordinal);
        var answers = model.Answers.Where(a => wanted.Contains(a.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(reading.Answers);
        model = model with { Answers = answers, Cells = new CellContext(lab.Language, reading.Zone, reading.Now), WebNode = reading.WebNode };
        // Where nobody answers, the tree and the lists below stay as they were seen last.
        if (Answer(model, ManagerReads.Resources) is not null && (reading.Answers.ContainsKey(ManagerReads.Resources) || reading.Answers.ContainsKey(ManagerReads.Pools)))
            model = Selectable(model with { Places = PlaceTree.Of(Answer(model, ManagerReads.Resources), Answer(model, ManagerReads.Pools)) });
        model = model with { Tasks = Listed(model, ManagerReads.Tasks) ?? model.Tasks, ClusterLog = Listed(model, ManagerReads.ClusterLog) ?? model.ClusterLog };
        return ModalUpdate.Read(With(lab, Rowed(model)));
    }

    /// <summary>What a button's deed makes.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Do(LabModel lab, Act act)
    {
        LabModel Over(ManagerModal modal) => With(lab, lab.Manager with { Modal = modal });
        return act switch
        {
            Act.Dialog dialog => (ModalUpdate.Begun(Over(new ManagerModal.Opening(dialog.Id, About(lab.Manager, dialog.Kind)))), []),
            Act.Ask ask => (Over(new ManagerModal.Ask(ask.Question, ask.Writes)), []),
            Act.Call call => (With(lab, lab.Manager with { Modal = null }), [new LabEffect.CallApi(call.Writes)]),
            Act.Menu menu => (Over(new ManagerModal.Menu(menu.Title, menu.Items)), []),
            Act.Task task => (Over(ModalUpdate.Viewer(task.Upid)), []),
            Act.Show show => (Over(new ManagerModal.Show(show.Title, show.Path)), []),
            Act.Shell shell => (With(lab, lab.Manager with { Modal = null }) with { RightTab = RightTab.Shell, Focus = Pane.Shell, ShellBack = 0 },
                [new LabEffect.GoToShell(shell.Node, shell.Line)]),
            _ => (lab, []),
        };
    }

    /// <summary>The button's deed where it can do something; else a word about that.</summary>
    public static (LabModel, IReadOnlyList<LabEffect>) Press(LabModel lab, PageButton button)
    {
        var model = lab.Manager;
        if (button.Press(model.Context with { Paths = ManagerReads.PagePaths(model), Row = model.Row }) is { } act) return Do(lab, act);
        return (lab with { Notice = ManagerTexts.In(lab.Language).NotNow(Labels.In(lab.Language, button.Label)) }, []);
    }

    /// <summary>The lab with another manager.</summary>
    internal static LabModel With(LabModel lab, ManagerModel model) => lab with { Manager = model };

    /// <summary>The rows of the page anew.</summary>
    internal static ManagerModel Rowed(ManagerModel model) => model with { Rows = ManagerReads.Rows(model) };

    private static System.Text.Json.Nodes.JsonNode? Answer(ManagerModel model, string path) => model.Answers.GetValueOrDefault(path)?.Value;

    private static TableRows? Listed(ManagerModel model, string path) =>
        Answer(model, path) is System.Text.Json.Nodes.JsonArray rows ? new TableRows([.. rows.OfType<System.Text.Json.Nodes.JsonObject>()], 0, rows.Count) : null;

    /// <summary>What a dialog opened here is about.</summary>
    private static DialogContext About(ManagerModel model, string? kind)
    {
        var place = model.Place;
        return new DialogContext
        {
            Language = model.Cells.Language,
            Node = place.Node.Length > 0 ? place.Node : model.WebNode,
            GuestType = place.GuestType,
            Vmid = place.IsGuest ? place.Vmid : null,
            Storage = place.Kind == PlaceKind.Storage ? place.Name : null,
            Kind = kind,
            Row = model.Row,
            Zone = model.Cells.Zone,
        };
    }

    /// <summary>The chosen place may be gone: then its node is chosen, or the datacenter.</summary>
    private static ManagerModel Selectable(ManagerModel model)
    {
        if (model.Places.Any(p => p.Id == model.Selected)) return model;
        return model with { Selected = Place.Root.Id };
    }

    private static LabModel Focus(LabModel lab, int step)
    {
        var parts = Enum.GetValues<ManagerPart>();
        var next = parts[((int)lab.Manager.Focus + step + parts.Length) % parts.Length];
        return With(lab, lab.Manager with { Focus = next });
    }

    /// <summary>One step back: what is typed behind one Esc too many must not reach the shell.</summary>
    private static LabModel Back(LabModel lab) => lab.Manager.Focus switch
    {
        ManagerPart.Tree => lab with { Notice = ManagerTexts.In(lab.Language).Foremost },
        _ => With(lab, lab.Manager with { Focus = ManagerPart.Tree }),
    };

    private static (LabModel, IReadOnlyList<LabEffect>) TreeKey(LabModel lab, LabMessage.KeyPressed key)
    {
        var model = lab.Manager;
        var at = TreeDrawing.IndexOf(model.Shown, model.Place.Id);
        var page = Math.Max(1, TreeDrawing.Height(ManagerLayout.Of(model, lab.Places.Shell).Tree) - 1);
        return key.Key switch
        {
            "CursorUp" => (Select(lab, at - 1), []),
            "CursorDown" => (Select(lab, at + 1), []),
            "PageUp" => (Select(lab, at - page), []),
            "PageDown" => (Select(lab, at + page), []),
            "Home" => (Select(lab, 0), []),
            "End" => (Select(lab, int.MaxValue), []),
            "CursorLeft" => (Fold(lab, close: true), []),
            "CursorRight" => (Fold(lab, close: false), []),
            "Enter" => (With(lab, model with { Focus = ManagerPart.Table }), []),
            _ => Letter(lab, key),
        };
    }

    private static (LabModel, IReadOnlyList<LabEffect>) TreeClick(LabModel lab, ManagerLayout layout, int column, int row)
    {
        var model = lab.Manager;
        var at = TreeDrawing.Top(model, layout.Tree) + row - layout.Tree.Top - 1;
        if (row == layout.Tree.Top || at >= model.Shown.Count) return (With(lab, model with { Focus = ManagerPart.Tree }), []);
        var place = model.Shown[at];
        var again = place.Id == model.Place.Id;
        lab = Select(With(lab, model with { Focus = ManagerPart.Tree }), at);
        if (place.Kind == PlaceKind.Node && column == layout.Tree.Left + place.Depth) return (Fold(lab, !model.Closed.Contains(place.Id)), []);
        return again ? (With(lab, lab.Manager with { Focus = ManagerPart.Table }), []) : (lab, []);
    }

    /// <summary>Chooses the place at an index of those shown.</summary>
    private static LabModel Select(LabModel lab, int index)
    {
        var model = lab.Manager;
        var place = model.Shown[Math.Clamp(index, 0, model.Shown.Count - 1)];
        return With(lab, Rowed(model with { Selected = place.Id }));
    }

    /// <summary>Closes or opens the node; of what is inside a node, chooses the node.</summary>
    private static LabModel Fold(LabModel lab, bool close)
    {
        var (model, place) = (lab.Manager, lab.Manager.Place);
        if (place.Kind == PlaceKind.Node && model.Closed.Contains(place.Id) != close)
            return With(lab, model with { Closed = close ? model.Closed.Add(place.Id) : model.Closed.Remove(place.Id) });
        var at = TreeDrawing.IndexOf(model.Shown, place.Id);
        if (!close) return place.Depth < 2 ? Select(lab, at + 1) : With(lab, model with { Focus = ManagerPart.Table });
        return Select(lab, place.Depth == 2 ? TreeDrawing.IndexOf(model.Shown, "node/" + place.Node) : 0);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) TabsKey(LabModel lab, LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorLeft" => (ToPage(lab, -1), []),
        "CursorRight" => (ToPage(lab, 1), []),
        "Home" => (ToPage(lab, -lab.Manager.Pages.Count), []),
        "End" => (ToPage(lab, lab.Manager.Pages.Count), []),
        "Enter" or "CursorDown" => (With(lab, lab.Manager with { Focus = ManagerPart.Table }), []),
        "CursorUp" => (With(lab, lab.Manager with { Focus = ManagerPart.Tree }), []),
        _ => Letter(lab, key),
    };

    private static LabModel ToPage(LabModel lab, int step)
    {
        var pages = lab.Manager.Pages;
        var at = pages.TakeWhile(p => p.Id != lab.Manager.Page.Id).Count();
        return Paged(lab, pages[Math.Clamp(at + step, 0, pages.Count - 1)]);
    }

    private static LabModel Paged(LabModel lab, Page page) =>
        With(lab, Rowed(lab.Manager with { PageOf = lab.Manager.PageOf.SetItem(lab.Manager.Place.Kind, page.Id) }));

    private static (LabModel, IReadOnlyList<LabEffect>) TableKey(LabModel lab, LabMessage.KeyPressed key)
    {
        var model = lab.Manager;
        var drawing = TableDrawing.OfPage(model, ManagerLayout.Of(model, lab.Places.Shell).Table);
        if (TableMoves.Move(drawing, key.Key) is { } moved) return (With(lab, Rowed(Tabled(model, moved, ManagerPart.Table))), []);
        if (key.Key == "Enter") return Open(lab, ManagerPart.Table);
        if (key.Key is [>= '1' and <= '9'])
            return (With(lab, Rowed(Tabled(model, TableMoves.Ordered(drawing, key.Key[0] - '1', model.Page), ManagerPart.Table))), []);
        return Letter(lab, key);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) LogKey(LabModel lab, LabMessage.KeyPressed key)
    {
        var model = lab.Manager;
        var drawing = TableDrawing.OfLog(model, ManagerLayout.Of(model, lab.Places.Shell).Log);
        if (TableMoves.Move(drawing, key.Key) is { } moved) return (With(lab, Tabled(model, moved, ManagerPart.Log)), []);
        return key.Key switch
        {
            "Enter" => Open(lab, ManagerPart.Log),
            "+" => (With(lab, model with { LogGrowth = Math.Min(40, model.LogGrowth + 1) }), []),
            "-" => (With(lab, model with { LogGrowth = Math.Max(-10, model.LogGrowth - 1) }), []),
            _ => Letter(lab, key),
        };
    }

    private static (LabModel, IReadOnlyList<LabEffect>) TableClick(LabModel lab, TableDrawing drawing, ManagerPart part, int column, int row)
    {
        var model = lab.Manager with { Focus = part };
        if (drawing.HasHeading && row == drawing.Area.Top)
        {
            if (part == ManagerPart.Log) return (With(lab, model), []);
            return (With(lab, Rowed(Tabled(model, TableMoves.Ordered(drawing, drawing.ColumnAt(column), model.Page), part))), []);
        }
        var index = drawing.Top + row - drawing.Area.Top - (drawing.HasHeading ? 1 : 0);
        if (index >= drawing.Rows.Count) return (With(lab, model), []);
        var again = index == drawing.Chosen && lab.Manager.Focus == part;
        lab = With(lab, Tabled(model, TableMoves.To(drawing, index), part));
        return again ? Open(lab, part) : (lab, []);
    }

    private static LabModel Scroll(LabModel lab, TableDrawing drawing, ManagerPart part, int lines) =>
        With(lab, Rowed(Tabled(lab.Manager, TableMoves.Scrolled(drawing, lines), part)));

    private static ManagerModel Tabled(ManagerModel model, TableState state, ManagerPart part) =>
        model with { Tables = model.Tables.SetItem(part == ManagerPart.Log ? model.LogName : model.TableName, state) };

    /// <summary>Opens the chosen row.</summary>
    private static (LabModel, IReadOnlyList<LabEffect>) Open(LabModel lab, ManagerPart part)
    {
        var model = lab.Manager;
        if (part == ManagerPart.Log) return model.Task is { } task ? Do(lab, new Act.Task(Cells.Text(task, "upid"))) : (lab, []);
        return model.Page.Buttons.FirstOrDefault(b => b.Key == model.Page.Enter) is { } button ? Press(lab, button) : (lab, []);
    }

    private static (LabModel, IReadOnlyList<LabEffect>) Letter(LabModel lab, LabMessage.KeyPressed key) =>
        lab.Manager.Page.Buttons.FirstOrDefault(b => b.Key == key.Text) is { } button ? Press(lab, button) : (lab, []);
}
