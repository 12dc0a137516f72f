using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <content>What nano shows: the title, the text, the status bar, two lines of keys.</content>
internal sealed partial class NanoEditor
{
    private static readonly (string Key, string Does)[][] EditHelp =
    [
        [("^G", "Help"), ("^O", "Write Out"), ("^F", "Where Is"), ("^K", "Cut"), ("^T", "Execute"), ("^C", "Location"), ("M-U", "Undo"), ("M-A", "Set Mark")],
        [("^X", "Exit"), ("^R", "Read File"), ("^\\", "Replace"), ("^U", "Paste"), ("^J", "Justify"), ("^/", "Go To Line"), ("M-E", "Redo"), ("M-6", "Copy")],
    ];

    private static readonly (string Key, string Does)[][] PromptHelp = [[("^G", "Help")], [("^C", "Cancel")]];

    private static readonly (string Key, string Does)[][] SaveHelp = [[(" Y", "Yes")], [(" N", "No"), ("^C", "Cancel")]];

    private readonly List<ScreenSpan> reversed = [];
    private int top;

    private int Columns => invocation.Terminal.ScreenColumns;

    private int HelpRows => noHelp || invocation.Terminal.ScreenRows < 8 ? 0 : 2;

    private int EditRows => Math.Max(1, invocation.Terminal.ScreenRows - 2 - HelpRows);

    /// <summary>The screen as it is now.</summary>
    public Step.Screen Paint()
    {
        reversed.Clear();
        Follow();
        var lines = new List<string> { Title() };
        for (var row = top; row < top + EditRows; row++) lines.Add(row < buffer.Lines.Count ? Shown(row) : "");
        lines.Add(Status(lines.Count));
        if (HelpRows > 0)
        {
            var help = mode switch { Mode.Edit => EditHelp, Mode.SaveModified => SaveHelp, _ => PromptHelp };
            foreach (var keys in help) lines.Add(Help(keys, lines.Count, mode == Mode.Edit ? EditHelp[0].Length : 4));
        }
        return new Step.Screen(lines) { Cursor = Cursor(), Reversed = [.. reversed] };
    }

    /// <summary>Scrolls so that the cursor is seen: by half a screen when it left it.</summary>
    private void Follow()
    {
        if (buffer.Row < top || buffer.Row >= top + EditRows)
            top = buffer.Row == top - 1 ? top - 1 : buffer.Row == top + EditRows ? top + 1 : buffer.Row - EditRows / 2;
        top = Math.Clamp(top, 0, Math.Max(0, buffer.Lines.Count - 1));
    }

    /// <summary>The display column at which a line's shown part begins: only the cursor's line is ever moved.</summary>
    private int From(int row)
    {
        var at = DisplayText.ColumnOf(buffer.Line, buffer.Column);
        if (row != buffer.Row || at + 2 < Columns) return 0;
        return Columns > 8 ? at - 6 - (at - 6) % (Columns - 8) : at;
    }

    private string Shown(int row)
    {
        var (line, from) = (buffer.Lines[row], From(row));
        var whole = DisplayText.ColumnOf(line, int.MaxValue);
        var cells = DisplayText.Cells(line, from, Columns);
        if (from > 0) cells = "<" + DisplayText.Cells(line, from + 1, Columns - 1);
        if (whole - from <= Columns) return cells;
        cells = DisplayWidth.Clip(cells, Columns - 1);
        return cells + new string(' ', Columns - 1 - DisplayWidth.Of(cells)) + ">";
    }

    private string Title()
    {
        const string Version = "  GNU nano 8.4";
        var state = viewOnly ? "View" : buffer.Modified ? "Modified" : "";
        var path = name.Length > 0 ? invocation.Absolute(name) : "New Buffer";
        var room = Math.Max(1, Columns - Version.Length - 12);
        if (DisplayWidth.Of(path) > room) path = "..." + path[^Math.Max(1, Math.Min(path.Length, room - 3))..];
        var left = Math.Max(Version.Length + 2, (Columns - DisplayWidth.Of(path)) / 2);
        var title = Fit((Version.PadRight(left) + path).PadRight(Math.Max(0, Columns - state.Length - 2)) + state);
        reversed.Add(new ScreenSpan(0, 0, Columns));
        return title;
    }

    private string Status(int row)
    {
        if (mode == Mode.SaveModified) return Reverse(row, Fit("Save modified buffer? "));
        if (prompt is not null) return Reverse(row, Fit(prompt.Label + DisplayText.Cells(prompt.Text, 0, Columns)));
        if (status.Length == 0) return "";
        var text = DisplayWidth.Clip($"[ {status} ]", Columns);
        var left = (Columns - DisplayWidth.Of(text)) / 2;
        reversed.Add(new ScreenSpan(row, left, DisplayWidth.Of(text)));
        return new string(' ', left) + text;
    }

    private string Help((string Key, string Does)[] keys, int row, int most)
    {
        var count = Math.Clamp(Columns / 13, 1, most);
        var width = Columns / count;
        var line = "";
        foreach (var (key, does) in keys.Take(count))
        {
            reversed.Add(new ScreenSpan(row, line.Length, key.Length));
            line += DisplayWidth.Clip($"{key} {does}", width).PadRight(width);
        }
        return line.TrimEnd();
    }

    private (int, int) Cursor() => prompt is not null ? (1 + EditRows, Math.Min(prompt.Column, Columns - 1))
        : mode == Mode.SaveModified ? (1 + EditRows, 22)
        : (1 + buffer.Row - top, Math.Min(DisplayText.ColumnOf(buffer.Line, buffer.Column) - From(buffer.Row), Columns - 1));

    private string Reverse(int row, string text)
    {
        reversed.Add(new ScreenSpan(row, 0, Columns));
        return text;
    }

    private string Fit(string text)
    {
        text = DisplayWidth.Clip(text, Columns);
        return text + new string(' ', Columns - DisplayWidth.Of(text));
    }
}
