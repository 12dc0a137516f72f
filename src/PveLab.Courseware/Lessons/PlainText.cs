using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>Text without Markdown, joined and broken by the rules a lesson follows: stories, hints and criteria read as well as a chapter.</summary>
public static class PlainText
{
    /// <summary>A text whose line ends are its author's: lines of one paragraph become one, paragraphs stay apart.</summary>
    public static IReadOnlyList<string> Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        foreach (var paragraph in text.TrimEnd().Split("\n\n"))
        {
            if (paragraphs.Count > 0) paragraphs.Add("");
            paragraphs.Add(paragraph.Split('\n').Select(l => l.Trim()).Aggregate(InlineReader.JoinLines));
        }
        return paragraphs;
    }

    /// <summary>A line broken to at most <paramref name="width"/> columns (at least 2); what goes on below keeps the line's indent. A line that fits stays as it is.</summary>
    public static IReadOnlyList<string> Wrap(string line, int width)
    {
        if (DisplayWidth.Of(line) <= width) return [line];
        var indent = new string(' ', Math.Min(line.Length - line.TrimStart(' ').Length, width / 2));
        return [.. new TextWrapper().Wrap([new Inline(line.TrimStart(' '))], Math.Max(2, width - indent.Length)).Select(l => indent + string.Concat(l.Spans.Select(s => s.Text)))];
    }
}
