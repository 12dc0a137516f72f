using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Draws a form over a screen: frame with shadow, tabs, fields, the command line it stands for, a line of help, buttons.</summary>
public static class FormView
{
    /// <summary>The screen with the form over it.</summary>
    public static Frame Over(FormModel form, FormScreen screen, IReadOnlyList<Row> below)
    {
        var canvas = new Canvas(below);
        var layout = FormLayout.Of(form, screen);
        Frame(canvas, layout.Box, form.Title.In(screen.Language));
        canvas.Put(CloseMark(layout).Left, layout.Box.Top, " x ", Ink.Dim);
        Tabs(canvas, form, layout, screen.Language);
        var cursor = Fields(canvas, form, layout, screen.Language);
        Command(canvas, form, layout, screen.Language);
        Foot(canvas, form, layout, screen.Language);
        if (FormPopup.Of(form, layout, screen) is { } popup) Popup(canvas, popup, screen.Language);
        if (!form.Question.IsEmpty)
        {
            FormQuestion.Of(form, screen).Draw(canvas, form.Focus, screen.Language);
            cursor = null;
        }
        return new Frame(canvas.Rows(), cursor);
    }

    /// <summary>The cross that closes a form.</summary>
    internal static Area CloseMark(FormLayout layout) => new(layout.Box.Left + layout.Box.Width - 5, layout.Box.Top, 3, 1);

    /// <summary>An empty box with a title, and its shadow on what lies below.</summary>
    internal static void Frame(Canvas canvas, Area box, string title)
    {
        canvas.Tint(new Area(box.Left + 2, box.Top + box.Height, box.Width, 1), Ink.Shadow);
        canvas.Tint(new Area(box.Left + box.Width, box.Top + 1, 2, box.Height - 1), Ink.Shadow);
        canvas.Clear(box, Ink.Text);
        var line = new string('─', Math.Max(0, box.Width - 2));
        canvas.Put(box.Left, box.Top, $"┌{line}┐", Ink.Rule);
        canvas.Put(box.Left, box.Top + box.Height - 1, $"└{line}┘", Ink.Rule);
        for (var y = box.Top + 1; y < box.Top + box.Height - 1; y++)
        {
            canvas.Put(box.Left, y, "│", Ink.Rule);
            canvas.Put(box.Left + box.Width - 1, y, "│", Ink.Rule);
        }
        canvas.Put(box.Left + 2, box.Top, $" {DisplayWidth.Clip(title, Math.Max(0, box.Width - 10))} ", Ink.TitleFocused);
    }

    private static void Rule(Canvas canvas, Area box, int row, string title = "")
    {
        canvas.Put(box.Left, row, $"├{new string('─', Math.Max(0, box.Width - 2))}┤", Ink.Rule);
        if (title.Length > 0) canvas.Put(box.Left + 2, row, $" {title} ", Ink.Title);
    }

    private static void Tabs(Canvas canvas, FormModel form, FormLayout layout, Language language)
    {
        if (layout.Tabs.IsEmpty) return;
        Rule(canvas, layout.Box, layout.Content.Top - 1);
        for (var i = 0; i < layout.Tabs.Length; i++)
        {
            var (area, shown) = (layout.Tabs[i], i == form.Tab);
            if (area.Width == 0) continue;
            var ink = !shown ? Ink.Dim : form.Focus == FormPart.Tabs ? Ink.ButtonFocused : Ink.TitleFocused;
            canvas.Put(area.Left, area.Top, $" {form.Tabs[i].In(language)} ", ink);
            if (shown) canvas.Put(area.Left, area.Top + 1, new string('━', area.Width), Ink.TitleFocused);
            if (form.Fields.Any(f => f.Tab == i && f.Visible && !f.Error.IsEmpty)) canvas.Put(area.Left, area.Top, "!", Ink.Error);
        }
    }

    private static (int, int)? Fields(Canvas canvas, FormModel form, FormLayout layout, Language language)
    {
        (int, int)? cursor = null;
        foreach (var placed in layout.Fields)
        {
            var field = placed.Field;
            if (placed.Label.Height > 0 && layout.Row(placed.Label.Top) is { } row)
                canvas.Put(placed.Label.Left, row, Labelled(field, language), LabelInk(field, form.Focus), placed.Label.Left + placed.Label.Width - 1);
            cursor = FieldView.Draw(canvas, placed, layout.Row, form.Focus == field.Name && form.Question.IsEmpty, language) ?? cursor;
            if (placed.Error.Height > 0 && layout.Row(placed.Error.Top) is { } below)
                canvas.Put(placed.Error.Left, below, FieldView.Shortened("▲ " + field.Error.In(language), placed.Error.Width), Ink.Error);
        }
        if (layout.Lines > layout.Content.Height) Scrolled(canvas, layout);
        return cursor;
    }

