using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>One line of text.</summary>
public sealed record TextField : FormField
{
    /// <summary>The line with its cursor.</summary>
    public LineEditor Editor { get; init; } = LineEditor.Empty;

    /// <summary>Shown while nothing is entered.</summary>
    public Words Placeholder { get; init; }

    /// <summary>The most characters it takes.</summary>
    public int MaxLength { get; init; } = 1024;

    /// <summary>What is wrong with a text; empty for nothing.</summary>
    public Func<string, Words>? Rule { get; init; }

    /// <inheritdoc />
    public override string Value => Editor.Text;

    /// <inheritdoc />
    public override FormField With(string value) => this with { Editor = FieldEditing.Line(value, MaxLength) };

    /// <inheritdoc />
    public override FormField? Press(LabMessage.KeyPressed key) =>
        FieldEditing.Press(Editor, key, MaxLength) is { } editor ? this with { Editor = editor } : null;

    /// <inheritdoc />
    public override FormField? Paste(string text) => this with { Editor = FieldEditing.Insert(Editor, text, MaxLength) };

    /// <inheritdoc />
    public override Words Check() => base.Check() is { IsEmpty: false } missing ? missing : Value.Length > 0 && Rule is { } rule ? rule(Value) : Words.None;
}

/// <summary>What fields of text share: the keys of a line that mean editing, and what may be put in.</summary>
internal static class FieldEditing
{
    /// <summary>A line with the cursor at its end. Control characters are dropped: they could steer the terminal.</summary>
    public static LineEditor Line(string text, int limit)
    {
        var clean = SafeText.Clean(text.ReplaceLineEndings(" "));
        if (clean.Length > limit) clean = clean[..limit];
        return new LineEditor(clean, clean.Length);
    }

    /// <summary>The line after a key; null for a key that does no editing.</summary>
    public static LineEditor? Press(LineEditor editor, LabMessage.KeyPressed key, int limit)
    {
        if (key.Text is { } text) return Insert(editor, text, limit);
        return Edits(key.Key) ? editor.Press(key.Key, null, []) : null;
    }

    /// <summary>The line with text put in; too much is left out whole.</summary>
    public static LineEditor Insert(LineEditor editor, string text, int limit)
    {
        var clean = SafeText.Clean(text.ReplaceLineEndings(" "));
        return editor.Text.Length + clean.Length > limit ? editor : editor.Insert(clean);
    }

    private static bool Edits(string key) => key is "CursorLeft" or "CursorRight" or "Home" or "End" or "Backspace" or "Delete"
        or "Ctrl+CursorLeft" or "Ctrl+CursorRight" or "Ctrl+A" or "Ctrl+E" or "Ctrl+K" or "Ctrl+U" or "Ctrl+W" or "Ctrl+Y" or "Alt+Backspace";
}
