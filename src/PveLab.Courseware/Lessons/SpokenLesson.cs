using System.Globalization;
using System.Text;
using Invariant = System.FormattableString;

namespace PveLab.Courseware.Lessons;

/// <summary>A part of a lesson from one heading to the next.</summary>
/// <param name="Number">Counted from 1; 0 is what stands before the first heading.</param>
/// <param name="Level">The heading's level.</param>
/// <param name="Title">The heading.</param>
/// <param name="Id">The heading's id; empty for what stands before the first.</param>
/// <param name="Text">What stands below it, for reading aloud.</param>
public sealed record SpokenSection(int Number, int Level, string Title, string Id, string Text);

/// <summary>
/// A lesson as lines of plain text, for a screen reader and for pipes: nothing is drawn, a paragraph is one line, and what would be seen (a prompt, a tick,
/// a column) is said.
/// </summary>
/// <param name="language">Whose words stand around quizzes, hints and figures.</param>
public sealed class SpokenLesson(string language)
{
    private readonly StringBuilder text = new();

    /// <summary>The sections of a lesson, in order.</summary>
    public static IReadOnlyList<SpokenSection> Of(Lesson lesson)
    {
        var sections = new List<SpokenSection>();
        var (heading, blocks) = ((Heading?)null, new List<LessonBlock>());
        foreach (var block in lesson.Blocks.Append(null))
        {
            if (block is not (Heading or null))
            {
                blocks.Add(block);
                continue;
            }
            if (heading is not null || blocks.Count > 0) sections.Add(Section(lesson, sections.Count(s => s.Number > 0), heading, blocks));
            (heading, blocks) = (block as Heading, []);
        }
        return sections;
    }

    private static SpokenSection Section(Lesson lesson, int count, Heading? heading, List<LessonBlock> blocks)
    {
        var spoken = new SpokenLesson(lesson.Front.Language);
        spoken.Say(blocks, "");
        return new SpokenSection(heading is null ? 0 : count + 1, heading?.Level ?? 0, heading is null ? lesson.Front.Title : InlineReader.PlainText(heading.Text), heading?.Id ?? "",
            spoken.text.ToString());
    }

    private void Say(IEnumerable<LessonBlock> blocks, string indent)
    {
        foreach (var block in blocks) Say(block, indent);
    }

    private void Say(LessonBlock block, string indent)
    {
        switch (block)
        {
            case Heading heading: Line(indent, InlineReader.PlainText(heading.Text)); break;
            case Paragraph paragraph: Line(indent, InlineReader.PlainText(paragraph.Text)); break;
            case LessonList list: List(list, indent); break;
            case LessonTable table: Table(table, indent); break;
            case CodeBlock code: Code(code, indent); break;
            case Diagram diagram: Line(indent, $"{Words("図", "Picture")}: {(diagram.Caption.Length > 0 ? diagram.Caption : Words("見出しなし", "without caption"))}"); break;
            case Figure figure: Line(indent, $"{Words("図", "Picture")}: {figure.Caption} ({figure.Path})"); break;
            case Quote quote: Say(quote.Blocks, indent + "  "); break;
            case Quiz quiz: Quiz(quiz, indent); break;
            case Hint hint: Titled($"{Words("ヒント", "Hint")}: {hint.Title}", hint.Blocks, indent); break;
            case Note note: Titled($"{Words("メモ", "Note")}: {note.Title}", note.Blocks, indent); break;
            case ScenarioLink link: Titled($"{Words("演習", "Exercise")}: {link.Scenario}", link.Blocks, indent); break;
        }
    }

    private void List(LessonList list, string indent)
    {
        var number = list.Start;
        foreach (var item in list.Items)
        {
            var mark = item.Task is { } task ? $"[ ] {(task.Criterion is { } criterion ? $"({criterion}) " : "")}" : list.Ordered ? Text($"{number++}. ") : "- ";
            var first = item.Blocks.Count > 0 && item.Blocks[0] is Paragraph paragraph ? InlineReader.PlainText(paragraph.Text) : "";
            Line(indent, mark + first);
            Say(item.Blocks.Skip(first.Length > 0 ? 1 : 0), indent + "  ");
        }
    }

    /// <summary>Each row as its columns' names with what stands in them: a table is heard row by row.</summary>
    private void Table(LessonTable table, string indent)
    {
        foreach (var row in table.Rows)
            Line(indent, string.Join("; ", row.Cells.Select((cell, i) => $"{InlineReader.PlainText(table.Header[i])}: {InlineReader.PlainText(cell)}")));
    }

    private void Code(CodeBlock code, string indent)
    {
        foreach (var line in code.Lines)
            Line(indent + "  ", line.Command is not null ? $"{Words("コマンド", "command")}: {line.Text[line.Prompt..]}" : line.Text);
    }

    private void Quiz(Quiz quiz, string indent)
    {
        Titled($"{Words("クイズ", "Quiz")} {quiz.Id}", quiz.Question, indent);
        for (var i = 0; i < quiz.Options.Count; i++) Line(indent + "  ", Text($"{i + 1}. ") + InlineReader.PlainText(quiz.Options[i].Text));
    }

    /// <summary>What is said to an answer: right or wrong, and why.</summary>
    public string Answer(Quiz quiz, int option)
    {
        text.Clear();
        Line("", quiz.Options[option].Right ? Words("正解です。", "Right.") : Words("違います。", "That is not it."));
        Say(quiz.Options[option].Why, "");
        Say(quiz.Explanation, "");
        return text.ToString();
    }

    private void Titled(string title, IEnumerable<LessonBlock> blocks, string indent)
    {
        Line(indent, title.TrimEnd(' ', ':'));
        Say(blocks, indent + "  ");
    }

    private void Line(string indent, string line) => text.Append(indent).Append(line).Append('\n');

    private string Words(string ja, string en) => language == "ja" ? ja : en;

    private static string Text(Invariant text) => text.ToString(CultureInfo.InvariantCulture);
}
