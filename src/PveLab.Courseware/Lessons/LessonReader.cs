using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace PveLab.Courseware.Lessons;

/// <summary>
/// Markdown to <see cref="Lesson"/>. Beyond CommonMark it knows pipe tables, task lists, front matter and four containers:
/// <code>
/// :::quiz failure-domain          id, unique in the lesson; exactly one [x]
/// Which storage survives the loss of the node?
///
/// - [ ] local
///   > Why this is wrong, shown once it was chosen. Options may have none.
/// - [x] nas
///   > Why this is right.
///
/// Everything after the options is the explanation, shown once the right one is chosen.
/// :::
///
/// :::hint How do I find the archive?     the title; the body stays folded until asked for
/// :::note On a real system               the title may be missing
/// :::scenario ch08-restore-test          the scenario's id; the body tells what awaits
///
/// - [ ] The restore task ended OK {#restore-ok}      ticks itself when criterion restore-ok is met
/// </code>
/// </summary>
internal static class LessonReader
{
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    public static Lesson Read(string file, string text)
    {
        var context = new ReadingContext(file);
        string[] lines = LessonSource.Prepare(text, context);
        context.Lines = lines;
        if (Parse(lines, context) is not { } document)
            return new Lesson(file, Complete(new FrontMatter(), true, [], lines), AsPlainText(lines), context.Problems);
        FrontMatter? front = null;
        if (document.FirstOrDefault() is YamlFrontMatterBlock yaml)
        {
            context.HasFrontMatter = true;
            front = FrontMatterReader.Read(yaml.Lines.ToString(), context);
        }
        context.Scenarios = front?.Scenarios ?? [];
        IReadOnlyList<LessonBlock> blocks = new BlockReader(context).Read(document, 0);
        return new Lesson(file, Complete(front ?? new FrontMatter(), front is null, blocks, lines), blocks, context.Problems);
    }

    /// <summary>Markdig's tree; null when it refuses the text (it does extreme nesting with an ArgumentException, and others on hostile texts).</summary>
    private static MarkdownDocument? Parse(string[] lines, ReadingContext context)
    {
        try
        {
            return Markdown.Parse(string.Join('\n', lines), Pipeline);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
        {
            context.Problem(1, 1, $"the Markdown cannot be read ({e.Message.Split('\n', '.')[0]}): shown as plain text");
            return null;
        }
    }

    private static IReadOnlyList<LessonBlock> AsPlainText(string[] lines) => [new CodeBlock(1, "", [.. lines.Select((line, i) => new CodeLine(i + 1, line))])];

    private static MarkdownPipeline CreatePipeline()
    {
        MarkdownPipelineBuilder builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseTaskLists()
            .UseYamlFrontMatter()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Marked)
            .UseCjkFriendlyEmphasis();
        // The block half of the custom container extension only: its inline half would eat the colons of `a::b::c`.
        builder.BlockParsers.Insert(0, new CustomContainerParser());
        return builder.Build();
    }

    private static FrontMatter Complete(FrontMatter front, bool guess, IReadOnlyList<LessonBlock> blocks, string[] lines)
    {
        if (front.Title.Length == 0 && blocks.OfType<Heading>().FirstOrDefault() is { } heading)
            front = front with { Title = string.Concat(heading.Text.Select(run => run.Text)) };
        return guess && lines.Any(line => line.Any(c => c is >= '\u3041' and <= '\u30FF')) ? front with { Language = "ja" } : front;
    }
}
