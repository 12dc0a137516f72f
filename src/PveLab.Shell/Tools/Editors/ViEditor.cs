using System.Globalization;
using PveLab.Shell.Editing;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Editors;

/// <summary>vi's keys over the shared buffer.</summary>
internal sealed partial class ViEditor(Invocation invocation, bool readOnly)
{
    private const int MaxCount = 10_000;

    private readonly EditBuffer buffer = new();
    private List<string> register = [];
    private bool registerIsLines;
    private string name = "";
    private string status = "";
    private string count = "";
    private char waiting;
    private (string Text, bool Forward) search = ("", true);
    private Prompt? prompt;
    private bool inserting;

    /// <summary>Whether it was left.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Opens the file it was started with.</summary>
    public void Open(string file, string? line)
    {
        name = file;
        if (file.Length == 0) return;
        var opened = EditedFile.Open(invocation.Files, invocation.Absolute(file));
        status = opened switch
        {
            { IsNew: true } => $"\"{file}\" [New]",
            { Text: { } text } => Measured(file, text),
            { Errno: Errno.IsDirectory } => $"PveLab: \"{file}\" is a directory: browsing is not simulated",
            { Errno: Errno.NoEntry } => $"\"{file}\" [New DIRECTORY]",
            { Errno: { } errno } => $"\"{file}\" {errno.Describe()}",
            _ => $"PveLab: {file} is no text that can be edited",
        };
        buffer.Load(opened.Text ?? "");
        buffer.Saved();
        if (opened.Text is null && opened.Errno != Errno.NoEntry) name = "";
        if (line is null) return;
        if (line == "+") buffer.Place(int.MaxValue, 0);
        else if (int.TryParse(line[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) buffer.Place(number - 1, 0);
    }

    /// <summary>Takes a key.</summary>
    public void Press(string key)
    {
        if (prompt is not null) PressPrompt(key);
        else if (inserting) PressInserting(key);
        else PressNormal(key);
    }

    private void PressInserting(string key)
    {
        switch (key)
        {
            case "Esc" or "Ctrl+C":
                inserting = false;
                status = "";
                buffer.EndGroup();
                buffer.Left(acrossLines: false);
                break;
            case "Enter": Try(buffer.Insert("\n")); break;
            case "Tab": Try(buffer.Insert("\t")); break;
            case "Backspace" or "Ctrl+H": buffer.Backspace(); break;
            case "Delete": buffer.Delete(); break;
            case "CursorLeft": buffer.Left(acrossLines: false); break;
            case "CursorRight": buffer.Right(acrossLines: false); break;
            case "CursorUp": buffer.Down(-1); break;
            case "CursorDown": buffer.Down(1); break;
            case "Home": buffer.Place(buffer.Row, 0); break;
            case "End": buffer.Place(buffer.Row, int.MaxValue); break;
            default:
                if (EditorKeys.IsText(key)) Try(buffer.Insert(key));
                break;
        }
    }

    private void PressNormal(string key)
    {
        status = "";
        if (waiting == 'r')
        {
            Replace(key);
            (waiting, count) = ('\0', "");
            return;
        }
        if (key.Length == 1 && char.IsAsciiDigit(key[0]) && (key[0] != '0' || count.Length > 0))
        {
            if (count.Length < 6) count += key;
            return;
        }
        var times = count.Length > 0 ? Math.Min(MaxCount, int.Parse(count, CultureInfo.InvariantCulture)) : (int?)null;
        if (key is "d" or "y" or "c" or "g" or "Z" or ">" or "<" or "r" && waiting == '\0')
        {
            waiting = key[0];
            return;
        }
        var (first, given) = (waiting, times);
        (waiting, count) = ('\0', "");
        if (first is 'd' or 'y' or 'c' && key == "g") waiting = char.ToUpperInvariant(first);
        else if (first != '\0') Combined(first, key, given);
        else if (!Move(key, given) && !Change(key, given ?? 1)) Other(key);
        if (!inserting) StayOnText();
    }

    /// <summary>In normal mode the cursor stands on a character, not behind the last one.</summary>
    private void StayOnText()
    {
        if (buffer.Column < buffer.Line.Length || buffer.Line.Length == 0) return;
        var goal = buffer.Goal;
        buffer.Place(buffer.Row, DisplayText.Before(buffer.Line, buffer.Line.Length));
        if (goal > buffer.Goal) buffer.AimAt(goal);
    }

    private bool Move(string key, int? times)
    {
        var n = times ?? 1;
        switch (key)
        {
            case "h" or "CursorLeft" or "Backspace": Repeat(n, () => buffer.Left(acrossLines: key == "Backspace")); break;
            case "l" or "CursorRight" or " ": Repeat(n, () => buffer.Right(acrossLines: key == " ")); break;
            case "j" or "CursorDown" or "Ctrl+N": buffer.Down(n); break;
            case "k" or "CursorUp" or "Ctrl+P": buffer.Down(-n); break;
            case "+" or "Enter": buffer.Place(buffer.Row + n, 0); ToText(); break;
            case "-": buffer.Place(buffer.Row - n, 0); ToText(); break;
            case "0" or "Home": buffer.Place(buffer.Row, 0); break;
            case "^": ToText(); break;
            case "$" or "End": buffer.Place(buffer.Row + n - 1, int.MaxValue); buffer.AimAt(int.MaxValue); break;
            case "G" or "Ctrl+End": buffer.Place((times ?? buffer.Lines.Count) - 1, 0); ToText(); break;
            case "w": Repeat(n, () => buffer.NextWord(end: false)); break;
            case "e": Repeat(n, () => buffer.NextWord(end: true)); break;
            case "b": Repeat(n, buffer.PreviousWord); break;
            case "Ctrl+F" or "PageDown": buffer.Down(n * Math.Max(1, TextRows - 2)); break;
            case "Ctrl+B" or "PageUp": buffer.Down(-n * Math.Max(1, TextRows - 2)); break;
            case "Ctrl+D": buffer.Down(Math.Max(1, TextRows / 2)); break;
            case "Ctrl+U": buffer.Down(-Math.Max(1, TextRows / 2)); break;
            case "n" or "N": Find(search.Text, key == "n" ? search.Forward : !search.Forward); break;
            default: return false;
        }
        return true;
    }

    private bool Change(string key, int n)
    {
        switch (key)
        {
            case "i": Insert(); break;
            case "I": Insert(); ToText(); break;
            case "a": Insert(); buffer.Right(acrossLines: false); break;
            case "A": Insert(); buffer.Place(buffer.Row, int.MaxValue); break;
            case "o": OpenLine(buffer.Row + 1); break;
            case "O": OpenLine(buffer.Row); break;
            case "x" or "Delete": One("x", () => Cut(buffer.Row, buffer.Column, Ahead(n))); break;
            case "X": One("X", () => Repeat(Math.Min(n, buffer.Column), buffer.Backspace)); break;
            case "D": One("D", () => Cut(buffer.Row, buffer.Column, buffer.Line.Length)); break;
            case "C": Insert(); Cut(buffer.Row, buffer.Column, buffer.Line.Length); break;
            case "s": Insert(); Cut(buffer.Row, buffer.Column, Ahead(n)); break;
            case "S": Combined('c', "c", n); break;
            case "J": One("J", () => Repeat(Math.Max(1, n - 1), Join)); break;
            case "p" or "P": One("p", () => Put(key == "p", n)); break;
            case "u": Repeat(n, () => { if (!buffer.Undo()) status = "Already at oldest change"; }); break;
            case "Ctrl+R": Repeat(n, () => { if (!buffer.Redo()) status = "Already at newest change"; }); break;
            default: return false;
        }
        return true;
    }

    private void Other(string key)
    {
        switch (key)
        {
            case ":" or "/" or "?": prompt = new Prompt(key); break;
            case "Ctrl+G": status = Position(); break;
            case "Ctrl+C": status = buffer.Modified ? "Type  :qa!  and press <Enter> to abandon all changes and exit Vim" : "Type  :qa  and press <Enter> to exit Vim"; break;
            case "Esc" or "Ctrl+L": break;
            default: status = $"PveLab: '{key}' of vi is not simulated"; break;
        }
    }

    private void Insert()
    {
        buffer.EndGroup();
        buffer.Begin("insert");
        (inserting, status) = (true, "-- INSERT --");
        if (readOnly) status = "W10: Warning: Changing a readonly file";
    }

    private void OpenLine(int row)
    {
        Insert();
        if (!Try(buffer.InsertLines(row, [""]))) return;
        buffer.Place(row, 0);
    }

    private void One(string kind, Action change)
    {
        buffer.EndGroup();
        buffer.Begin(kind);
        change();
        buffer.EndGroup();
    }

    private void Replace(string key)
    {
        if (!EditorKeys.IsText(key) || buffer.Column >= buffer.Line.Length) return;
        var (row, column) = (buffer.Row, buffer.Column);
        One("r", () =>
        {
            buffer.RemoveText(column, Math.Max(1, DisplayWidth.NextGrapheme(buffer.Line.AsSpan(column))));
            Try(buffer.Insert(key));
            buffer.Place(row, column);
        });
    }

    private int Ahead(int graphemes)
    {
        var at = buffer.Column;
        for (var i = 0; i < graphemes && at < buffer.Line.Length; i++) at += DisplayWidth.NextGrapheme(buffer.Line.AsSpan(at));
        return at;
    }

    /// <summary>Moves text of one line into the register.</summary>
    private void Cut(int row, int from, int to)
    {
        if (to <= from) return;
        (register, registerIsLines) = ([buffer.Lines[row][from..to]], false);
        buffer.RemoveText(from, to - from);
    }

    private void Join()
    {
        if (buffer.Row + 1 >= buffer.Lines.Count) return;
        var (row, head, tail) = (buffer.Row, buffer.Line.TrimEnd(' '), buffer.Lines[buffer.Row + 1].TrimStart(' ', '\t'));
        buffer.Place(row + 1, 0);
        buffer.RemoveLines(1);
        Try(buffer.SetLine(row, head.Length > 0 && tail.Length > 0 ? head + " " + tail : head + tail));
        buffer.Place(row, head.Length);
    }

    private void Put(bool after, int times)
    {
        if (register.Count == 0)
        {
            status = "E353: Nothing in register \"";
            return;
        }
        var fits = true;
        if (registerIsLines)
        {
            var row = buffer.Row + (after ? 1 : 0);
            for (var i = 0; i < times && fits; i++) fits = buffer.InsertLines(row, register);
            buffer.Place(row, 0);
            if (register.Count * times > 2) status = string.Create(CultureInfo.InvariantCulture, $"{register.Count * times} more lines");
        }
        else
        {
            if (after) buffer.Right(acrossLines: false);
            for (var i = 0; i < times && fits; i++) fits = buffer.Insert(register[0]);
            buffer.Left(acrossLines: false);
        }
        Try(fits);
    }

    private bool Try(bool fits)
    {
        if (!fits) status = "PveLab: a file of more than 1 MiB is not simulated";
        return fits;
    }

    private void ToText() => buffer.Place(buffer.Row, buffer.Line.Length - buffer.Line.TrimStart(' ', '\t').Length);

    private static void Repeat(int times, Action act)
    {
        for (var i = 0; i < times; i++) act();
    }
}
