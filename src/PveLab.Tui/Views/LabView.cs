using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The whole screen of a lab: model in, frame out. Views compute nothing but where text goes.</summary>
public static class LabView
{
    /// <summary>The screen for a model; every row is exactly as wide as the terminal.</summary>
    public static Frame Draw(LabModel model)
    {
        if (model.Width < LabModel.MinWidth || model.Height < LabModel.MinHeight) return TooSmall(model.Language, model.Width, model.Height);
        var places = model.Places;
        var (shell, cursor) = ShellView.Draw(model, places.Shell);
        var lesson = LessonView.Draw(model, places.Lesson);
        var rows = new List<Row> { HeaderView.Draw(model), Titles(model, places) };
        for (var i = 0; i < Math.Max(places.Lesson.Height, places.Shell.Height); i++) rows.Add(PaneRow(model, places, lesson, shell, i));
        rows.Add(CriteriaView.Title(model, places));
        rows.AddRange(CriteriaView.Draw(model, places.Criteria));
        rows.Add(KeyBarView.Draw(model));
        return model.Overlay == Overlay.None ? new Frame(rows, cursor) : OverlayView.Over(model, rows);
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
            Title(row, texts.Lesson, model.Focus == Pane.Lesson);
            row.Fill(Ink.Rule, places.Lesson.Left + places.Lesson.Width, '─');
        }
        if (places.Divider >= 0) row.Add("┬", Ink.Rule);
        if (places.Shell.Width > 0)
        {
            var state = model.Attempt.Running ? $"{texts.Shell} {model.Attempt.Node} · {texts.Working}" : $"{texts.Shell} {model.Attempt.Node}";
            Title(row, state, model.Focus == Pane.Shell);
            if (model.ShellBack > 0) row.Add($"({texts.ScrolledBack}) ", Ink.Notice);
        }
        return row.Fill(Ink.Rule, with: '─');
    }

    private static void Title(Row row, string title, bool focused) =>
        row.Add(focused ? "━ " : "─ ", Ink.Rule).Add(title, focused ? Ink.TitleFocused : Ink.Title).Add(" ", Ink.Rule);

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
