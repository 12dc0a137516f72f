using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What the API takes.</param>
/// <param name="Cells">What is shown of it, the first one also in the closed field; as many as the field has columns.</param>
public sealed record FormOption(string Value, params ImmutableArray<Words> Cells)
{
    /// <summary>Whether it contains a searched text.</summary>
    public bool Matches(string search) => search.Length == 0 || Value.Contains(search, StringComparison.OrdinalIgnoreCase)
        || Cells.Any(c => c.En.Contains(search, StringComparison.OrdinalIgnoreCase) || c.Ja.Contains(search, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// A drop-down list, perhaps with columns as Proxmox VE's lists of storages and guests. What is typed searches it; one that is
/// <see cref="Editable"/> takes what is typed as it is and offers the list as examples.
/// </summary>
public sealed record ChoiceField : FormField
{
    /// <summary>Rows of the open list at most.</summary>
    public const int MostRows = 9;

    private const int Limit = 128;

    /// <summary>What can be chosen.</summary>
    public ImmutableArray<FormOption> Options { get; init; } = [];

    /// <summary>Titles of the columns; empty for a list without.</summary>
    public ImmutableArray<Words> Columns { get; init; } = [];

    /// <summary>What is chosen, in the order of the options.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];

    /// <summary>Whether several can be chosen.</summary>
    public bool Many { get; init; }

    /// <summary>Whether any text can be entered.</summary>
    public bool Editable { get; init; }

    /// <summary>Shown while nothing is chosen.</summary>
    public Words Placeholder { get; init; }

    /// <summary>What is typed: the text of an editable field, else what the open list is searched for.</summary>
    public LineEditor Editor { get; init; } = LineEditor.Empty;

    /// <summary>Whether the list is open.</summary>
    public bool Open { get; init; }

    /// <summary>The marked line of the open list, among those that match.</summary>
    public int At { get; init; }

    /// <summary>First line shown of the open list.</summary>
    public int Top { get; init; }

    /// <summary>What is wrong with a text; empty for nothing.</summary>
    public Func<string, Words>? Rule { get; init; }

    /// <inheritdoc />
    public override string Value => Editable ? Editor.Text.Trim() : string.Join(',', Chosen);

    /// <summary>The options shown in the open list; where nothing may be chosen, that is the first.</summary>
    public ImmutableArray<FormOption> Matching => !Editable && Editor.Text.Length > 0 ? [.. Options.Where(o => o.Matches(Editor.Text))]
        : Required || Many || Editable ? Options : Options.Insert(0, new FormOption("", Placeholder.IsEmpty ? "-" : Placeholder));

    /// <summary>What the closed field shows; empty for nothing chosen.</summary>
    public Words Shown => Editable ? Editor.Text : Chosen.Select(NameOf).Aggregate(Words.None, (all, one) => all.IsEmpty ? one : all + ", " + one);

    /// <inheritdoc />
    public override FormField With(string value)
    {
        if (Editable) return this with { Editor = FieldEditing.Line(value, Limit) };
        var wanted = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return this with { Chosen = Many ? Ordered(wanted) : [.. wanted.Take(1)] };
    }

    /// <summary>The field with other options; what is chosen and no longer there is dropped.</summary>
    public ChoiceField Offering(ImmutableArray<FormOption> options) => this with
    {
        Options = options,
        Chosen = [.. Chosen.Where(c => options.Any(o => o.Value == c))],
        At = 0,
        Top = 0,
    };

    /// <summary>The field with its list open at what is chosen.</summary>
    public ChoiceField Opened(string search = "")
    {
        var field = this with { Open = true, Top = 0, Editor = Editable ? Editor : FieldEditing.Line(search, Limit) };
        var current = Editable ? Value : Chosen.FirstOrDefault();
        return field.To(Math.Max(0, field.Matching.Select((o, i) => o.Value == current ? i : -1).DefaultIfEmpty(-1).Max()));
    }

    /// <summary>The field with a line of the open list taken.</summary>
    public ChoiceField Take(int line)
    {
        var shown = Matching;
        if (line < 0 || line >= shown.Length) return this;
        var value = shown[line].Value;
        if (Editable) return this with { Editor = FieldEditing.Line(value, Limit), Open = false };
        if (!Many) return this with { Chosen = value.Length > 0 ? [value] : [], Open = false, Editor = LineEditor.Empty };
        return To(line) with { Chosen = Chosen.Contains(value) ? Chosen.Remove(value) : Ordered([.. Chosen, value]) };
    }

    /// <inheritdoc />
    public override FormField Left() => Open ? Closed() : this;

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => Open ? PressOpen(key) : PressClosed(key);

    /// <inheritdoc />
    public override FormField? Paste(string text) => Editable ? this with { Editor = FieldEditing.Insert(Editor, text, Limit) } : null;

    /// <inheritdoc />
    public override FormField? Wheel(int lines) => Open ? To(At + lines) : null;

    /// <inheritdoc />
    public override Words Check() => base.Check() is { IsEmpty: false } missing ? missing : Value.Length > 0 && Rule is { } rule ? rule(Value) : Words.None;

    private ChoiceField? PressClosed(LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorDown" => Opened(),
        " " when !Editable => Opened(),
        "CursorLeft" when !Editable && !Many => Moved(-1),
        "CursorRight" when !Editable && !Many => Moved(1),
        "Delete" or "Backspace" when !Editable && !Required => this with { Chosen = [] },
        _ when Editable => Edited(key),
        _ => key.Text is { } text ? Opened(text) : null,
    };

    private ChoiceField? PressOpen(LabMessage.KeyPressed key) => key.Key switch
    {
        "CursorUp" => To(At - 1),
        "CursorDown" => To(At + 1),
        "PageUp" => To(At - MostRows),
        "PageDown" => To(At + MostRows),
        "Esc" => Closed(),
        "Enter" => Many ? Closed() : Matching.IsEmpty ? Closed() : Take(At),
        " " when !Editable => Take(At),
        _ when Editable => Edited(key),
        _ => FieldEditing.Press(Editor, key, Limit) is { } editor ? (this with { Editor = editor, Top = 0 }).To(0) : null,
    };

    private ChoiceField? Edited(LabMessage.KeyPressed key) => FieldEditing.Press(Editor, key, Limit) is { } editor ? this with { Editor = editor } : null;

    private ChoiceField Closed() => this with { Open = false, Editor = Editable ? Editor : LineEditor.Empty };

    private ChoiceField To(int line)
    {
        var at = Math.Clamp(line, 0, Math.Max(0, Matching.Length - 1));
        return this with { At = at, Top = Math.Clamp(Top, Math.Max(0, at - MostRows + 1), at) };
    }

    private ChoiceField Moved(int direction)
    {
        if (Options.IsEmpty) return this;
        var at = Options.Select((o, i) => Chosen.Contains(o.Value) ? i : -1).DefaultIfEmpty(-1).Max();
        return this with { Chosen = [Options[Math.Clamp(at + direction, 0, Options.Length - 1)].Value] };
    }

    private ImmutableArray<string> Ordered(IReadOnlyCollection<string> values) =>
        [.. Options.Select(o => o.Value).Where(values.Contains), .. values.Where(v => Options.All(o => o.Value != v)).Distinct()];

    private Words NameOf(string value) => Options.FirstOrDefault(o => o.Value == value) is { } option && !option.Cells.IsDefaultOrEmpty ? option.Cells[0] : value;
}
