using System.Globalization;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>Blocks to lines: one method per kind of block.</summary>
internal sealed class BlockLayout(LineCanvas canvas, LessonWords words, LessonStyle style, LessonProgress progress)
{
    private static readonly LessonSpan ContainerBar = new("┃ ", TextStyle.ContainerBar);
    private static readonly string[] Bullets = ["• ", "◦ ", "▪ "];

    private readonly TextWrapper wrapper = new();
    private TextStyle ink = TextStyle.Text;
    private int listDepth;

    public void Add(IReadOnlyList<LessonBlock> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            bool close = i > 0 && (blocks[i - 1] is Heading || blocks[i].Tight) && blocks[i] is not Heading;
            if (i > 0 && !close) canvas.Blank();
            Add(blocks[i]);
        }
    }

    private void Add(LessonBlock block)
    {
        switch (block)
        {
            case Heading heading: AddHeading(heading); break;
            case Paragraph paragraph: canvas.Add(wrapper.Wrap(paragraph.Text, canvas.Room, ink), paragraph, paragraph.Line); break;
            case LessonList list: AddList(list); break;
            case LessonTable table: new TableLayout(wrapper, canvas, ink).Add(table); break;
            case CodeBlock code: new CodeLayout(wrapper, canvas, style).Add(code); break;
            case Diagram diagram: AddDiagram(diagram); break;
            case Quote quote: AddQuote(quote); break;
            case Rule rule: canvas.Add(WrappedLine.Of(new LessonSpan(new string('─', canvas.Room), TextStyle.Rule)), rule, rule.Line); break;
            case Figure figure: AddFigure(figure); break;
            case Quiz quiz: AddQuiz(quiz); break;
            case Hint hint: AddHint(hint); break;
            case Note note: AddContainer(note, Title(words.Note, note.Title), TextStyle.NoteTitle, null, note.Blocks); break;
            case ScenarioLink link: AddScenario(link); break;
        }
    }

    private void AddHeading(Heading heading)
    {
        TextStyle title = heading.Level switch { 1 => TextStyle.Heading1, 2 => TextStyle.Heading2, _ => TextStyle.Heading3 };
        if (heading.Level > 2) canvas.Push(new LessonSpan("◆ ", title), new LessonSpan("  ", title));
        List<WrappedLine> lines = wrapper.Wrap(heading.Text, canvas.Room, title, force: true);
        canvas.Add(lines, heading, heading.Line);
        if (heading.Level > 2) canvas.Pop();
        if (heading.Level > 2) return;
        string rule = heading.Level == 1 ? new string('━', canvas.Room) : new string('─', Math.Max(1, lines.Max(line => line.Width)));
        canvas.Add(WrappedLine.Of(new LessonSpan(rule, TextStyle.Rule)), heading, heading.Line, decoration: 1);
    }

    private void AddList(LessonList list)
    {
        string last = string.Create(CultureInfo.InvariantCulture, $"{(long)list.Start + list.Items.Count - 1}");
        for (int i = 0; i < list.Items.Count; i++)
        {
            ListItem item = list.Items[i];
            if (i > 0 && !item.Tight) canvas.Blank();
            string bullet = list.Ordered
                ? string.Create(CultureInfo.InvariantCulture, $"{(long)list.Start + i}. ").PadLeft(last.Length + 2)
                : item.Task is null ? Bullets[listDepth % Bullets.Length] : "";
            AddItem(list, item, bullet);
        }
    }

    private void AddItem(LessonList list, ListItem item, string bullet)
    {
        bool ticked = item.Task is { } task && (task.Ticked || progress.Ticked.Contains(task.Key));
        if (bullet.Length > 0) canvas.Push(new LessonSpan(bullet, TextStyle.Bullet), new LessonSpan(new string(' ', bullet.Length), TextStyle.Text));
        if (item.Task is not null)
            canvas.Push(new LessonSpan(ticked ? "[x] " : "[ ] ", ticked ? TextStyle.CheckboxOn : TextStyle.CheckboxOff), new LessonSpan("    ", TextStyle.Text));
        IReadOnlyList<LessonBlock> rest = item.Blocks;
        if (item.Task is { Criterion: null } free && rest is [Paragraph text, ..])
        {
            canvas.Add(wrapper.Wrap(text.Text, canvas.Room, ink), text, text.Line, new LessonAction.ToggleTask(free.Key));
            rest = [.. rest.Skip(1)];
            if (rest is [{ Tight: false }, ..]) canvas.Blank();
        }
        listDepth++;
        if (item.Blocks.Count == 0) canvas.Add(WrappedLine.Of(), list, item.Line);
        else Add(rest);
        listDepth--;
        if (item.Task is not null) canvas.Pop();
        if (bullet.Length > 0) canvas.Pop();
    }

    private void AddQuote(Quote quote)
    {
        TextStyle outer = ink;
        ink = TextStyle.Quote;
        canvas.Push(new LessonSpan("▌ ", TextStyle.QuoteBar));
        Add(quote.Blocks);
        canvas.Pop();
        ink = outer;
    }

    private void AddDiagram(Diagram diagram)
    {
        new CodeLayout(wrapper, canvas, style).Add(diagram);
        if (diagram.Caption.Length > 0) AddCaption(diagram, diagram.Caption, diagram.Line + diagram.Lines.Count);
    }

    private void AddFigure(Figure figure) => AddCaption(figure, figure.Caption.Length > 0 ? figure.Caption : figure.Path, figure.Line, figure.Path);

    private void AddCaption(LessonBlock figure, string caption, int line, string path = "")
    {
        string label = $"[{words.Figure}] ";
        canvas.Push(new LessonSpan(label, TextStyle.FigureCaption), new LessonSpan(new string(' ', DisplayWidth.Of(label)), TextStyle.Text));
        canvas.Add(wrapper.Wrap([new Inline(caption, TextStyle.FigureCaption)], canvas.Room), figure, line);
        if (path.Length > 0) canvas.Add(wrapper.WrapCode([new Inline(path, TextStyle.FigurePath, path)], canvas.Room, canvas.Room), figure, line);
        canvas.Pop();
    }

    private void AddQuiz(Quiz quiz)
    {
        int answer = progress.Answers.TryGetValue(quiz.Id, out int chosen) && chosen >= 0 && chosen < quiz.Options.Count ? chosen : -1;
        bool right = answer >= 0 && quiz.Options[answer].Right;
        string verdict = answer < 0 ? "" : right ? $" ✓ {words.Right}" : $" ✗ {words.Wrong}";
        canvas.Push(ContainerBar);
        Inline[] title = [new(words.Quiz, TextStyle.QuizTitle), new(verdict, right ? TextStyle.QuizRight : TextStyle.QuizWrong)];
        canvas.Add(wrapper.Wrap(title, canvas.Room), quiz, quiz.Line);
        Add(quiz.Question);
        canvas.Blank();
        for (int i = 0; i < quiz.Options.Count; i++) AddOption(quiz, i, i == answer);
        if (right && quiz.Explanation.Count > 0)
        {
            canvas.Blank();
            Add(quiz.Explanation);
        }
        canvas.Pop();
    }

    private void AddOption(Quiz quiz, int index, bool chosen)
    {
        QuizOption option = quiz.Options[index];
        TextStyle look = !chosen ? TextStyle.QuizOption : option.Right ? TextStyle.QuizRight : TextStyle.QuizWrong;
        string mark = string.Create(CultureInfo.InvariantCulture, $"{(!chosen ? ' ' : option.Right ? '✓' : '✗')} {index + 1}) ");
        canvas.Push(new LessonSpan(mark, look), new LessonSpan(new string(' ', mark.Length), TextStyle.Text));
        canvas.Add(wrapper.Wrap(option.Text, canvas.Room, look), quiz, option.Line, new LessonAction.Answer(quiz.Id, index));
        if (chosen) Add(option.Why);
        canvas.Pop();
    }

    private void AddHint(Hint hint)
    {
        bool open = progress.Hints.Contains(hint.Id);
        string title = (open ? "[-] " : "[+] ") + Title(words.Hint, hint.Title);
        AddContainer(hint, title, TextStyle.HintTitle, new LessonAction.ToggleHint(hint.Id), open ? hint.Blocks : []);
    }

    private void AddScenario(ScenarioLink link) =>
        AddContainer(link, "▶ " + Title(words.Scenario, link.Scenario), TextStyle.ScenarioTitle, new LessonAction.OpenScenario(link.Scenario), link.Blocks);

    private void AddContainer(LessonBlock block, string title, TextStyle look, LessonAction? action, IReadOnlyList<LessonBlock> body)
    {
        canvas.Push(ContainerBar);
        canvas.Add(wrapper.Wrap([new Inline(title, look)], canvas.Room), block, block.Line, action);
        Add(body);
        canvas.Pop();
    }

    private static string Title(string word, string title) => title.Length == 0 ? word : $"{word}: {title}";
}
