using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Draws one field into its place: what can be entered lies on a ground of its own, what is pressed has a sign.</summary>
internal static class FieldView
{
    /// <summary>Columns of the arrow of a drop-down field.</summary>
    public const int Arrow = 2;

    private const int Spinner = 4, TickWidth = 4;

    /// <summary>Draws the rows of a field that are in sight. Returns where the cursor stands, null for nowhere.</summary>
    /// <param name="canvas">What is drawn on.</param>
    /// <param name="placed">The field in its place.</param>
    /// <param name="rows">The screen's row of a line of the tab; null when it is out of sight.</param>
    /// <param name="focused">Whether it has the keys.</param>
    /// <param name="language">Whose words are shown.</param>
    public static (int Column, int Row)? Draw(Canvas canvas, PlacedField placed, Func<int, int?> rows, bool focused, Language language)
    {
        var input = placed.Input;
        var ink = !placed.Field.Enabled ? Ink.FieldOff : focused ? Ink.FieldFocused : Ink.Field;
        if (rows(input.Top) is { } row)
        {
            var line = input with { Top = row, Height = 1 };
            switch (placed.Field)
            {
                case TextField text: return Line(canvas, line, text.Editor, text.Placeholder.In(language), ink, focused);
                case NumberField number: return Number(canvas, line, number, ink, focused, language);
                case ChoiceField choice: return Choice(canvas, line, choice, ink, focused, language);
                case CheckField check: Check(canvas, line, check, focused, language); return null;
                case RadioField radio: Radio(canvas, line, radio, focused, language); return null;
                case ButtonField button: Button(canvas, line, button.Text.In(language), focused); return null;
            }
        }
        return placed.Field switch
        {
            NotesField notes => Notes(canvas, input, notes, rows, ink, focused),
            DisplayField display => Display(canvas, input, display, rows, language),
            TableField table => TableView.Draw(canvas, input, table, rows, focused, language),
            _ => null,
        };
    }

    /// <summary>The choice of a row of choices at a column of it; -1 for none.</summary>
    public static int ChoiceAt(RadioField radio, int x, Language language)
    {
        var at = 0;
        for (var i = 0; i < radio.Choices.Length; i++)
        {
            at += RadioWidth(radio, i, language);
            if (x < at) return i;
        }
        return -1;
    }

    /// <summary>Which arrow of a number is at a column: 1 up, -1 down, 0 none.</summary>
    public static int SpinAt(int width, int x) => x >= width - Spinner / 2 ? 1 : x >= width - Spinner ? -1 : 0;

    /// <summary>Whether a column of a table is that of its boxes.</summary>
    public static bool IsTick(TableField table, int x) => table.Ticks && x < TickWidth;

    /// <summary>First row shown of a table that has so many rows of its own on the screen.</summary>
    public static int TopOf(TableField table, int height) => Math.Clamp(table.Top, 0, Math.Max(0, table.Matching.Length - Math.Max(1, height - 2)));

    /// <summary>A button.</summary>
    public static void Button(Canvas canvas, Area area, string text, bool focused) =>
        canvas.Put(area.Left, area.Top, $"[ {text} ]", focused ? Ink.ButtonFocused : Ink.Button, area.Left + area.Width);

    /// <summary>A text that shows with an ellipsis that it goes on.</summary>
    public static string Shortened(string text, int columns) =>
        DisplayWidth.Of(text) <= columns ? text : DisplayWidth.Clip(text, Math.Max(0, columns - 1)) + "…";

    /// <summary>A switch that is on or off.</summary>
    public static void Switch(Canvas canvas, Area area, string text, bool on, bool focused) =>
        canvas.Put(area.Left, area.Top, $"{(on ? "[x]" : "[ ]")} {text}", focused ? Ink.ButtonFocused : Ink.Button, area.Left + area.Width);

    /// <summary>A line of text, its end or the part with the cursor in sight.</summary>
    private static (int, int)? Line(Canvas canvas, Area area, LineEditor editor, string placeholder, Ink ink, bool focused)
    {
        if (editor.Text.Length == 0) canvas.Fill(area, Shortened(placeholder, area.Width), ink == Ink.Field ? Ink.Placeholder : ink);
        var (shown, before) = Window(editor, area.Width, focused);
        if (editor.Text.Length > 0) canvas.Fill(area, focused ? shown : Shortened(shown, area.Width), ink);
        return focused ? (area.Left + Math.Min(before, area.Width - 1), area.Top) : null;
    }

