using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>One line of wrapped text, before it gets its indent. Links count columns from the text's own left edge.</summary>
internal sealed record WrappedLine(List<LessonSpan> Spans, List<LinkRange> Links, int Width, LineJoin Join)
{
    public static WrappedLine Of(params LessonSpan[] spans) => new([.. spans], [], spans.Sum(span => span.Width), LineJoin.None);
}

/// <summary>Breaks styled runs into lines of display columns. One instance serves one layout: its buffer is reused.</summary>
internal sealed class TextWrapper
{
    private readonly record struct Glyph(int Run, int Start, short Length, byte Width, BreakClass Kind);

    private readonly List<Glyph> glyphs = [];
    private IReadOnlyList<Inline> runs = [];
    private TextStyle ink;
    private bool overrideAll;

    /// <summary>Wraps running text. There is always at least one line.</summary>
    /// <param name="text">The runs.</param>
    /// <param name="width">Columns, at least 2.</param>
    /// <param name="style">What plain text looks like here.</param>
    /// <param name="force">Every run but links takes the style (headings).</param>
    public List<WrappedLine> Wrap(IReadOnlyList<Inline> text, int width, TextStyle style = TextStyle.Text, bool force = false)
    {
        Load(text, style, force);
        var lines = new List<WrappedLine>();
        int at = 0;
        LineJoin join = LineJoin.None;
        do
        {
            at = SkipSpaces(at);
            int end = FindEnd(at, width);
            lines.Add(Build(at, TrimEnd(at, end), join));
            if (end < glyphs.Count && glyphs[end].Kind == BreakClass.Newline)
            {
                join = LineJoin.None;
                at = end + 1;
                continue;
            }
            join = end > at && glyphs[end - 1].Kind == BreakClass.Space ? LineJoin.Space : LineJoin.Direct;
            at = SkipSpaces(end);
        }
        while (at < glyphs.Count);
        return lines;
    }

    /// <summary>Wraps code: spaces are kept, a break comes after the last space, comma or slash of a line or, failing that, anywhere.</summary>
    /// <param name="text">The runs, without newlines.</param>
    /// <param name="first">Columns of the first line.</param>
    /// <param name="rest">Columns of the following ones.</param>
    public List<WrappedLine> WrapCode(IReadOnlyList<Inline> text, int first, int rest)
    {
        Load(text, TextStyle.CodeText, false);
        var lines = new List<WrappedLine>();
        int at = 0, width = first;
        LineJoin join = LineJoin.None;
        do
        {
            int end = Fill(at, width);
            if (end < glyphs.Count)
            {
                int gap = end;
                while (gap > at + 1 && !IsGap(glyphs[gap - 1])) gap--;
                if (Columns(at, gap) > width / 2) end = gap;
            }
            lines.Add(Build(at, end < glyphs.Count ? TrimEnd(at, end) : end, join));
            join = end < glyphs.Count && glyphs[end - 1].Kind == BreakClass.Space ? LineJoin.Space : LineJoin.Direct;
            at = SkipSpaces(end);
            width = rest;
        }
        while (at < glyphs.Count);
        return lines;
    }

    /// <summary>One line, cut to the width with an ellipsis when it is longer.</summary>
    public WrappedLine Clip(IReadOnlyList<Inline> text, int width)
    {
        Load(text, TextStyle.CodeText, false);
        if (Columns(0, glyphs.Count) <= width) return Build(0, glyphs.Count, LineJoin.None);
        WrappedLine line = Build(0, Fill(0, width - 1, false), LineJoin.None);
        line.Spans.Add(new LessonSpan("…", TextStyle.Marker));
        return line with { Width = line.Width + 1 };
    }

    private void Load(IReadOnlyList<Inline> text, TextStyle style, bool force)
    {
        (runs, ink, overrideAll) = (text, style, force);
        glyphs.Clear();
        for (int run = 0; run < text.Count; run++)
        {
            ReadOnlySpan<char> all = text[run].Text;
            for (int start = 0; start < all.Length;)
            {
                ReadOnlySpan<char> rest = all[start..];
                int length = DisplayWidth.NextGrapheme(rest);
                int kept = Math.Min(length, LessonLimits.Grapheme);
                if (kept < length && char.IsHighSurrogate(rest[kept - 1])) kept--;
                int width = DisplayWidth.OfGrapheme(rest[..kept]);
                glyphs.Add(new Glyph(run, start, (short)kept, (byte)width, Kinsoku.Of(rest[0], width)));
                start += length;
            }
        }
    }

