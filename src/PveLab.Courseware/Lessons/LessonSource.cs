using System.Globalization;
using System.Text;

namespace PveLab.Courseware.Lessons;

/// <summary>
/// The lines of a lesson before Markdig sees them: what is too large is cut, what could steer a terminal is stripped, and the few shapes that take
/// a Markdown parser quadratic time (thousands of open containers, of table cells, of lines in one paragraph) are bounded. Line numbers never change.
/// </summary>
internal static class LessonSource
{
    public static string[] Prepare(string text, ReadingContext context)
    {
        if (Encoding.UTF8.GetByteCount(text) > LessonLimits.Bytes)
        {
            context.Problem(1, 1, "the lesson is larger than 1 MiB: the rest is not shown");
            text = text[..Math.Min(text.Length, LessonLimits.Bytes / 3)];
        }
        string[] lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        int together = 0, containers = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = Line(lines[i], i + 1, context);
            containers = Math.Max(0, containers + Opens(lines[i]));
            together = string.IsNullOrWhiteSpace(lines[i]) ? 0 : together + 1;
            string? refusal = together > LessonLimits.ParagraphLines ? $"more than {N(LessonLimits.ParagraphLines)} lines without a blank one"
                : containers > LessonLimits.Nesting ? $"more than {N(LessonLimits.Nesting)} containers open" : null;
            if (refusal is null) continue;
            context.Problem(i + 1, 1, refusal);
            lines[i] = "";
            together = 0;
            containers = Math.Min(containers, LessonLimits.Nesting);
        }
        return lines;
    }

    private static string Line(string line, int number, ReadingContext context)
    {
        int control = line.AsSpan().IndexOfAny(SafeText.Controls);
        if (control >= 0) context.Problem(number, control + 1, string.Create(CultureInfo.InvariantCulture, $"control character U+{(int)line[control]:X4} removed"));
        if (line.Length > LessonLimits.LineLength)
        {
            context.Problem(number, LessonLimits.LineLength + 1, $"line longer than {N(LessonLimits.LineLength)} characters: the rest is not shown");
            line = line[..LessonLimits.LineLength];
        }
        if (line.AsSpan().Count('|') > LessonLimits.Pipes)
        {
            context.Problem(number, 1, $"more than {N(LessonLimits.Pipes)} '|' on a line: the rest is not shown");
            int end = -1;
            for (int pipe = 0; pipe < LessonLimits.Pipes; pipe++) end = line.IndexOf('|', end + 1);
            line = line[..(end + 1)];
        }
        return line.Contains('\t', StringComparison.Ordinal) ? string.Join('\t', line.Split('\t').Select(SafeText.Clean)) : SafeText.Clean(line);
    }

    /// <summary>1 when the line opens a container, -1 when it closes one.</summary>
    private static int Opens(string line)
    {
        ReadOnlySpan<char> trimmed = line.AsSpan().TrimStart("> \t");
        return !trimmed.StartsWith(":::", StringComparison.Ordinal) ? 0 : trimmed.Trim(": \t").IsEmpty ? -1 : 1;
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
