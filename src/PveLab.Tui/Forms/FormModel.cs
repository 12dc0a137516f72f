using System.Collections.Immutable;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Forms;

/// <summary>What makes a form a certain dialog: what its fields mean together, and the call they make.</summary>
public sealed record FormRules
{
    /// <summary>The call its values make; null for a form that only shows something.</summary>
    public Func<FormModel, ApiWrite?>? Write { get; init; }

    /// <summary>The form after a change: what is shown, enabled or offered follows what was entered. Called with its own result it changes nothing.</summary>
    public Func<FormModel, FormModel> Adapt { get; init; } = form => form;

    /// <summary>The paths of the API it wants to read for what is entered: asked when they become others.</summary>
    public Func<FormModel, IReadOnlyList<string>> Reads { get; init; } = _ => [];

    /// <summary>The form with what the API answered to <see cref="Reads"/>.</summary>
    public Func<FormModel, DialogContext, FormModel> Answer { get; init; } = (form, _) => form;

    /// <summary>What is asked before the call is made; empty for nothing.</summary>
    public Func<FormModel, Words> Question { get; init; } = _ => Words.None;
}

/// <summary>A form: a dialog of the manager as it stands. Immutable; <see cref="FormUpdate"/> changes it, <see cref="FormView"/> draws it.</summary>
public sealed record FormModel
{
    /// <summary>Its title.</summary>
    public required Words Title { get; init; }

    /// <summary>Titles of its tabs; empty for a form without.</summary>
    public ImmutableArray<Words> Tabs { get; init; } = [];

    /// <summary>Its fields, in the order the keys go through them.</summary>
    public required ImmutableArray<FormField> Fields { get; init; }

    /// <summary>What is on the button that makes the call; of a form that only shows something the one that closes it.</summary>
    public required Words Submit { get; init; }

    /// <summary>What it means.</summary>
    public required FormRules Rules { get; init; }

    /// <summary>Columns inside its frame, when there is room.</summary>
    public int Width { get; init; } = 84;

    /// <summary>What has the keys: the name of a field, or one of <see cref="FormPart"/>.</summary>
    public string Focus { get; init; } = "";

    /// <summary>The tab that is shown.</summary>
    public int Tab { get; init; }

    /// <summary>First line of the tab that is shown.</summary>
    public int Top { get; init; }

    /// <summary>Whether advanced settings are shown.</summary>
    public bool ShowsAdvanced { get; init; }

    /// <summary>Whether the command line is shown.</summary>
    public bool ShowsCommand { get; init; }

    /// <summary>The command line that makes the same call; empty while something is missing.</summary>
    public string Command { get; init; } = "";

    /// <summary>What is wrong with the form as a whole; empty for nothing.</summary>
    public Words Error { get; init; }

    /// <summary>The question that waits for an answer before the call is made; empty for none.</summary>
    public Words Question { get; init; }

    /// <summary>What was read of the API for the present values.</summary>
    public ImmutableArray<string> Asked { get; init; } = [];

    /// <summary>The line of help: what is wrong with the form or the field with the keys, else what is to be told about that field.</summary>
    public Words Help => !Error.IsEmpty ? Error : Find(Focus) is not { } focused ? Words.None : focused.Error.IsEmpty ? focused.Hint : focused.Error;

    /// <summary>Whether <see cref="Help"/> tells what is wrong.</summary>
    public bool HelpIsError => !Error.IsEmpty || Find(Focus) is { Error.IsEmpty: false };

    /// <summary>Whether it makes a call at all.</summary>
    public bool Writes => Rules.Write is not null;

    /// <summary>Whether it has advanced settings.</summary>
    public bool HasAdvanced => Fields.Any(f => f.Advanced);

    /// <summary>The field of a name.</summary>
    /// <exception cref="KeyNotFoundException">The dialog has no such field: a mistake in it.</exception>
    public FormField this[string name] => Find(name) ?? throw new KeyNotFoundException($"the form has no field '{name}'");

    /// <summary>The field of a name, null for none.</summary>
    public FormField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

    /// <summary>What was entered; empty for nothing, and for what is hidden or switched off.</summary>
    public string Text(string name) => Find(name) is { Visible: true, Enabled: true } field ? field.Value.Trim() : "";

    /// <summary>Whether a box is ticked.</summary>
    public bool IsOn(string name) => Text(name) == "1";

    /// <summary>What was entered, null for nothing: a parameter that is then left out.</summary>
    public string? Given(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>The form with a field changed.</summary>
    public FormModel With(string name, Func<FormField, FormField> change)
    {
        var at = Fields.IndexOf(this[name]);
        return this with { Fields = Fields.SetItem(at, change(Fields[at])) };
    }

    /// <summary>The form with a value in a field.</summary>
    public FormModel With(string name, string value) => With(name, field => field.With(value));

    /// <summary>The form with fields shown or hidden.</summary>
    public FormModel Show(bool shown, params IEnumerable<string> names) =>
        names.Aggregate(this, (form, name) => form.With(name, f => f.Visible == shown ? f : f with { Visible = shown }));

    /// <summary>The form with fields switched on or off.</summary>
    public FormModel Enable(bool enabled, params IEnumerable<string> names) =>
        names.Aggregate(this, (form, name) => form.With(name, f => f.Enabled == enabled ? f : f with { Enabled = enabled }));

    /// <summary>Whether a field is on the screen: in the tab that is shown, and not hidden.</summary>
    public bool Shows(FormField field) => field.Visible && field.Tab == Tab && (ShowsAdvanced || !field.Advanced);

    /// <summary>What can have the keys, in order.</summary>
    public IReadOnlyList<string> Stops()
    {
        if (!Question.IsEmpty) return [FormPart.Yes, FormPart.No];
        var stops = new List<string>();
        if (Tabs.Length > 1) stops.Add(FormPart.Tabs);
        stops.AddRange(Fields.Where(f => Shows(f) && f is { Enabled: true, TakesKeys: true }).Select(f => f.Name));
        if (ShowsCommand && Command.Length > 0) stops.Add(FormPart.ToShell);
        stops.AddRange(Buttons());
        return stops;
    }

    /// <summary>The buttons along the bottom, from the left.</summary>
    public IReadOnlyList<string> Buttons()
    {
        if (!Writes) return [FormPart.Submit];
        return HasAdvanced ? [FormPart.AsCli, FormPart.Advanced, FormPart.Cancel, FormPart.Submit] : [FormPart.AsCli, FormPart.Cancel, FormPart.Submit];
    }
}

/// <summary>The parts of a form that are no fields, by the names that the keys know them under.</summary>
public static class FormPart
{
    /// <summary>The strip of tabs.</summary>
    public const string Tabs = "#tabs";

    /// <summary>The button that makes the call.</summary>
    public const string Submit = "#submit";

    /// <summary>The button that closes the form.</summary>
    public const string Cancel = "#cancel";

    /// <summary>The switch of advanced settings.</summary>
    public const string Advanced = "#advanced";

    /// <summary>The switch of the command line.</summary>
    public const string AsCli = "#cli";

    /// <summary>The button that takes the command line to the shell.</summary>
    public const string ToShell = "#shell";

    /// <summary>Yes to the question.</summary>
    public const string Yes = "#yes";

    /// <summary>No to the question.</summary>
    public const string No = "#no";
}
