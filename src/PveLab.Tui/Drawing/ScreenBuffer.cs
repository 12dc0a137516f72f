using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;

namespace PveLab.Tui.Drawing;

/// <summary>
/// What a terminal shows of a program's output: text appended in inks, wrapped at the width it is looked at, with a bounded
/// scrollback and lines. It knows line feed, carriage return and tab; every other control character is dropped, so no escape
/// of a program or file reaches the terminal.
/// </summary>
public sealed class ScreenBuffer
{
    /// <summary>Lines kept.</summary>
    public const int Scrollback = 5000;

    /// <summary>Characters a line may have before it is broken: an endless line must not slow every later one down.</summary>
    public const int LongestLine = 4000;

    private const int TabStop = 8;
    private readonly List<List<Run>> lines = [[]];
    private int dropped;

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Unwrapped lines kept, the unfinished last one included.</summary>
    public int Count => lines.Count;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lines.Clear();
        lines.Add([]);
        dropped = 0;
        Version++;
    }

    /// <summary>Appends a program's output.</summary>
    public void Append(string text, Ink ink)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\t') && !SafeText.IsControl(text[i])) continue;
            Put(text[start..i], ink);
            start = i + 1;
            switch (text[i])
            {
                case '\n': NewLine(); break;
                case '\r' when i + 1 < text.Length && text[i + 1] != '\n': lines[^1].Clear(); break;
                case '\t': Put(new string(' ', TabStop - Columns(lines[^1]) % TabStop), ink); break;
            }
        }
        Put(text[start..], ink);
        Version++;
    }

    /// <summary>
    /// The last <paramref name="height"/> rows at <paramref name="width"/> cells, scrolled back by <paramref name="back"/> rows;
    /// <paramref name="tail"/> continues the unfinished last line (the prompt and what is being typed).
    /// </summary>
    public IReadOnlyList<Row> Look(int width, int height, int back, IReadOnlyList<Run> tail)
    {
        var rows = new List<Row>();
        var wanted = height + back;
        for (var i = lines.Count - 1; i >= 0 && rows.Count < wanted; i--)
        {
            var line = i == lines.Count - 1 ? [.. lines[i], .. tail] : lines[i];
            var wrapped = Wrap(line, width);
            wrapped.Reverse();
            rows.AddRange(wrapped);
        }
        var visible = rows.Skip(back).Take(height).Reverse().ToList();
        return visible;
    }

    /// <summary>Columns of the unfinished last line.</summary>
    public int LastLineColumns => Columns(lines[^1]);

    /// <summary>How many rows the whole buffer has at <paramref name="width"/> cells.</summary>
    public int Height(int width) => lines.Sum(line => Math.Max(1, (Columns(line) + width - 1) / width));

    private void NewLine()
    {
        lines.Add([]);
        if (lines.Count <= Scrollback) return;
        // Dropping in batches keeps a long log from moving the whole list at every line.
        if (++dropped < 500) return;
        lines.RemoveRange(0, dropped);
        dropped = 0;
    }

    private void Put(string text, Ink ink)
    {
        while (text.Length > 0)
        {
            var room = LongestLine - lines[^1].Sum(r => r.Text.Length);
            if (room <= 0) NewLine();
            var fits = text[..Math.Min(text.Length, room <= 0 ? LongestLine : room)];
            Extend(lines[^1], fits, ink);
            text = text[fits.Length..];
        }
    }

    private static void Extend(List<Run> line, string text, Ink ink)
    {
        if (line.Count > 0 && line[^1].Ink == ink) line[^1] = line[^1] with { Text = line[^1].Text + text };
        else line.Add(new Run(text, ink));
    }

    private static int Columns(List<Run> line) => line.Sum(r => DisplayWidth.Of(r.Text));

    private static List<Row> Wrap(List<Run> line, int width)
    {
        var rows = new List<Row> { new(width) };
        foreach (var run in line)
        {
            var rest = run.Text.AsSpan();
            while (rest.Length > 0)
            {
                var length = Fitting(rest, width - rows[^1].Used);
                // A wide character in a pane of one column fits nowhere: it is dropped rather than tried forever.
                if (length == 0 && rows[^1].Used == 0) length = DisplayWidth.NextGrapheme(rest);
                else if (length > 0) rows[^1].Add(rest[..length].ToString(), run.Ink);
                rest = rest[length..];
                if (rest.Length > 0) rows.Add(new Row(width));
            }
        }
        return rows;
    }

    private static int Fitting(ReadOnlySpan<char> text, int room)
    {
        var (length, columns) = (0, 0);
        while (length < text.Length)
        {
            var next = DisplayWidth.NextGrapheme(text[length..]);
            var cells = DisplayWidth.OfGrapheme(text.Slice(length, next));
            if (columns + cells > room) break;
            length += next;
            columns += cells;
        }
        return length;
    }
}