    private static string Labelled(FormField field, Language language) => field.Label.In(language) + ":";

    private static Ink LabelInk(FormField field, string focus) =>
        !field.Error.IsEmpty ? Ink.Error : !field.Enabled ? Ink.FieldOff : field.Name == focus ? Ink.Title : Ink.Text;

    private static void Scrolled(Canvas canvas, FormLayout layout)
    {
        var right = layout.Box.Left + layout.Box.Width - 1;
        if (layout.Top > 0) canvas.Put(right, layout.Content.Top, "▴", Ink.TitleFocused);
        if (layout.Top + layout.Content.Height < layout.Lines) canvas.Put(right, layout.Content.Top + layout.Content.Height - 1, "▾", Ink.TitleFocused);
    }

    private static void Command(Canvas canvas, FormModel form, FormLayout layout, Language language)
    {
        var area = layout.Command;
        if (area.Height <= 0) return;
        Rule(canvas, layout.Box, area.Top - 1, FormTexts.AsCli.In(language));
        var lines = FormLayout.CommandLines(form, language, area.Width);
        for (var i = 0; i < area.Height && i < lines.Count; i++)
            canvas.Put(area.Left, area.Top + i, i == area.Height - 1 && lines.Count > area.Height ? DisplayWidth.Clip(lines[i], area.Width - 1) + "…" : lines[i],
                form.Command.Length > 0 ? Ink.Prompt : Ink.Dim);
        if (layout.ToShell.Height > 0) FieldView.Button(canvas, layout.ToShell, FormTexts.ToShell.In(language), form.Focus == FormPart.ToShell);
    }

    private static void Foot(Canvas canvas, FormModel form, FormLayout layout, Language language)
    {
        Rule(canvas, layout.Box, layout.Hint.Top - 1);
        var help = FormLayout.Wrapped(form.Help, language, layout.Hint.Width);
        for (var i = 0; i < layout.Hint.Height && i < help.Count; i++)
            canvas.Put(layout.Hint.Left, layout.Hint.Top + i, i == layout.Hint.Height - 1 && help.Count > layout.Hint.Height ? FieldView.Shortened(help[i] + " …",
                layout.Hint.Width) : help[i],
                form.HelpIsError ? Ink.Error : Ink.Dim);
        foreach (var (part, words, area) in layout.Buttons)
        {
            if (part is FormPart.AsCli or FormPart.Advanced)
                FieldView.Switch(canvas, area, words.In(language), part == FormPart.AsCli ? form.ShowsCommand : form.ShowsAdvanced, form.Focus == part);
            else FieldView.Button(canvas, area, words.In(language), form.Focus == part);
        }
    }

    private static void Popup(Canvas canvas, FormPopup popup, Language language)
    {
        Frame(canvas, popup.Box, "");
        canvas.Put(popup.Box.Left, popup.Box.Top, $"┌{new string('─', Math.Max(0, popup.Box.Width - 2))}┐", Ink.Rule);
        var (field, list, top) = (popup.Field, popup.List, popup.Top);
        var tick = field.Many ? "    " : "";
        if (popup.Heads > 0) canvas.Fill(list with { Top = list.Top - 1, Height = 1 }, tick + TableColumns.Line(field.Columns, popup.Columns, language), Ink.Title);
        var shown = field.Matching;
        if (shown.IsEmpty) canvas.Put(list.Left, list.Top, FormTexts.Nothing.In(language), Ink.Dim, list.Left + list.Width);
        for (var i = 0; i < list.Height && top + i < shown.Length; i++)
        {
            var option = shown[top + i];
            var box = !field.Many ? "" : field.Chosen.Contains(option.Value) ? "[x] " : "[ ] ";
            canvas.Fill(list with { Top = list.Top + i, Height = 1 }, box + TableColumns.Line(option.Cells, popup.Columns, language), top + i == field.At ? Ink.Selection : Ink.Field);
        }
        if (top > 0) canvas.Put(popup.Box.Left + popup.Box.Width - 1, list.Top, "▴", Ink.TitleFocused);
        if (top + list.Height < shown.Length) canvas.Put(popup.Box.Left + popup.Box.Width - 1, list.Top + list.Height - 1, "▾", Ink.TitleFocused);
    }
}
