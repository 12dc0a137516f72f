using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Editors;

/// <summary>nano's keys over the shared buffer.</summary>
internal sealed partial class NanoEditor(Invocation invocation, bool viewOnly, bool noHelp)
{
    private readonly EditBuffer buffer = new(endsEmpty: true);
    private readonly List<string> cut = [];
    private string name = "";
    private string status = "";
    private string search = "";
    private bool cutting;
    private bool leaving;
    private Mode mode;
    private Prompt? prompt;

    private enum Mode
    {
        Edit,
        WriteOut,
        Search,
        GoToLine,
        SaveModified,
    }

    /// <summary>Whether it was left.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Opens the file it was started with.</summary>
    public void Open(string file, string? line)
    {
        if (file.Length == 0) return;
        var opened = EditedFile.Open(invocation.Files, invocation.Absolute(file));
        if (opened.Text is null)
        {
            status = opened.Errno switch
            {
                Errno.IsDirectory => $"\"{file}\" is a directory",
                Errno.NoEntry => $"Directory '{UnixPath.Directory(file)}' does not exist",
                { } errno => $"Error reading {file}: {errno.Describe()}",
                null => $"PveLab: {file} is no text that can be edited",
            };
            return;
        }
        name = file;
        buffer.Load(opened.Text);
        buffer.Saved();
        status = opened.IsNew ? "New File" : Count("Read", buffer.FileLines);
        if (line is not null && int.TryParse(line[1..].Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) buffer.Place(number - 1, 0);
    }

    /// <summary>Takes a key.</summary>
    public void Press(string key)
    {
        status = "";
        if (mode == Mode.SaveModified) AnswerSave(key);
        else if (mode != Mode.Edit) AnswerPrompt(key);
        else if (!Edit(key)) Command(key);
    }

    /// <summary>Keys that change the text.</summary>
    private bool Edit(string key)
    {
        var wasCutting = cutting;
        cutting = false;
        switch (key)
        {
            case "Enter" or "Ctrl+M":
                Change("enter", () => buffer.Insert("\n"));
                return true;
            case "Tab" or "Ctrl+I":
                Change("type", () => buffer.Insert("\t"));
                return true;
            case "Backspace" or "Ctrl+H":
                Change("delete", buffer.Backspace);
                return true;
            case "Delete" or "Ctrl+D":
                Change("delete", buffer.Delete);
                return true;
            case "Ctrl+K":
                Change("cut", () => Cut(wasCutting));
                return true;
            case "Ctrl+U":
                Change("paste", Paste);
                return true;
            case { } text when EditorKeys.IsText(text):
                Change("type", () => buffer.Insert(text));
                return true;
            default:
                return false;
        }
    }

    private void Change(string kind, Action change)
    {
        if (viewOnly)
        {
            status = "Key is invalid in view mode";
            return;
        }
        buffer.Begin(kind);
        if (kind is "enter" or "paste") buffer.EndGroup();
        change();
    }

    private void Change(string kind, Func<bool> change) => Change(kind, () =>
    {
        if (!change()) status = "PveLab: a file of more than 1 MiB is not simulated";
    });

    private void Cut(bool more)
    {
        if (!more) cut.Clear();
        if (buffer.Row == buffer.Lines.Count - 1 && buffer.Line.Length == 0) status = "Nothing was cut";
        else cut.AddRange(buffer.RemoveLines(1));
        cutting = true;
    }

    private bool Paste()
    {
        if (cut.Count == 0)
        {
            status = "Cutbuffer is empty";
            return true;
        }
        if (!buffer.InsertLines(buffer.Row, cut)) return false;
        buffer.Place(buffer.Row + cut.Count, 0);
        return true;
    }

    private void Command(string key)
    {
        buffer.EndGroup();
        var page = Math.Max(1, EditRows - 2);
        switch (key.StartsWith("Alt+", StringComparison.Ordinal) ? key.ToUpperInvariant() : key)
        {
            case "CursorLeft": buffer.Left(acrossLines: true); break;
            case "CursorRight": buffer.Right(acrossLines: true); break;
            case "CursorUp" or "Ctrl+P": buffer.Down(-1); break;
            case "CursorDown" or "Ctrl+N": buffer.Down(1); break;
            case "Home" or "Ctrl+A": buffer.Place(buffer.Row, 0); break;
            case "End" or "Ctrl+E": buffer.Place(buffer.Row, int.MaxValue); break;
            case "PageUp" or "Ctrl+Y": buffer.Down(-page); break;
            case "PageDown" or "Ctrl+V": buffer.Down(page); break;
            case "Ctrl+Home" or "ALT+\\": buffer.Place(0, 0); break;
            case "Ctrl+End" or "ALT+/": buffer.Place(int.MaxValue, int.MaxValue); break;
            case "Ctrl+C": status = Location(); break;
            case "ALT+U": status = buffer.Undo() ? "Undid change" : "Nothing to undo"; break;
            case "ALT+E": status = buffer.Redo() ? "Redid change" : "Nothing to redo"; break;
            case "ALT+6": cut.Clear(); cut.Add(buffer.Line); buffer.Down(1); break;
            case "Ctrl+W" or "Ctrl+F" or "F6": Ask(Mode.Search, search.Length > 0 ? $"Search [{search}]: " : "Search: "); break;
            case "ALT+W": Find(search); break;
            case "ALT+G": Ask(Mode.GoToLine, "Enter line number, column number: "); break;
            case "Ctrl+O" or "F3": Ask(Mode.WriteOut, "File Name to Write: ", name); break;
            case "Ctrl+X" or "F2": Leave(); break;
            case "Ctrl+S" when name.Length > 0: WriteOut(name); break;
            case "Ctrl+L" or "Esc": break;
            default: status = $"PveLab: {Shown(key)} of nano is not simulated"; break;
        }
    }

    private static string Shown(string key) => key.Replace("Ctrl+", "^", StringComparison.Ordinal).Replace("Alt+", "M-", StringComparison.Ordinal);

    private string Location()
    {
        var (lines, columns) = (buffer.Lines.Count, DisplayText.ColumnOf(buffer.Line, int.MaxValue) + 1);
        var column = DisplayText.ColumnOf(buffer.Line, buffer.Column) + 1;
        var total = buffer.Text.Length;
        var at = buffer.Lines.Take(buffer.Row).Sum(l => l.Length + 1) + buffer.Column;
        return string.Create(CultureInfo.InvariantCulture,
            $"line {buffer.Row + 1}/{lines} ({100 * (buffer.Row + 1) / lines}%), col {column}/{columns} ({100 * column / columns}%), "
            + $"char {at}/{total} ({(total == 0 ? 0 : 100L * at / total)}%)");
    }

    private void Ask(Mode asked, string label, string text = "") => (mode, prompt) = (asked, new Prompt(label, text));

    private void Leave()
    {
        if (!buffer.Modified) IsDone = true;
        else mode = Mode.SaveModified;
    }

    private void AnswerSave(string key)
    {
        switch (key)
        {
            case "y" or "Y":
                leaving = true;
                Ask(Mode.WriteOut, "File Name to Write: ", name);
                break;
            case "n" or "N":
                IsDone = true;
                break;
            case "Ctrl+C":
                Cancel();
                break;
        }
    }

    private void AnswerPrompt(string key)
    {
        if (prompt!.Press(key)) return;
        if (key is "Ctrl+C" or "Esc") Cancel();
        if (key is not ("Enter" or "Ctrl+M")) return;
        var (asked, text) = (mode, prompt.Text);
        (mode, prompt) = (Mode.Edit, null);
        switch (asked)
        {
            case Mode.Search: Find(text.Length > 0 ? text : search); break;
            case Mode.GoToLine: GoTo(text); break;
            case Mode.WriteOut when text.Length == 0: Cancel(); break;
            case Mode.WriteOut: WriteOut(text); break;
        }
    }

    private void Cancel()
    {
        (mode, prompt, leaving, status) = (Mode.Edit, null, false, "Cancelled");
    }

    private void Find(string text)
    {
        if (text.Length == 0)
        {
            status = mode == Mode.Search ? "Cancelled" : "No current search pattern";
            return;
        }
        search = text;
        if (buffer.Find(text, forward: true, StringComparison.OrdinalIgnoreCase) is not { } found)
        {
            status = $"\"{text}\" not found";
            return;
        }
        if (found.Row == buffer.Row && found.Column == buffer.Column) status = "This is the only occurrence";
        else if (found.Wrapped) status = "Search Wrapped";
        buffer.Place(found.Row, found.Column);
    }

    private void GoTo(string text)
    {
        if (int.TryParse(text.Split(',')[0], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var line)) buffer.Place(line - 1, 0);
        else status = "Invalid line or column number";
    }

    private void WriteOut(string file)
    {
        if (EditedFile.Save(invocation.Files, invocation.Absolute(file), buffer.Text) is { } errno)
        {
            leaving = false;
            status = errno == Errno.IsDirectory ? $"\"{file}\" is a directory" : $"Error writing {file}: {errno.Describe()}";
            return;
        }
        name = file;
        buffer.Saved();
        status = Count("Wrote", buffer.FileLines);
        IsDone = leaving;
    }

    private static string Count(string done, int lines) => string.Create(CultureInfo.InvariantCulture, $"{done} {lines} line{(lines == 1 ? "" : "s")}");
}
