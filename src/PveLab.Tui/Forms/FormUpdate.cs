using PveLab.Shell.Proxmox;
using PveLab.Sim;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Forms;

/// <summary>What a message makes of a form, and what the form asks its host for. Pure.</summary>
public static class FormUpdate
{
    /// <summary>A dialog as it opens: the first field that takes the keys has them, and it may want to read something.</summary>
    public static (FormModel Form, FormEvent? Event) Opened(FormModel form, FormScreen screen)
    {
        form = form.Rules.Adapt(form);
        if (form.Focus.Length == 0) form = form with { Focus = form.Stops().FirstOrDefault(s => s != FormPart.Tabs, FormPart.Submit) };
        return Read(Fitted(form, screen));
    }

    /// <summary>The form after a message; the event is null when it needs nothing.</summary>
    public static (FormModel Form, FormEvent? Event) Apply(FormModel form, LabMessage message, FormScreen screen)
    {
        var (next, wanted) = message switch
        {
            LabMessage.KeyPressed key => Key(form, key),
            LabMessage.Pasted paste => (Paste(form, paste.Text), null),
            LabMessage.Clicked click => FormMouse.Click(form, click.Column, click.Row, screen),
            LabMessage.Wheeled wheel => (FormMouse.Wheel(form, wheel, screen), null),
            _ => (form, null),
        };
        next = Fitted(next, screen, follow: message is not LabMessage.Wheeled);
        return wanted is null ? Read(next) : (next, wanted);
    }

    /// <summary>The form with the API's refusal: what it says of a parameter stands at that field, the rest below.</summary>
    public static FormModel Refused(FormModel form, PveException error)
    {
        var refusal = FormErrors.Of(error);
        form = form with { Fields = [.. form.Fields.Select(f => f with { Error = refusal.Of(f) })], Error = refusal.Rest(form.Fields), Question = Words.None };
        return FirstWrong(form) is { } wrong ? FocusOn(form, wrong.Name) : form with { Focus = FormPart.Submit };
    }

    /// <summary>The form with what it wanted to read.</summary>
    public static FormModel Answered(FormModel form, DialogContext context, FormScreen screen) => Fitted(Settled(form.Rules.Answer(form, context)), screen);

    /// <summary>A key that no field takes, or one on a part that is no field.</summary>
    internal static (FormModel, FormEvent?) Key(FormModel form, LabMessage.KeyPressed key)
    {
        if (form.Find(form.Focus) is { } field && field.Press(key) is { } pressed) return (Changed(form, pressed), null);
        return key.Key switch
        {
            "Tab" or "CursorDown" => (Step(form, 1), null),
            "Shift+Tab" or "CursorUp" => (Step(form, -1), null),
            "CursorLeft" when form.Focus == FormPart.Tabs => (ToTab(form, form.Tab - 1), null),
            "CursorRight" when form.Focus == FormPart.Tabs => (ToTab(form, form.Tab + 1), null),
            "CursorLeft" when IsButton(form.Focus) => (Step(form, -1), null),
            "CursorRight" when IsButton(form.Focus) => (Step(form, 1), null),
            "Ctrl+PageUp" or "Alt+CursorLeft" => (ToTab(form, form.Tab - 1), null),
            "Ctrl+PageDown" or "Alt+CursorRight" => (ToTab(form, form.Tab + 1), null),
            "PageUp" => (form with { Top = form.Top - 5 }, null),
            "PageDown" => (form with { Top = form.Top + 5 }, null),
            "Esc" => form.Question.IsEmpty ? (form, new FormEvent.Close()) : (Unasked(form), null),
            "Enter" or " " when IsButton(form.Focus) => Press(form, form.Focus),
            "Enter" => Submit(form),
            "y" when !form.Question.IsEmpty => Press(form, FormPart.Yes),
            "n" when !form.Question.IsEmpty => Press(form, FormPart.No),
            _ => (form, null),
        };
    }

    /// <summary>A button pressed, by key or mouse.</summary>
    internal static (FormModel, FormEvent?) Press(FormModel form, string part) => part switch
    {
        FormPart.Submit => Submit(form),
        FormPart.Cancel => (form, new FormEvent.Close()),
        FormPart.Advanced => (FocusOn(form with { ShowsAdvanced = !form.ShowsAdvanced }, part), null),
        FormPart.AsCli => (FocusOn(form with { ShowsCommand = !form.ShowsCommand }, part), null),
        FormPart.ToShell => (form, form.Command.Length > 0 ? new FormEvent.ToShell(form.Command) : null),
        FormPart.Yes => (Unasked(form), Call(form)),
        FormPart.No => (Unasked(form), null),
        _ => (form, null),
    };

