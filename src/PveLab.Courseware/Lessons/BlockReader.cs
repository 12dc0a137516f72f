using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using MarkdigTables = Markdig.Extensions.Tables;

namespace PveLab.Courseware.Lessons;

/// <summary>Markdig's block tree turned into ours.</summary>
internal sealed class BlockReader(ReadingContext context)
{
    /// <summary>Reads the children of a container. Nesting beyond the limit is dropped with a problem.</summary>
    public List<LessonBlock> Read(ContainerBlock container, int depth)
    {
        var blocks = new List<LessonBlock>();
        if (depth > LessonLimits.Nesting)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"nested deeper than {LessonLimits.Nesting} levels: not shown");
            context.Problem(container.Line + 1, container.Column + 1, message);
            return blocks;
        }
        foreach (Block block in container) Visit(block, blocks, depth);
        return blocks;
    }

    private void Visit(Block block, List<LessonBlock> into, int depth)
    {
        int line = block.Line + 1;
        bool tight = context.IsTight(block.Line);
        switch (block)
        {
            case YamlFrontMatterBlock or LinkReferenceDefinitionGroup: break;
            case HeadingBlock heading: into.Add(ReadHeading(heading, line)); break;
            case ParagraphBlock paragraph: AddParagraph(paragraph, line, tight, into); break;
            case ListBlock list: into.Add(ReadList(list, line, tight, depth)); break;
            case QuoteBlock quote: into.Add(new Quote(line, Read(quote, depth + 1)) { Tight = tight }); break;
            case ThematicBreakBlock: into.Add(new Rule(line)); break;
            case MarkdigTables.Table table: into.Add(ReadTable(table, line, tight)); break;
            case CustomContainer container: into.AddRange(new ContainerReader(context, this).Read(container, tight, depth)); break;
            case Markdig.Syntax.CodeBlock code: AddCode(code, tight, into); break;
            case HtmlBlock html: AddHtml(html, line, tight, into); break;
            case ContainerBlock other: into.AddRange(Read(other, depth + 1)); break;
        }
    }

    private Heading ReadHeading(HeadingBlock heading, int line)
    {
        List<Inline> text = [.. InlineReader.Read(heading.Inline)];
        if (text.Count == 0 || ReadingContext.Binding().Match(text[^1].Text) is not { Success: true } given)
            return new Heading(line, heading.Level, context.HeadingId(InlineReader.PlainText(text)), text);
        text[^1] = text[^1] with { Text = text[^1].Text[..given.Index] };
        string id = given.Groups[1].Value;
        if (!context.Take("#" + id)) context.Problem(line, 1, $"a heading called '#{id}' exists already");
        return new Heading(line, heading.Level, id, text);
    }

    private static void AddParagraph(ParagraphBlock paragraph, int line, bool tight, List<LessonBlock> into)
    {
        if (FigureReader.Read(paragraph, line, tight) is { } figures) into.AddRange(figures);
        else if (InlineReader.Read(paragraph.Inline) is { Count: > 0 } text) into.Add(new Paragraph(line, text) { Tight = tight });
    }

    private void AddCode(Markdig.Syntax.CodeBlock code, bool tight, List<LessonBlock> into)
    {
        if (code is FencedCodeBlock { ClosingFencedCharCount: 0 }) context.Problem(code.Line + 1, code.Column + 1, "the code block is never closed");
        into.Add(CodeReader.Read(code, tight));
    }

    private static void AddHtml(HtmlBlock html, int line, bool tight, List<LessonBlock> into)
    {
        if (html.Type == HtmlBlockType.Comment) return;
        // No HTML in lessons: a line beginning with <placeholder> must stay readable.
        string text = SafeText.Clean(html.Lines.ToString()).Trim();
        if (text.Length > 0) into.Add(new Paragraph(line, [new Inline(text)]) { Tight = tight });
    }

    private LessonList ReadList(ListBlock list, int line, bool tight, int depth)
    {
        var items = new List<ListItem>(list.Count);
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            List<LessonBlock> blocks = Read(item, depth + 1);
            TaskMark? task = ReadTask(item, blocks);
            items.Add(new ListItem(item.Line + 1, task, blocks) { Tight = context.IsTight(item.Line) });
        }
        int start = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 1;
        return new LessonList(line, list.IsOrdered, start, items) { Tight = tight };
    }

    private TaskMark? ReadTask(ListItemBlock item, List<LessonBlock> blocks)
    {
        if (TaskOf(item) is not { } task) return null;
        if (blocks is not [Paragraph { Text: [.., var last] } paragraph, ..]) return new TaskMark(context.NextTask(), task.Checked, null);
        Match binding = ReadingContext.Binding().Match(last.Text);
        Inline first = paragraph.Text[0];
        List<Inline> text = [.. paragraph.Text];
        if (binding.Success) text[^1] = text[^1] with { Text = text[^1].Text[..binding.Index] };
        if (first.Style is TextStyle.Text) text[0] = text[0] with { Text = text[0].Text.TrimStart() };
        blocks[0] = paragraph with { Text = text };
        string? criterion = binding.Success ? binding.Groups[1].Value : null;
        return new TaskMark(criterion ?? context.NextTask(), task.Checked, criterion);
    }

    /// <summary>The check box an item begins with, or null.</summary>
    internal static TaskList? TaskOf(ListItemBlock item) => item.Count > 0 && item[0] is ParagraphBlock { Inline.FirstChild: TaskList task } ? task : null;

    private static LessonTable ReadTable(MarkdigTables.Table table, int line, bool tight)
    {
        List<MarkdigTables.TableRow> rows = [.. table.OfType<MarkdigTables.TableRow>()];
        int columns = Math.Min(LessonLimits.Pipes, rows.Select(row => row.Count).DefaultIfEmpty(0).Max());
        IReadOnlyList<IReadOnlyList<Inline>> Cells(MarkdigTables.TableRow row) =>
            [.. Enumerable.Range(0, columns).Select(i => i < row.Count ? CellText((MarkdigTables.TableCell)row[i]) : [])];
        ColumnAlignment Alignment(int column) => (column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null) switch
        {
            MarkdigTables.TableColumnAlign.Center => ColumnAlignment.Center,
            MarkdigTables.TableColumnAlign.Right => ColumnAlignment.Right,
            _ => ColumnAlignment.Left,
        };
        return new LessonTable(
            line,
            [.. Enumerable.Range(0, columns).Select(Alignment)],
            rows is [{ IsHeader: true } header, ..] ? Cells(header) : [],
            [.. rows.Where(row => !row.IsHeader).Select(row => new TableLine(row.Line + 1, Cells(row)))])
        { Tight = tight };
    }

    private static IReadOnlyList<Inline> CellText(MarkdigTables.TableCell cell) =>
        [.. cell.Descendants<ParagraphBlock>().SelectMany(paragraph => InlineReader.Read(paragraph.Inline))];
}
