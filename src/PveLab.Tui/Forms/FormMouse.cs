using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Forms;

/// <summary>What the mouse does in a form: everything a key does, by pointing at it.</summary>
internal static class FormMouse
{
    /// <summary>The form after a click.</summary>
    public static (FormModel, FormEvent?) Click(FormModel form, int column, int row, FormScreen screen)
    {
        if (!form.Question.IsEmpty) return FormQuestion.Of(form, screen).ButtonAt(column, row) is { } answer ? FormUpdate.Press(form, answer) : (form, null);
        var layout = FormLayout.Of(form, screen);
        if (FormPopup.Of(form, layout, screen) is { } popup) return (List(form, popup, column, row), null);
        if (FormView.CloseMark(layout).Contains(column, row)) return (form, new FormEvent.Close());
        for (var tab = 0; tab < layout.Tabs.Length; tab++)
            if (layout.Tabs[tab].Contains(column, row)) return (FormUpdate.ToTab(form, tab), null);
        foreach (var (part, _, area) in layout.Buttons)
            if (area.Contains(column, row)) return FormUpdate.Press(FormUpdate.FocusOn(form, part), part);
        if (layout.ToShell.Contains(column, row)) return FormUpdate.Press(FormUpdate.FocusOn(form, FormPart.ToShell), FormPart.ToShell);
        return layout.Content.Contains(column, row) ? Field(form, layout, column, row, screen) : (form, null);
    }

    /// <summary>The form after a turn of the wheel: over an open list or a table that scrolls, else the tab does.</summary>
    public static FormModel Wheel(FormModel form, LabMessage.Wheeled wheel, FormScreen screen)
    {
        if (!form.Question.IsEmpty) return form;
        var layout = FormLayout.Of(form, screen);
        if (FormPopup.Of(form, layout, screen) is { } popup) return popup.Field.Wheel(Math.Sign(wheel.Lines)) is { } turned ? FormUpdate.Changed(form, turned) : form;
        if (At(layout, wheel.Column, wheel.Row) is { Field: { Enabled: true } field } && (field is TableField or NotesField || field.Name == form.Focus)
            && field.Wheel(Math.Sign(wheel.Lines)) is { } scrolled)
            return FormUpdate.Changed(form, scrolled);
        return form with { Top = Math.Clamp(layout.Top + Math.Sign(wheel.Lines), 0, Math.Max(0, layout.Lines - layout.Content.Height)) };
    }

    private static FormModel List(FormModel form, FormPopup popup, int column, int row)
    {
        var option = popup.OptionAt(column, row);
        if (option >= 0) return FormUpdate.Changed(form, popup.Field.Take(option));
        return popup.Box.Contains(column, row) ? form : FormUpdate.Changed(form, popup.Field.Left());
    }

    private static (FormModel, FormEvent?) Field(FormModel form, FormLayout layout, int column, int row, FormScreen screen)
    {
        if (At(layout, column, row) is not { Field: { Enabled: true, TakesKeys: true } } placed) return (form, null);
        form = FormUpdate.FocusOn(form, placed.Field.Name);
        var (x, y) = (column - placed.Input.Left, row - layout.Content.Top + layout.Top - placed.Input.Top);
        return (FormUpdate.Changed(form, Clicked(placed, x, y, screen.Language)), null);
    }

    private static FormField Clicked(PlacedField placed, int x, int y, Language language) => placed.Field switch
    {
        CheckField check => check with { On = !check.On },
        ChoiceField choice when !choice.Editable || x >= placed.Input.Width - FieldView.Arrow => choice.Open ? choice.Left() : choice.Opened(),
        NumberField number when FieldView.SpinAt(placed.Input.Width, x) is var direction and not 0 => number.Spun(direction),
        RadioField radio when FieldView.ChoiceAt(radio, x, language) is >= 0 and var at => radio with { At = at },
        ButtonField button => button with { Pressed = button.Pressed + 1 },
        NotesField notes => notes.To(notes.Top + y),
        TableField table when y == 1 && FieldView.IsTick(table, x) => table.ToggleAll(),
        TableField table when y >= 2 => table.Toggle(FieldView.TopOf(table, placed.Input.Height) + y - 2),
        _ => placed.Field,
    };

    private static PlacedField? At(FormLayout layout, int column, int row)
    {
        if (!layout.Content.Contains(column, row)) return null;
        var line = row - layout.Content.Top + layout.Top;
        return layout.Fields.FirstOrDefault(p => Covers(p, column, line));
    }

    private static bool Covers(PlacedField placed, int column, int line) =>
        placed.Input.Contains(column, line) || placed.Label.Contains(column, line);
}
