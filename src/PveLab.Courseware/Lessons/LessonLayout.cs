namespace PveLab.Courseware.Lessons;

/// <summary>A heading and the layout line it stands on.</summary>
public sealed record OutlineEntry(int Level, string Id, string Text, int Line);

/// <summary>A lesson laid out for a width: lines of styled spans. Pure: the same lesson, width, style and progress give the same lines.</summary>
public sealed class LessonLayout
{
    /// <summary>Narrowest layout; narrower wishes are treated as this.</summary>
    public const int NarrowestWidth = 10;

    private LessonLayout(int width, IReadOnlyList<LessonLine> lines)
    {
        Width = width;
        Lines = lines;
        Spots = Lessons.Spots.Of(lines);
        Outline = [.. Enumerable.Range(0, lines.Count).Where(index => IsTitle(lines, index)).Select(index => Entry((Heading)lines[index].Block!, index))];
    }

    /// <summary>Columns no line exceeds.</summary>
    public int Width { get; }

    /// <summary>The lines from top to bottom.</summary>
    public IReadOnlyList<LessonLine> Lines { get; }

    /// <summary>The headings in order.</summary>
    public IReadOnlyList<OutlineEntry> Outline { get; }

    /// <summary>What can be activated, in order.</summary>
    public IReadOnlyList<Spot> Spots { get; }

    /// <summary>Lays a lesson out.</summary>
    /// <param name="lesson">What to show.</param>
    /// <param name="width">Columns to use, at least <see cref="NarrowestWidth"/>.</param>
    /// <param name="style">Choices of the face, or the default ones.</param>
    /// <param name="progress">What the learner did so far, or nothing yet.</param>
    public static LessonLayout Of(Lesson lesson, int width, LessonStyle? style = null, LessonProgress? progress = null)
    {
        int columns = Math.Max(width, NarrowestWidth);
        var canvas = new LineCanvas(columns);
        new BlockLayout(canvas, LessonWords.For(lesson.Front.Language), style ?? new LessonStyle(), progress ?? LessonProgress.None).Add(lesson.Blocks);
        return new LessonLayout(columns, canvas.Lines);
    }

    /// <summary>The first line that shows the block at (or nearest above) a line of the file. With <see cref="LessonLine.SourceLine"/> this keeps the place across widths.</summary>
    public int LineOf(int sourceLine)
    {
        int low = 0, high = Lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Lines[middle].SourceLine <= sourceLine) low = middle;
            else high = middle - 1;
        }
        while (low > 0 && Lines[low - 1].SourceLine == Lines[low].SourceLine) low--;
        return low;
    }

    /// <summary>The line of the heading a <c>#id</c> link leads to, or null.</summary>
    public int? LineOfHeading(string id) => Outline.FirstOrDefault(entry => entry.Id == id.TrimStart('#'))?.Line;

    /// <summary>Where a text stands, upper and lower case alike, also where wrapping tore it apart.</summary>
    public IReadOnlyList<Found> Find(string text) => LessonSearch.In(Lines, text);

    private static bool IsTitle(IReadOnlyList<LessonLine> lines, int index) =>
        lines[index].Block is Heading heading && (index == 0 || !ReferenceEquals(lines[index - 1].Block, heading));

    private static OutlineEntry Entry(Heading heading, int line) => new(heading.Level, heading.Id, InlineReader.PlainText(heading.Text), line);
}
