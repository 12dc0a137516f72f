using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Views;

/// <summary>The whole screen of a lab: model in, frame out. Views compute nothing but where text goes.</summary>
public static class LabView
{
    /// <summary>The screen for a model; every row is exactly as wide as the terminal.</summary>
    public static Frame Draw(LabModel model)
    {
        if (model.Width < LabModel.MinWidth || model.Height < LabModel.MinHeight) return TooSmall(model.Language, model.Width, model.Height);
        var places = model.Places;
        var (shell, cursor) = model.RightTab == RightTab.Manager ? (ManagerView.Draw(model, places.Shell), null) : ShellView.Draw(model, places.Shell);
        var lesson = LessonView.Draw(model, places.Lesson);
        var rows = new List<Row> { HeaderView.Draw(model), Titles(model, places) };
        for (var i = 0; i < Math.Max(places.Lesson.Height, places.Shell.Height); i++) rows.Add(PaneRow(model, places, lesson, shell, i));
        rows.AddRange(CoachView.Draw(model));
        rows.Add(CriteriaView.Title(model, places));
        rows.AddRange(CriteriaView.Draw(model, places.Criteria));
        rows.Add(KeyBarView.Draw(model));
        if (model.Complaints.Count > 0) rows = [.. Previews.ComplaintsView.Over(model, rows)];
        var frame = model.HasModal ? ModalView.Over(model, rows) : new Frame(rows, cursor);
        return model.Overlay == Overlay.None ? frame : OverlayView.Over(model, frame.Rows);
    }

    private static Row PaneRow(LabModel model, LabLayout places, IReadOnlyList<Row> lesson, IReadOnlyList<Row> shell, int i)
    {
        var row = new Row(model.Width);
        if (places.Lesson.Width > 0) row.Add(lesson[i]).Fill(column: places.Lesson.Left + places.Lesson.Width);
        if (places.Divider >= 0) row.Add("│", Ink.Rule);
        if (places.Shell.Width > 0) row.Add(shell[i]);
        return row.Fill();
    }

    private static Row Titles(LabModel model, LabLayout places)
    {
        var texts = Texts.In(model.Language);
        var row = new Row(model.Width);
        if (places.Lesson.Width > 0)
        {
            Title(row, LessonView.Title(model, places.Lesson.Width - 4), model.Focus == Pane.Lesson);
            row.Fill(Ink.Rule, places.Lesson.Left + places.Lesson.Width, '─');
        }
        if (places.Divider >= 0) row.Add("┬", Ink.Rule);
        if (places.Shell.Width > 0)
        {
            foreach (var (tab, title) in RightTabs(model)) Title(row, title, model.Focus == Pane.Shell && tab == model.RightTab, tab == model.RightTab);
            if (model.RightTab == RightTab.Shell && model.ShellBack > 0) row.Add($"({texts.ScrolledBack}) ", Ink.Notice);
        }
        return row.Fill(Ink.Rule, with: '─');
    }

    /// <summary>The face of the environment whose title is at a place; null where none is.</summary>
    public static RightTab? TabAt(LabModel model, int column, int row)
    {
        var places = model.Places;
        var at = places.Shell.Left;
        if (row != places.Shell.Top - 1 || places.Shell.Width <= 0 || column < at) return null;
        foreach (var (tab, title) in RightTabs(model))
        {
            at += Columns(title) + 3;
            if (column < at) return tab;
        }
        return null;
    }

    private static IEnumerable<(RightTab Tab, string Title)> RightTabs(LabModel model)
    {
        var texts = Texts.In(model.Language);
        yield return (RightTab.Shell, model.Attempt.Running ? $"{texts.Shell} {model.Attempt.Node} · {texts.Working}" : $"{texts.Shell} {model.Attempt.Node}");
        yield return (RightTab.Manager, Labels.In(model.Language, "Server View"));
    }

    private static void Title(Row row, string title, bool focused, bool shown = true) =>
        row.Add(focused ? "━ " : "─ ", Ink.Rule).Add(title, focused ? Ink.TitleFocused : shown ? Ink.Title : Ink.Dim).Add(" ", Ink.Rule);

    internal static Frame TooSmall(Language language, int width, int height)
    {
        var lines = Texts.In(language).TooSmall(LabModel.MinWidth, LabModel.MinHeight, width, height);
        var rows = Enumerable.Range(0, Math.Max(1, height))
            .Select(i => new Row(Math.Max(1, width)).Add(i < lines.Length ? lines[i] : "").Fill());
        return new Frame([.. rows], null);
    }

    /// <summary>The text, ended with an ellipsis when it has no room.</summary>
    internal static string Shortened(string text, int columns) =>
        DisplayWidth.Of(text) <= columns ? text : DisplayWidth.Clip(text, Math.Max(0, columns - 1)) + "…";

    /// <summary>How many columns a text takes.</summary>
    internal static int Columns(string text) => DisplayWidth.Of(text);
}
