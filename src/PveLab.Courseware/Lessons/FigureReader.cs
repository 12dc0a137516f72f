using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PveLab.Courseware.Lessons;

/// <summary>A paragraph that holds only images is a row of figures.</summary>
internal static class FigureReader
{
    /// <summary>The figures, or null when the paragraph holds any words.</summary>
    public static List<LessonBlock>? Read(ParagraphBlock paragraph, int line, bool tight)
    {
        if (paragraph.Inline is null) return null;
        var figures = new List<LessonBlock>();
        foreach (Markdig.Syntax.Inlines.Inline inline in paragraph.Inline)
        {
            switch (inline)
            {
                case LinkInline { IsImage: true } image:
                    figures.Add(new Figure(line, InlineReader.Text(image), InlineReader.SafeTarget(image.Url) ?? "") { Tight = tight || figures.Count > 0 });
                    break;
                case LineBreakInline: break;
                case LiteralInline literal when literal.Content.IsEmptyOrWhitespace(): break;
                default: return null;
            }
        }
        return figures.Count > 0 ? figures : null;
    }
}
