using System.Globalization;
using System.Text;
using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <content>What vi shows: the text with its long lines wrapped, and one line below it.</content>
internal sealed partial class ViEditor
{
    private int top;

    private int Columns => invocation.Terminal.ScreenColumns;

    private int TextRows => Math.Max(1, invocation.Terminal.ScreenRows - 1);

    /// <summary>The screen as it is now.</summary>
    public Step.Screen Paint()
    {
        Follow();
        var lines = new List<string>();
        var cursor = (Row: 0, Column: 0);
        for (var row = top; row < buffer.Lines.Count && lines.Count < TextRows; row++)
        {
            var height = Height(row);
            if (lines.Count + height > TextRows && row > top) break;
            if (row == buffer.Row)
            {
                var at = DisplayText.ColumnOf(buffer.Line, buffer.Column);
                cursor = (Math.Min(TextRows - 1, lines.Count + at / Columns), at % Columns);
            }
            for (var part = 0; part < height && lines.Count < TextRows; part++) lines.Add(DisplayText.Cells(buffer.Lines[row], part * Columns, Columns));
            if (row + 1 == buffer.Lines.Count)
                while (lines.Count < TextRows) lines.Add("~");
        }
        while (lines.Count < TextRows) lines.Add("@");
        lines.Add(LastLine());
        if (prompt is not null) cursor = (TextRows, Math.Min(Columns - 1, prompt.Column));
        return new Step.Screen(lines) { Cursor = cursor };
    }

    /// <summary>How many rows a line takes.</summary>
    private int Height(int row) => Math.Max(1, (DisplayText.ColumnOf(buffer.Lines[row], int.MaxValue) + Columns - 1) / Columns);

    /// <summary>Scrolls so that the cursor's line is seen: by as little as possible when it is near, to the middle when it is far.</summary>
    private void Follow()
    {
        top = Math.Clamp(top, 0, buffer.Lines.Count - 1);
        if (buffer.Row < top) top = top - buffer.Row > TextRows / 2 ? Math.Max(0, buffer.Row - TextRows / 2) : buffer.Row;
        if (buffer.Row - top > TextRows * 3 / 2) top = buffer.Row - TextRows / 2;
        while (top < buffer.Row && Enumerable.Range(top, buffer.Row - top + 1).Sum(Height) > TextRows) top++;
    }

    private string LastLine()
    {
        if (prompt is not null) return DisplayWidth.Clip(prompt.Label + prompt.Text, Columns);
        var left = DisplayWidth.Clip(inserting && status.Length == 0 ? "-- INSERT --" : status, Math.Max(0, Columns - 19));
        var (line, column) = (DisplayText.ColumnOf(buffer.Line, buffer.Column) + 1, Encoding.UTF8.GetByteCount(buffer.Line.AsSpan(0, buffer.Column)) + 1);
        var place = buffer.Lines is [""] ? "0,0-1"
            : string.Create(CultureInfo.InvariantCulture, $"{buffer.Row + 1},{(buffer.Line.Length == 0 ? "0-1" : line == column ? $"{column}" : $"{column}-{line}")}");
        var share = buffer.Lines.Count <= TextRows ? "All" : top == 0 ? "Top" : top + TextRows >= buffer.Lines.Count ? "Bot"
            : string.Create(CultureInfo.InvariantCulture, $"{100 * top / Math.Max(1, buffer.Lines.Count - TextRows)}%");
        if (Columns < 40) return left;
        return left + new string(' ', Math.Max(1, Columns - 18 - DisplayWidth.Of(left))) + place.PadRight(14) + share;
    }

    private string Position() => string.Create(CultureInfo.InvariantCulture,
        $"\"{name}\"{(buffer.Modified ? " [Modified]" : "")} {buffer.Lines.Count} line{(buffer.Lines.Count == 1 ? "" : "s")} --{100 * (buffer.Row + 1) / buffer.Lines.Count}%--");

    private static string Measured(string file, string text, string mark = "") => string.Create(CultureInfo.InvariantCulture,
        $"\"{file}\"{mark} {(text.Length == 0 ? 0 : text.TrimEnd('\n').Split('\n').Length)}L, {Encoding.UTF8.GetByteCount(text)}B");
}
