namespace PveLab.Courseware.Lessons;

/// <summary>Code blocks and text pictures.</summary>
internal sealed class CodeLayout(TextWrapper wrapper, LineCanvas canvas, LessonStyle style)
{
    private static readonly LessonSpan Bar = new("│ ", TextStyle.CodeBar);
    private static readonly LessonSpan CommandBar = new("▸ ", TextStyle.CodeBar);
    private static readonly LessonSpan Continuation = new("↪ ", TextStyle.Marker);

    public void Add(CodeBlock code)
    {
        string? above = null;
        foreach (CodeLine line in code.Lines)
        {
            // Lines a backslash joins share one command: the sign stands at the first.
            canvas.Push(line.Command is null || ReferenceEquals(line.Command, above) ? Bar : CommandBar, Bar);
            AddLine(code, line);
            canvas.Pop();
            above = line.Command;
        }
    }

    public void Add(Diagram diagram)
    {
        int line = diagram.Line;
        foreach (string text in diagram.Lines)
        {
            canvas.Add(wrapper.Clip([new Inline(text, TextStyle.Diagram)], canvas.Room), diagram, ++line);
        }
    }

    private void AddLine(CodeBlock code, CodeLine line)
    {
        LessonAction? action = line.Command is not { } command ? null : CodeReader.IsKey(command) ? new LessonAction.Press(command.Trim('<', '>')) : new LessonAction.Send(command);
        IReadOnlyList<Inline> runs = CodeColours.Of(code.Language, line);
        if (style.ClipCode)
        {
            canvas.Add(wrapper.Clip(runs, canvas.Room), code, line.Line, action);
            return;
        }
        foreach (WrappedLine wrapped in wrapper.WrapCode(runs, canvas.Room, canvas.Room - Continuation.Width))
        {
            if (wrapped.Join == LineJoin.None) canvas.Add(wrapped, code, line.Line, action);
            else canvas.Add(wrapped with { Spans = [Continuation, .. wrapped.Spans] }, code, line.Line, action, decoration: 1);
        }
    }
}
