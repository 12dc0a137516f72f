namespace PveLab.Courseware.Lessons;

/// <summary>A run of text in one style. A <c>\n</c> inside is a hard line break.</summary>
/// <param name="Text">The text, free of control characters.</param>
/// <param name="Style">Text, Strong, Emphasis, Strike, Mark, Code or Link.</param>
/// <param name="Target">Where the link leads (an address, a path or <c>#heading-id</c>), or null.</param>
public sealed record Inline(string Text, TextStyle Style = TextStyle.Text, string? Target = null);

/// <summary>A piece of a lesson. <paramref name="Line"/> is where it begins in the file, 1-based: the position that survives every change of width.</summary>
public abstract record LessonBlock(int Line)
{
    /// <summary>The author left no blank line before this block: it stays close to what precedes it.</summary>
    public bool Tight { get; init; }
}

/// <summary>A heading; <paramref name="Id"/> is unique in the lesson and is what <c>#id</c> links lead to.</summary>
public sealed record Heading(int Line, int Level, string Id, IReadOnlyList<Inline> Text) : LessonBlock(Line);

/// <summary>Running text.</summary>
public sealed record Paragraph(int Line, IReadOnlyList<Inline> Text) : LessonBlock(Line);

/// <summary>A list, numbered from <paramref name="Start"/> when ordered.</summary>
public sealed record LessonList(int Line, bool Ordered, int Start, IReadOnlyList<ListItem> Items) : LessonBlock(Line);

/// <summary>One item; <paramref name="Task"/> is set for <c>- [ ]</c> and <c>- [x]</c>.</summary>
public sealed record ListItem(int Line, TaskMark? Task, IReadOnlyList<LessonBlock> Blocks)
{
    /// <inheritdoc cref="LessonBlock.Tight"/>
    public bool Tight { get; init; }
}

/// <summary>A check box of a task list.</summary>
/// <param name="Key">What a tick is remembered under: the criterion's id when bound, otherwise <c>task-N</c>.</param>
/// <param name="Ticked">Ticked by the author (<c>[x]</c>).</param>
/// <param name="Criterion">The criterion that ticks it, from a trailing <c>{#criterion-id}</c>, or null.</param>
public sealed record TaskMark(string Key, bool Ticked, string? Criterion);

/// <summary>How a table column is aligned.</summary>
public enum ColumnAlignment
{
    Left,
    Center,
    Right,
}

/// <summary>A pipe table. Every row has exactly as many cells as there are columns.</summary>
public sealed record LessonTable(
    int Line,
    IReadOnlyList<ColumnAlignment> Columns,
    IReadOnlyList<IReadOnlyList<Inline>> Header,
    IReadOnlyList<TableLine> Rows) : LessonBlock(Line);

/// <summary>One body row.</summary>
public sealed record TableLine(int Line, IReadOnlyList<IReadOnlyList<Inline>> Cells);

/// <summary>A fenced or indented code block.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">The fence's first word, lower case (<c>console</c>, <c>bash</c>, <c>ini</c>), or empty.</param>
/// <param name="Lines">The text.</param>
public sealed record CodeBlock(int Line, string Language, IReadOnlyList<CodeLine> Lines) : LessonBlock(Line)
{
    /// <summary>What the fence says behind the language: words for those who check lessons (<c>fails</c>, <c>in=ch08-nas-down</c>).</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];
}

/// <summary>One line of code.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Text">The line as written, tabs expanded.</param>
/// <param name="Prompt">Length of the prompt it begins with (<c># </c>, <c>$ </c>), 0 when none.</param>
/// <param name="Command">What "send to shell" sends: backslash continuations joined, the prompt gone. Null when the line is no command.</param>
public sealed record CodeLine(int Line, string Text, int Prompt = 0, string? Command = null);

/// <summary>A text picture: a <c>text</c> or <c>diagram</c> fence without prompts. It is never wrapped, only clipped.</summary>
public sealed record Diagram(int Line, IReadOnlyList<string> Lines) : LessonBlock(Line)
{
    /// <summary>What the fence says behind its language, the picture's caption; empty when it has none.</summary>
    public string Caption { get; init; } = "";
}

/// <summary>A block quotation.</summary>
public sealed record Quote(int Line, IReadOnlyList<LessonBlock> Blocks) : LessonBlock(Line);

/// <summary>A thematic break.</summary>
public sealed record Rule(int Line) : LessonBlock(Line);

/// <summary>An image reference. Terminals show no images: caption and path stay, and the path opens externally.</summary>
public sealed record Figure(int Line, string Caption, string Path) : LessonBlock(Line);

/// <summary>A question with exactly one right option.</summary>
public sealed record Quiz(
    int Line,
    string Id,
    IReadOnlyList<LessonBlock> Question,
    IReadOnlyList<QuizOption> Options,
    IReadOnlyList<LessonBlock> Explanation) : LessonBlock(Line);

/// <summary>One answer of a quiz.</summary>
public sealed record QuizOption(int Line, bool Right, IReadOnlyList<Inline> Text)
{
    /// <summary>Why it is right or wrong: shown once it was chosen.</summary>
    public IReadOnlyList<LessonBlock> Why { get; init; } = [];
}

/// <summary>Help that stays folded until the learner asks for it.</summary>
public sealed record Hint(int Line, string Id, string Title, IReadOnlyList<LessonBlock> Blocks) : LessonBlock(Line);

/// <summary>A coach's aside, with the author's title or none.</summary>
public sealed record Note(int Line, string Title, IReadOnlyList<LessonBlock> Blocks) : LessonBlock(Line);

/// <summary>An invitation to a scenario.</summary>
public sealed record ScenarioLink(int Line, string Scenario, IReadOnlyList<LessonBlock> Blocks) : LessonBlock(Line);
