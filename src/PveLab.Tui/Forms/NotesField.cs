using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>Several lines of text: notes, a description.</summary>
public sealed record NotesField : FormField
{
    private const int LineLimit = 2000;
    private const int MaxLines = 200;

    /// <summary>The lines; at least one.</summary>
    public ImmutableArray<LineEditor> Lines { get; init; } = [LineEditor.Empty];

    /// <summary>The line the cursor is in.</summary>
    public int At { get; init; }

    /// <summary>First line shown.</summary>
    public int Top { get; init; }

    /// <summary>Lines shown at once.</summary>
    public int Rows { get; init; } = 4;

    /// <inheritdoc />
    public override string Value => string.Join('\n', Lines.Select(l => l.Text)).TrimEnd('\n');

    /// <inheritdoc />
    public override FormField With(string value) =>
        this with { Lines = [.. value.ReplaceLineEndings("\n").Split('\n').Take(MaxLines).Select(l => FieldEditing.Line(l, LineLimit))], At = 0, Top = 0 };

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) => key.Key switch
    {
        "Enter" => Lines.Length < MaxLines ? Broken() : this,
        "CursorUp" => At > 0 ? To(At - 1) : null,
        "CursorDown" => At < Lines.Length - 1 ? To(At + 1) : null,
        "Backspace" when Lines[At].Cursor == 0 => At > 0 ? Joined(At - 1) : this,
        "Delete" when Lines[At].Cursor == Lines[At].Text.Length => At < Lines.Length - 1 ? Joined(At) : this,
        _ => FieldEditing.Press(Lines[At], key, LineLimit) is { } line ? Seen(this with { Lines = Lines.SetItem(At, line) }) : null,
    };

    /// <inheritdoc />
    public override FormField? Paste(string text)
    {
        var pasted = text.ReplaceLineEndings("\n").Split('\n');
        if (Lines.Length + pasted.Length > MaxLines) return this;
        var field = this;
        for (var i = 0; i < pasted.Length; i++)
        {
            if (i > 0) field = field.Broken();
            field = field with { Lines = field.Lines.SetItem(field.At, FieldEditing.Insert(field.Lines[field.At], pasted[i], LineLimit)) };
        }
        return Seen(field);
    }

    /// <inheritdoc />
    public override FormField? Wheel(int lines) => this with { Top = Math.Clamp(Top + lines, 0, Math.Max(0, Lines.Length - Rows)) };

    /// <summary>The field with the cursor in a line.</summary>
    public NotesField To(int line)
    {
        line = Math.Clamp(line, 0, Lines.Length - 1);
        var cells = Lines[At].CursorCells;
        var cursor = DisplayWidth.Clip(Lines[line].Text, cells).Length;
        return Seen(this with { At = line, Lines = Lines.SetItem(line, new LineEditor(Lines[line].Text, cursor)) });
    }

    private NotesField Broken()
    {
        var (text, cursor) = (Lines[At].Text, Lines[At].Cursor);
        return Seen(this with
        {
            Lines = Lines.SetItem(At, new LineEditor(text[..cursor], cursor)).Insert(At + 1, new LineEditor(text[cursor..], 0)),
            At = At + 1,
        });
    }

    private NotesField Joined(int line)
    {
        var (first, second) = (Lines[line].Text, Lines[line + 1].Text);
        if (first.Length + second.Length > LineLimit) return this;
        return Seen(this with { Lines = Lines.SetItem(line, new LineEditor(first + second, first.Length)).RemoveAt(line + 1), At = line });
    }

    private static NotesField Seen(NotesField field) => field with { Top = Math.Clamp(field.Top, Math.Max(0, field.At - field.Rows + 1), field.At) };
}
