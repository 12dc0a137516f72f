namespace PveLab.Courseware.Lessons;

/// <summary>Tables: columns as wide as their text, shrunk where it hurts least, and record by record when even that does not fit.</summary>
internal sealed class TableLayout(TextWrapper wrapper, LineCanvas canvas, TextStyle ink)
{
    private const int Least = 4;
    private const int TallestRow = 4;
    private const string Border = " │ ";

    public void Add(LessonTable table)
    {
        int columns = table.Columns.Count;
        if (columns == 0) return;
        int room = canvas.Room - (Border.Length * (columns - 1));
        if (Widths(table, room) is not { } widths || (columns > 2 && IsSqueezed(table, widths)))
        {
            AddRecords(table);
            return;
        }
        bool ruled = table.Rows.Any(row => Height(row.Cells, widths) > 1);
        if (table.Header.Any(cell => cell.Count > 0))
        {
            AddRow(table, table.Header, widths, table.Line, TextStyle.TableHeader);
            AddRule(table, widths, '─', '┼', table.Line);
        }
        for (int i = 0; i < table.Rows.Count; i++)
        {
            if (ruled && i > 0) AddRule(table, widths, '╌', '┼', table.Rows[i].Line);
            AddRow(table, table.Rows[i].Cells, widths, table.Rows[i].Line, ink);
        }
    }

    /// <summary>Whether columns are so narrow that words are torn or rows grow tall: record by record reads better then.</summary>
    private bool IsSqueezed(LessonTable table, int[] widths) => table.Rows.Any(row => Height(row.Cells, widths) > TallestRow)
        || table.Rows.Any(row => row.Cells.Select((cell, i) => LongestWord(cell) > widths[i]).Any(torn => torn));

    /// <summary>Column widths that fill at most the room, or null when the columns are too many for it.</summary>
    private int[]? Widths(LessonTable table, int room)
    {
        int columns = table.Columns.Count;
        if (room < columns * Least) return null;
        int[] widths = new int[columns], words = new int[columns];
        foreach (IReadOnlyList<IReadOnlyList<Inline>> row in table.Rows.Select(row => row.Cells).Prepend(table.Header))
        {
            for (int i = 0; i < row.Count; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].Count == 0 ? 1 : wrapper.Wrap(row[i], int.MaxValue).Max(line => line.Width));
                words[i] = Math.Max(words[i], LongestWord(row[i]));
            }
        }
        // First down to the longest word of each column, then, if that is not enough, further.
        int[] kept = [.. words.Select((word, i) => Math.Min(widths[i], Math.Max(Least, Math.Min(word, room / columns))))];
        Shrink(widths, kept, room);
        Shrink(widths, [.. widths.Select(width => Math.Min(width, Least))], room);
        return widths;
    }

    private static void Shrink(int[] widths, int[] least, int room)
    {
        int excess = widths.Sum() - room;
        while (excess > 0)
        {
            int widest = -1, second = 0;
            for (int i = 0; i < widths.Length; i++)
            {
                if (widths[i] <= least[i]) continue;
                if (widest < 0 || widths[i] > widths[widest]) (second, widest) = (widest < 0 ? 0 : widths[widest], i);
                else second = Math.Max(second, widths[i]);
            }
            if (widest < 0) return;
            // Down to the next widest in one step: cells of a hostile table can be thousands of columns wide.
            int step = Math.Clamp(widths[widest] - Math.Max(second, least[widest]), 1, excess);
            widths[widest] -= step;
            excess -= step;
        }
    }

    private static int LongestWord(IReadOnlyList<Inline> cell)
    {
        int longest = 0;
        foreach (Inline run in cell)
        {
            int width = 0;
            foreach (char c in run.Text)
            {
                width = c < '\u0300' && c is not (' ' or '\n') ? width + 1 : 0;
                longest = Math.Max(longest, width);
            }
        }
        return longest;
    }

    private int Height(IReadOnlyList<IReadOnlyList<Inline>> cells, int[] widths) => cells.Select((cell, i) => wrapper.Wrap(cell, widths[i]).Count).DefaultIfEmpty(1).Max();

    private void AddRow(LessonTable table, IReadOnlyList<IReadOnlyList<Inline>> cells, int[] widths, int sourceLine, TextStyle style)
    {
        List<WrappedLine>[] wrapped = [.. cells.Select((cell, i) => wrapper.Wrap(cell, widths[i], style))];
        int height = wrapped.Max(lines => lines.Count);
        for (int y = 0; y < height; y++)
        {
            var row = new WrappedLine([], [], 0, LineJoin.None);
            int column = 0;
            for (int i = 0; i < wrapped.Length; i++)
            {
                if (i > 0) row.Spans.Add(new LessonSpan(Border, TextStyle.TableBorder));
                column += i > 0 ? Border.Length : 0;
                AddCell(row, y < wrapped[i].Count ? wrapped[i][y] : null, widths[i], table.Columns[i], column, last: i == wrapped.Length - 1);
                column += widths[i];
            }
            if (row.Spans is [.., var end]) row.Spans[^1] = end with { Text = end.Text.TrimEnd() };
            canvas.Add(row, table, sourceLine);
        }
    }

    private static void AddCell(WrappedLine row, WrappedLine? cell, int width, ColumnAlignment alignment, int column, bool last)
    {
        int space = width - (cell?.Width ?? 0);
        int before = alignment switch { ColumnAlignment.Right => space, ColumnAlignment.Center => space / 2, _ => 0 };
        if (before > 0) row.Spans.Add(new LessonSpan(new string(' ', before), TextStyle.Text));
        if (cell is not null)
        {
            row.Spans.AddRange(cell.Spans);
            row.Links.AddRange(cell.Links.Select(link => link with { Column = link.Column + column + before }));
        }
        if (space > before && !last) row.Spans.Add(new LessonSpan(new string(' ', space - before), TextStyle.Text));
    }

    private void AddRule(LessonTable table, int[] widths, char line, char cross, int sourceLine)
    {
        string text = string.Join($"{line}{cross}{line}", widths.Select(width => new string(line, width)));
        canvas.Add(WrappedLine.Of(new LessonSpan(text, TextStyle.TableBorder)), table, sourceLine);
    }

    /// <summary>Every row as a paragraph of its own: its first cell, then the others with what heads their columns.</summary>
    private void AddRecords(LessonTable table)
    {
        foreach (TableLine row in table.Rows)
        {
            if (row.Cells[0].Count > 0) canvas.Add(wrapper.Wrap(row.Cells[0], canvas.Room, TextStyle.TableHeader), table, row.Line);
            for (int i = 1; i < row.Cells.Count; i++)
            {
                if (row.Cells[i].Count == 0) continue;
                canvas.Push(new LessonSpan("  ", TextStyle.Text));
                canvas.Add(wrapper.Wrap([.. Label(table, i), .. row.Cells[i]], canvas.Room, ink), table, row.Line);
                canvas.Pop();
            }
        }
    }

    private static IEnumerable<Inline> Label(LessonTable table, int column) => column < table.Header.Count && table.Header[column].Count > 0
        ? [new Inline(InlineReader.PlainText(table.Header[column]) + ": ", TextStyle.TableHeader)] : [];
}