    /// <summary>Where the line that begins at a glyph ends: at a newline, at the last allowed break that fits, or by force.</summary>
    private int FindEnd(int start, int width)
    {
        int columns = 0, lastBreak = -1;
        for (int i = start; i < glyphs.Count; i++)
        {
            Glyph glyph = glyphs[i];
            if (glyph.Kind == BreakClass.Newline) return i;
            if (i > start && CanBreak(start, i)) lastBreak = i;
            columns += glyph.Width;
            if (columns <= width || glyph.Kind == BreakClass.Space) continue;
            return lastBreak > start ? lastBreak : ForcedBreak(start, i);
        }
        return glyphs.Count;
    }

    private bool CanBreak(int start, int i)
    {
        Glyph before = glyphs[i - 1], after = glyphs[i];
        if (before.Kind != BreakClass.Space) return Kinsoku.Allows(before.Kind, after.Kind);
        if (after.Kind is BreakClass.NoStart or BreakClass.Space) return false;
        int word = i - 1;
        while (word > start && glyphs[word].Kind == BreakClass.Space) word--;
        return glyphs[word].Kind is not (BreakClass.NoEnd or BreakClass.Space);
    }

    /// <summary>A word longer than the line is cut, still never before a forbidden sign if there is any other place.</summary>
    private int ForcedBreak(int start, int overflow)
    {
        for (int i = overflow; i > start; i--)
        {
            if (glyphs[i].Kind is not (BreakClass.NoStart or BreakClass.Space) && glyphs[i - 1].Kind is not BreakClass.NoEnd) return i;
        }
        return Math.Max(overflow, start + 1);
    }

    private int Fill(int start, int width, bool atLeastOne = true)
    {
        int columns = 0, end = start;
        while (end < glyphs.Count && (columns += glyphs[end].Width) <= width) end++;
        return atLeastOne && end == start ? Math.Min(start + 1, glyphs.Count) : end;
    }

    private bool IsGap(Glyph glyph) => glyph.Kind == BreakClass.Space || runs[glyph.Run].Text[glyph.Start] is ',' or '/';

    private int Columns(int start, int end)
    {
        int columns = 0;
        for (int i = start; i < end; i++) columns += glyphs[i].Width;
        return columns;
    }

    private int SkipSpaces(int at)
    {
        while (at < glyphs.Count && glyphs[at].Kind == BreakClass.Space) at++;
        return at;
    }

    private int TrimEnd(int start, int end)
    {
        while (end > start && glyphs[end - 1].Kind == BreakClass.Space) end--;
        return end;
    }

    private WrappedLine Build(int start, int end, LineJoin join)
    {
        var line = new WrappedLine([], [], 0, join);
        int column = 0;
        for (int i = start; i < end;)
        {
            Glyph first = glyphs[i];
            int length = 0, width = 0;
            // Graphemes of one run that follow each other become one span.
            for (; i < end && glyphs[i].Run == first.Run && glyphs[i].Start == first.Start + length; i++)
            {
                length += glyphs[i].Length;
                width += glyphs[i].Width;
            }
            Inline run = runs[first.Run];
            line.Spans.Add(new LessonSpan(run.Text.Substring(first.Start, length), StyleOf(run)));
            if (run.Target is { } target) AddLink(line.Links, column, width, target);
            column += width;
        }
        return line with { Width = column };
    }

    private TextStyle StyleOf(Inline run) => run.Style == TextStyle.Text || (overrideAll && run.Style != TextStyle.Link) ? ink : run.Style;

    private static void AddLink(List<LinkRange> links, int column, int width, string target)
    {
        if (links is [.., var last] && last.Target == target && last.Column + last.Width == column) links[^1] = last with { Width = last.Width + width };
        else links.Add(new LinkRange(column, width, target));
    }
}