    /// <summary>The part of a line that fits, and the columns before the cursor in it.</summary>
    private static (string Shown, int Before) Window(LineEditor editor, int width, bool focused)
    {
        if (!focused) return (editor.Text, 0);
        var text = editor.Text;
        var (start, before) = (0, editor.CursorCells);
        while (before >= width && start < editor.Cursor)
        {
            var grapheme = DisplayWidth.NextGrapheme(text.AsSpan(start));
            before -= DisplayWidth.OfGrapheme(text.AsSpan(start, grapheme));
            start += grapheme;
        }
        return (text[start..], before);
    }

    private static (int, int)? Number(Canvas canvas, Area area, NumberField field, Ink ink, bool focused, Language language)
    {
        canvas.Fill(area, "", ink);
        var unit = field.Unit.Length > 0 ? DisplayWidth.Of(field.Unit) + 1 : 0;
        var digits = area with { Width = Math.Max(3, area.Width - Spinner - unit) };
        var cursor = Line(canvas, digits, field.Editor, field.Placeholder.In(language), ink, focused);
        canvas.Put(digits.Left + digits.Width, area.Top, field.Unit, ink, area.Left + area.Width - Spinner);
        if (field.Enabled) canvas.Put(area.Left + area.Width - Spinner, area.Top, " ▾ ▴", ink);
        return cursor;
    }

    private static (int, int)? Choice(Canvas canvas, Area area, ChoiceField field, Ink ink, bool focused, Language language)
    {
        var line = area with { Width = area.Width - Arrow };
        (int, int)? cursor = null;
        var searching = field.Open && !field.Editable && field.Editor.Text.Length > 0;
        if (field.Editable || searching) cursor = Line(canvas, line, field.Editor, field.Placeholder.In(language), ink, focused);
        else
        {
            var shown = field.Shown.IsEmpty ? field.Placeholder : field.Shown;
            canvas.Fill(line, Shortened(shown.In(language), line.Width), field.Shown.IsEmpty && ink == Ink.Field ? Ink.Placeholder : ink);
        }
        canvas.Put(line.Left + line.Width, area.Top, field.Enabled ? " ▾" : "  ", ink);
        return cursor;
    }

    private static void Check(Canvas canvas, Area area, CheckField field, bool focused, Language language)
    {
        canvas.Put(area.Left, area.Top, field.On ? "[x]" : "[ ]", !field.Enabled ? Ink.FieldOff : focused ? Ink.FieldFocused : Ink.Field);
        canvas.Put(area.Left + 4, area.Top, field.Text.In(language), field.Enabled ? Ink.Text : Ink.FieldOff, area.Left + area.Width);
    }

    private static void Radio(Canvas canvas, Area area, RadioField field, bool focused, Language language)
    {
        var at = area.Left;
        for (var i = 0; i < field.Choices.Length; i++)
        {
            var on = i == field.At;
            canvas.Put(at, area.Top, on ? "(*)" : "( )", !field.Enabled ? Ink.FieldOff : on && focused ? Ink.FieldFocused : Ink.Field, area.Left + area.Width);
            canvas.Put(at + 4, area.Top, field.Choices[i].Text.In(language), field.Enabled ? Ink.Text : Ink.FieldOff, area.Left + area.Width);
            at += RadioWidth(field, i, language);
        }
    }

    private static int RadioWidth(RadioField field, int choice, Language language) => DisplayWidth.Of(field.Choices[choice].Text.In(language)) + 6;

    private static (int, int)? Notes(Canvas canvas, Area area, NotesField field, Func<int, int?> rows, Ink ink, bool focused)
    {
        (int, int)? cursor = null;
        for (var i = 0; i < area.Height; i++)
        {
            if (rows(area.Top + i) is not { } row) continue;
            var line = area with { Top = row, Height = 1 };
            var at = field.Top + i;
            if (at >= field.Lines.Length) canvas.Fill(line, "", ink);
            else cursor = Line(canvas, line, field.Lines[at], "", ink, focused && at == field.At) ?? cursor;
        }
        return cursor;
    }

    private static (int, int)? Display(Canvas canvas, Area area, DisplayField field, Func<int, int?> rows, Language language)
    {
        var lines = FormLayout.Wrapped(field.Text, language, area.Width);
        for (var i = 0; i < lines.Count; i++)
            if (rows(area.Top + i) is { } row) canvas.Put(area.Left, row, lines[i], field.Ink, area.Left + area.Width);
        return null;
    }
}
