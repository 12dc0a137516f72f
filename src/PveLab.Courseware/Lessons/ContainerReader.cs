using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace PveLab.Courseware.Lessons;

/// <summary>The <c>:::</c> containers; their syntax is told at <see cref="LessonReader"/>.</summary>
internal sealed class ContainerReader(ReadingContext context, BlockReader reader)
{
    public IReadOnlyList<LessonBlock> Read(CustomContainer container, bool tight, int depth)
    {
        if (container.ClosingFencedCharCount == 0) Problem(container, $"':::{container.Info}' is never closed");
        string argument = SafeText.Clean(container.Arguments ?? "").Trim();
        int line = container.Line + 1;
        switch (container.Info)
        {
            case "quiz": return [ReadQuiz(container, argument, depth) with { Tight = tight }];
            case "hint": return [new Hint(line, context.NextHint(), argument, reader.Read(container, depth + 1)) { Tight = tight }];
            case "note": return [new Note(line, argument, reader.Read(container, depth + 1)) { Tight = tight }];
            case "scenario": return ReadScenario(container, argument, tight, depth);
            default:
                Problem(container, $"unknown container ':::{container.Info}', known are hint, note, quiz, scenario");
                return reader.Read(container, depth + 1);
        }
    }

    private List<LessonBlock> ReadScenario(CustomContainer container, string id, bool tight, int depth)
    {
        List<LessonBlock> body = reader.Read(container, depth + 1);
        if (!ReadingContext.Id().IsMatch(id))
        {
            Problem(container, id.Length == 0 ? "a scenario needs its id: ':::scenario some-id'" : $"'{id}' is no scenario id");
            return body;
        }
        if (context.HasFrontMatter && !context.Scenarios.Contains(id, StringComparer.Ordinal))
            Problem(container, $"scenario '{id}' is missing from 'scenarios' in the front matter");
        return [new ScenarioLink(container.Line + 1, id, body) { Tight = tight }];
    }

    private LessonBlock ReadQuiz(CustomContainer container, string id, int depth)
    {
        int line = container.Line + 1, at = container.ToList().FindIndex(block => block is ListBlock list && IsOptions(list));
        List<LessonBlock> blocks = reader.Read(container, depth + 1);
        List<QuizOption> options = at < 0 ? [] : ReadOptions((ListBlock)container[at], depth);
        if (options.Count(option => option.Right) != 1)
        {
            Problem(container, "a quiz needs a list of '- [ ]' options with exactly one '- [x]'");
            return new Note(line, "", blocks);
        }
        if (!ReadingContext.Id().IsMatch(id))
        {
            Problem(container, id.Length == 0 ? "a quiz needs an id: ':::quiz some-id'" : $"'{id}' is no quiz id");
            id = context.NextQuiz();
        }
        if (!context.Take(id)) Problem(container, $"quiz '{id}' exists already");
        int optionsLine = container[at].Line + 1;
        return new Quiz(line, id, [.. blocks.Where(block => block.Line < optionsLine)], options, [.. blocks.Where(block => block.Line > optionsLine)]);
    }

    private static bool IsOptions(ListBlock list) => list.OfType<ListItemBlock>().Any(item => BlockReader.TaskOf(item) is not null);

    private List<QuizOption> ReadOptions(ListBlock list, int depth) =>
    [
        .. list.OfType<ListItemBlock>().Select(item => new QuizOption(
            item.Line + 1,
            BlockReader.TaskOf(item)?.Checked ?? false,
            Trimmed(InlineReader.Read((item.FirstOrDefault() as ParagraphBlock)?.Inline)))
        {
            Why = [.. item.OfType<QuoteBlock>().SelectMany(quote => reader.Read(quote, depth + 2))],
        }),
    ];

    private static IReadOnlyList<Inline> Trimmed(IReadOnlyList<Inline> text) =>
        [.. text.Select((run, i) => i == 0 ? run with { Text = run.Text.TrimStart() } : run)];

    private void Problem(CustomContainer container, string message) => context.Problem(container.Line + 1, container.Column + 1, message);
}
