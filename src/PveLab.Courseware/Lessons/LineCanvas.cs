namespace PveLab.Courseware.Lessons;

/// <summary>Gathers lines and puts indents, bullets and bars before them.</summary>
internal sealed class LineCanvas(int width)
{
    private const int LeastRoom = 8;

    private sealed class Edge(LessonSpan first, LessonSpan rest)
    {
        public int Width { get; } = first.Width;
        public bool Used { get; set; }
        public LessonSpan Now => Used ? rest : first;
        public LessonSpan Rest => rest;
    }

    private readonly List<LessonLine> lines = [];
    private readonly Stack<List<Edge>> narrowed = new();
    private List<Edge> edges = [];

    public IReadOnlyList<LessonLine> Lines => lines;

    /// <summary>Columns left for text between the edges and the right border.</summary>
    public int Room => Math.Max(2, width - edges.Sum(edge => edge.Width));

    /// <summary>Indents what follows: the first line begins with one span, all others with another of the same width.</summary>
    public void Push(LessonSpan first, LessonSpan rest)
    {
        narrowed.Push(edges);
        var edge = new Edge(first, rest);
        // Too deep for this width: start again at the left border instead of squeezing text into a sliver.
        edges = Room - edge.Width < Math.Min(LeastRoom, width / 2) ? [edge] : [.. edges, edge];
    }

    public void Push(LessonSpan every) => Push(every, every);

    public void Pop() => edges = narrowed.Pop();

    /// <summary>Adds a line of text.</summary>
    public void Add(WrappedLine text, LessonBlock block, int sourceLine, LessonAction? action = null, int decoration = 0)
    {
        var spans = new List<LessonSpan>(edges.Count + text.Spans.Count);
        int indent = 0;
        foreach (Edge edge in edges)
        {
            spans.Add(edge.Now);
            edge.Used = true;
            indent += edge.Width;
        }
        spans.AddRange(text.Spans);
        // Markdig leaves some lines of odd tables at 0; the order of places must hold for searching them.
        lines.Add(new LessonLine(spans, lines is [.., var above] ? Math.Max(sourceLine, above.SourceLine) : sourceLine)
        {
            Block = block,
            Action = action,
            Links = text.Links.Count == 0 ? [] : [.. text.Links.Select(link => link with { Column = link.Column + indent })],
            Join = text.Join,
            Decoration = edges.Count + decoration,
        });
    }

    public void Add(IEnumerable<WrappedLine> text, LessonBlock block, int sourceLine, LessonAction? action = null)
    {
        foreach (WrappedLine line in text) Add(line, block, sourceLine, action);
    }

    /// <summary>Adds a blank line, unless there is one or nothing is there yet. Bars go on through it.</summary>
    public void Blank()
    {
        if (lines is [] or [.., { Block: null }]) return;
        List<LessonSpan> spans = [.. edges.Select(edge => edge.Rest)];
        while (spans is [.., var last] && string.IsNullOrWhiteSpace(last.Text)) spans.RemoveAt(spans.Count - 1);
        if (spans.Count > 0) spans[^1] = spans[^1] with { Text = spans[^1].Text.TrimEnd() };
        lines.Add(new LessonLine(spans, lines[^1].SourceLine) { Decoration = spans.Count });
    }
}
