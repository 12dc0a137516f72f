using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>A run of columns in one style.</summary>
public readonly record struct LessonSpan(string Text, TextStyle Style)
{
    /// <summary>Columns it takes.</summary>
    public int Width => DisplayWidth.Of(Text);
}

/// <summary>A link's place on a line: columns <paramref name="Column"/> up to but not including <c>Column + Width</c>.</summary>
public readonly record struct LinkRange(int Column, int Width, string Target);

/// <summary>What happens when the learner activates a line.</summary>
public abstract record LessonAction
{
    /// <summary>Send a command to the shell.</summary>
    /// <param name="Command">The command without its prompt.</param>
    public sealed record Send(string Command) : LessonAction
    {
        /// <summary>The command holds a placeholder such as <c>&lt;VMID&gt;</c>: put it on the command line, but do not press Enter.</summary>
        public bool NeedsEditing => Command.AsSpan().IndexOf('<') is >= 0 and var open && Command.AsSpan(open).IndexOf('>') is var length
            && length > 1 && !char.IsWhiteSpace(Command[open + 1]) && Command[open + 1] is not ('<' or '(' or '&');
    }

    /// <summary>Press a key in the shell, as a line <c>&lt;Ctrl+O&gt;</c> of a console block asks for.</summary>
    public sealed record Press(string Key) : LessonAction;

    /// <summary>Answer a quiz with an option, counted from 0.</summary>
    public sealed record Answer(string Quiz, int Option) : LessonAction;

    /// <summary>Unfold or fold a hint.</summary>
    public sealed record ToggleHint(string Hint) : LessonAction;

    /// <summary>Tick or untick a task that no criterion ticks.</summary>
    public sealed record ToggleTask(string Task) : LessonAction;

    /// <summary>Open a scenario.</summary>
    public sealed record OpenScenario(string Scenario) : LessonAction;

    private LessonAction()
    {
    }
}

/// <summary>How a line goes on from the one before.</summary>
public enum LineJoin
{
    /// <summary>It begins something.</summary>
    None,

    /// <summary>It was wrapped at a space.</summary>
    Space,

    /// <summary>It was wrapped between two characters.</summary>
    Direct,
}

/// <summary>One line of the laid-out lesson.</summary>
/// <param name="Spans">Its text from column 0; never wider than the layout.</param>
/// <param name="SourceLine">1-based line of the file it comes from: what keeps the place when the width changes.</param>
public sealed record LessonLine(IReadOnlyList<LessonSpan> Spans, int SourceLine)
{
    /// <summary>The block it shows; null on blank lines.</summary>
    public LessonBlock? Block { get; init; }

    /// <summary>What activating the line does, or null.</summary>
    public LessonAction? Action { get; init; }

    /// <summary>Links on the line.</summary>
    public IReadOnlyList<LinkRange> Links { get; init; } = [];

    /// <summary>Whether it continues the line before.</summary>
    public LineJoin Join { get; init; }

    /// <summary>How many spans at the left are decoration: indent, bullet, bar, continuation marker.</summary>
    public int Decoration { get; init; }

    /// <summary>What "send to shell" sends from here, or null.</summary>
    public string? Command => (Action as LessonAction.Send)?.Command;

    /// <summary>The whole line as plain text.</summary>
    public string Text => string.Concat(Spans.Select(span => span.Text));

    /// <summary>The line without its decoration.</summary>
    public string Content => string.Concat(Spans.Skip(Decoration).Select(span => span.Text));

    /// <summary>Columns it takes.</summary>
    public int Width => Spans.Sum(span => span.Width);
}