    /// <summary>The form with a field changed, and all that follows from it.</summary>
    internal static FormModel Changed(FormModel form, FormField field)
    {
        if (field == form.Find(field.Name)) return form;
        return Settled(form.With(field.Name, old => old.Value == field.Value ? field : field with { Error = Words.None }) with { Error = Words.None });
    }

    /// <summary>The form with the keys on a part; what was open elsewhere is closed, and its tab is shown.</summary>
    internal static FormModel FocusOn(FormModel form, string part)
    {
        if (form.Focus != part && form.Find(form.Focus) is { } old) form = form.With(old.Name, f => f.Left());
        if (form.Find(part) is { } field) form = form with { Tab = field.Tab, ShowsAdvanced = form.ShowsAdvanced || field.Advanced };
        return form with { Focus = part };
    }

    /// <summary>The form with another tab shown and the keys on its title.</summary>
    internal static FormModel ToTab(FormModel form, int tab) => !form.Question.IsEmpty || form.Tabs.Length < 2
        ? form : FocusOn(form, FormPart.Tabs) with { Tab = Math.Clamp(tab, 0, form.Tabs.Length - 1), Top = 0 };

    private static (FormModel, FormEvent?) Submit(FormModel form)
    {
        if (!form.Writes) return (form, new FormEvent.Close());
        form = form with { Fields = [.. form.Fields.Select(f => f with { Error = f is { Visible: true, Enabled: true } ? f.Check() : Words.None })], Error = Words.None };
        if (FirstWrong(form) is { } wrong) return (FocusOn(form, wrong.Name), null);
        if (form.Rules.Question(form) is { IsEmpty: false } question) return (FocusOn(form, FormPart.No) with { Question = question }, null);
        return (form, Call(form));
    }

    /// <summary>The call to make; where nothing was changed there is none, and the form is done.</summary>
    private static FormEvent Call(FormModel form) => form.Rules.Write?.Invoke(form) is { } call ? new FormEvent.Write(call) : new FormEvent.Close();

    private static FormField? FirstWrong(FormModel form) => form.Fields.FirstOrDefault(f => f is { Visible: true, Enabled: true, TakesKeys: true, Error.IsEmpty: false });

    private static FormModel Unasked(FormModel form) => form with { Question = Words.None, Focus = FormPart.Submit };

    private static FormModel Step(FormModel form, int direction)
    {
        var stops = form.Stops();
        var at = stops.TakeWhile(s => s != form.Focus).Count();
        return FocusOn(form, stops[(at + direction + stops.Count) % stops.Count]);
    }

    private static bool IsButton(string part) => part.StartsWith('#') && part != FormPart.Tabs;

    private static FormModel Paste(FormModel form, string text) =>
        form.Find(form.Focus)?.Paste(text) is { } pasted ? Changed(form, pasted) : form;

    private static FormModel Settled(FormModel form) => form.Rules.Adapt(form);

    /// <summary>What the form wants to read for its values, when that became something else.</summary>
    private static (FormModel, FormEvent?) Read(FormModel form)
    {
        var wanted = form.Rules.Reads(form);
        if (wanted.SequenceEqual(form.Asked)) return (form, null);
        return (form with { Asked = [.. wanted] }, wanted.Count > 0 ? new FormEvent.Read(wanted) : null);
    }

    /// <summary>The form with the keys on something that is shown, what has them in sight, and the command as it now is.</summary>
    private static FormModel Fitted(FormModel form, FormScreen screen, bool follow = true)
    {
        var stops = form.Stops();
        if (!stops.Contains(form.Focus)) form = FocusOn(form, stops.FirstOrDefault(s => s != FormPart.Tabs, stops[0]));
        if (form.ShowsCommand) form = form with { Command = CommandOf(form, screen) };
        var layout = FormLayout.Of(form, screen);
        form = form with { Fields = [.. form.Fields.Select(f => f is TableField table && Rows(layout, table) is { } rows && rows != table.Height ? table with { Height = rows } : f)] };
        var top = layout.Top;
        if (follow && layout.Fields.FirstOrDefault(p => p.Field.Name == form.Focus) is { } placed)
            top = Math.Clamp(top, Math.Min(placed.Input.Top, Math.Max(0, placed.Bottom - layout.Content.Height)), placed.Input.Top);
        return form with { Top = top };
    }

    private static int? Rows(FormLayout layout, TableField table) =>
        layout.Fields.FirstOrDefault(p => p.Field.Name == table.Name) is { } placed ? Math.Max(1, placed.Input.Height - 2) : null;

    private static string CommandOf(FormModel form, FormScreen screen)
    {
        if (form.Rules.Write is not { } write || form.Fields.Any(f => f is { Visible: true, Enabled: true } && !f.Check().IsEmpty)) return "";
        return write(form) is { } call ? CommandLineOf.Call(call.Verb, call.Path, call.Parameters, screen.Node) : "";
    }
}
