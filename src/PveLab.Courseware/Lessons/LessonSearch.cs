using System.Text;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Lessons;

/// <summary>A piece of a found text on one line: columns <paramref name="Column"/> up to but not including <c>Column + Width</c>.</summary>
public readonly record struct FoundPart(int Line, int Column, int Width);

/// <summary>A place where a text was found; in several parts where wrapping tore it apart.</summary>
public sealed record Found(IReadOnlyList<FoundPart> Parts)
{
    /// <summary>The line it begins on.</summary>
    public int Line => Parts[0].Line;
}

/// <summary>Looks for a text in a laid-out lesson, upper and lower case alike, across the line ends that wrapping made.</summary>
public static class LessonSearch
{
    /// <summary>Most places found.</summary>
    public const int Most = 2000;

    /// <summary>The places from top to bottom; none for a blank text.</summary>
    public static IReadOnlyList<Found> In(IReadOnlyList<LessonLine> lines, string text)
    {
        var found = new List<Found>();
        if (string.IsNullOrWhiteSpace(text)) return found;
        for (int first = 0; first < lines.Count && found.Count < Most;)
        {
            int next = first + 1;
            while (next < lines.Count && lines[next].Join != LineJoin.None) next++;
            FindIn(lines, first, next, text, found);
            first = next;
        }
        return found;
    }

    /// <summary>The lines of one wrapped text are searched as the one text they were.</summary>
    private static void FindIn(IReadOnlyList<LessonLine> lines, int first, int next, string text, List<Found> found)
    {
        var all = new StringBuilder();
        var starts = new List<int>(next - first);
        for (int i = first; i < next; i++)
        {
            if (lines[i].Join == LineJoin.Space) all.Append(' ');
            starts.Add(all.Length);
            all.Append(lines[i].Content);
        }
        string joined = all.ToString();
        for (int from = 0; from < joined.Length && found.Count < Most;)
        {
            int at = joined.IndexOf(text, from, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return;
            found.Add(new Found([.. Parts(lines, first, starts, at, at + text.Length)]));
            from = at + text.Length;
        }
    }

    private static IEnumerable<FoundPart> Parts(IReadOnlyList<LessonLine> lines, int first, List<int> starts, int from, int to)
    {
        for (int i = Math.Max(0, starts.FindLastIndex(start => start <= from)); i < starts.Count && starts[i] < to; i++)
        {
            LessonLine line = lines[first + i];
            string content = line.Content;
            int begin = Math.Clamp(from - starts[i], 0, content.Length), end = Math.Clamp(to - starts[i], 0, content.Length);
            int indent = line.Spans.Take(line.Decoration).Sum(span => span.Width);
            if (end > begin) yield return new FoundPart(first + i, indent + DisplayWidth.Of(content[..begin]), DisplayWidth.Of(content[begin..end]));
        }
    }
}
