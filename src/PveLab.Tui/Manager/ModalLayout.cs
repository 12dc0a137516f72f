using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager.Pages;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>Something in a box that can be clicked: it stands for a key.</summary>
/// <param name="Area">Where it is.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Key">The key it stands for.</param>
/// <param name="Ink">What it looks like.</param>
internal sealed record BoxPart(Area Area, string Text, string Key, Ink Ink);

/// <summary>Where the parts of what lies over the manager are; of long texts only what is in sight is laid out.</summary>
internal sealed record ModalLayout
{
    /// <summary>The box with its frame.</summary>
    public required Area Box { get; init; }

    /// <summary>What stands in its frame above.</summary>
    public required string Title { get; init; }

    /// <summary>What stands in its frame below.</summary>
    public string Footer { get; init; } = "";

    /// <summary>Where its text is.</summary>
    public Area Text { get; init; }

    /// <summary>The lines in sight, wrapped.</summary>
    public IReadOnlyList<Run> Lines { get; init; } = [];

    /// <summary>The first line of the text in sight, counted unwrapped.</summary>
    public int First { get; init; }

    /// <summary>The line that <see cref="First"/> is when the end is in sight.</summary>
    public int Last { get; init; }

    /// <summary>What can be clicked.</summary>
    public IReadOnlyList<BoxPart> Parts { get; init; } = [];

    /// <summary>The key of what is at a place, null for nothing.</summary>
    public string? Part(int column, int row) => Parts.FirstOrDefault(p => p.Area.Contains(column, row))?.Key;

    /// <summary>The layout of what lies over a lab's manager.</summary>
    public static ModalLayout Of(LabModel lab)
    {
        var texts = ManagerTexts.In(lab.Language);
        return lab.Manager.Modal switch
        {
            ManagerModal.Ask ask => Ask(lab, ask, texts),
            ManagerModal.Menu menu => Menu(lab, menu, texts),
            ManagerModal.Task task => Task(lab, task, texts),
            ManagerModal.Show show => Reader(lab, Labels.In(lab.Language, show.Title), texts.Close, ModalUpdate.Lines(lab.Manager.Answers.GetValueOrDefault(show.Path)), show.Top, 0),
            ManagerModal.Refusal refusal => Message(lab, Labels.In(lab.Language, "Error"), Labels.In(lab.Language, refusal.Text), texts.Close, Ink.Error),
            _ => Message(lab, "", texts.Reading, texts.Close, Ink.Text),
        };
    }

    private static ModalLayout Message(LabModel lab, string title, string text, string footer, Ink ink)
    {
        var width = Math.Min(lab.Width - 8, 72);
        var lines = text.Split('\n').SelectMany(line => PlainText.Wrap(Cells.Clean(line), width)).Take(lab.Height - 8).ToList();
        var box = Centred(lab, Math.Max(LabView.Columns(footer) + 6, Widest(lines) + 4), lines.Count + 2);
        return new ModalLayout
        {
            Box = box,
            Title = title,
            Footer = footer,
            Text = Inside(box),
            Lines = [.. lines.Select(line => new Run(line, ink))],
            Parts = [new BoxPart(new Area(box.Left + box.Width - 4, box.Top, 3, 1), " x ", "Esc", Ink.Dim)],
        };
    }

    private static ModalLayout Ask(LabModel lab, ManagerModal.Ask ask, ManagerTexts texts)
    {
        var message = Message(lab, Labels.In(lab.Language, "Confirm"), ask.Text + "\n\n", texts.AskKeys, Ink.Text);
        var (yes, no) = ($"  {Labels.In(lab.Language, "Yes")}  ", $"  {Labels.In(lab.Language, "No")}  ");
        var (left, row) = (message.Box.Left + 3, message.Box.Top + message.Box.Height - 2);
        var second = left + LabView.Columns(yes) + 2;
        return message with
        {
            Parts =
            [
                .. message.Parts,
                new BoxPart(new Area(left, row, LabView.Columns(yes), 1), yes, "y", ask.Yes ? Ink.ButtonFocused : Ink.Button),
                new BoxPart(new Area(second, row, LabView.Columns(no), 1), no, "n", ask.Yes ? Ink.Button : Ink.ButtonFocused),
            ],
        };
    }

    private static ModalLayout Menu(LabModel lab, ManagerModal.Menu menu, ManagerTexts texts)
    {
        var model = lab.Manager;
        var context = model.Context with { Paths = ManagerReads.PagePaths(model), Row = model.Row };
        var items = menu.Items.Select(item => Labels.In(lab.Language, item.Label)).ToList();
        var width = Math.Max(Widest(items) + 8, LabView.Columns(texts.MenuKeys) + 6);
        var box = Centred(lab, width, items.Count + 2);
        BoxPart Part(PageButton item, int i)
        {
            var can = item.Press(context) is not null;
            var text = $" {item.Key}  {items[i]}";
            return new BoxPart(new Area(box.Left + 1, box.Top + 1 + i, box.Width - 2, 1), text, item.Key, i == menu.Chosen ? Ink.Selection : can ? Ink.Text : Ink.Dim);
        }
        return new ModalLayout { Box = box, Title = Labels.In(lab.Language, menu.Title), Footer = texts.MenuKeys, Parts = [.. menu.Items.Select(Part)] };
    }

    private static ModalLayout Task(LabModel lab, ManagerModal.Task task, ManagerTexts texts)
    {
        var language = lab.Language;
        var title = $"Task viewer: {TaskCells.Describe(task.Upid.Type, task.Upid.Id, language)}";
        var answer = lab.Manager.Answers.GetValueOrDefault(task.Path + "/status");
        var status = answer?.Value as System.Text.Json.Nodes.JsonObject;
        var reader = task.IsStatus
            ? Reader(lab, title, texts.ViewerKeys, TaskStatusLines.Of(task.Upid, status, EndOf(lab.Manager, task), lab.Manager.Cells), 0, 1)
            : Reader(lab, title, texts.ViewerKeys, task.Lines, task.Top, 1);
        var (output, state, stop) = ($" {Labels.In(language, "Output")} ", $" {Labels.In(language, "Status")} ", $" s {Labels.In(language, "Stop")} ");
        var (left, row) = (reader.Box.Left + 2, reader.Box.Top + 1);
        var second = left + LabView.Columns(output) + 1;
        var third = reader.Box.Left + reader.Box.Width - 2 - LabView.Columns(stop);
        var end = answer?.Error is { } error ? new Cell(Labels.In(language, error), Ink.Error)
            : task.Status == "running" ? TaskCells.Status("", language)
            : status?["exitstatus"] is null ? new Cell("") : TaskCells.Status(Cells.Text(status, "exitstatus"), language);
        var between = second + LabView.Columns(state) + 2;
        return reader with
        {
            Parts =
            [
                .. reader.Parts,
                new BoxPart(new Area(left, row, LabView.Columns(output), 1), output, "o", task.IsStatus ? Ink.Button : Ink.Selection),
                new BoxPart(new Area(second, row, LabView.Columns(state), 1), state, "i", task.IsStatus ? Ink.Selection : Ink.Button),
                new BoxPart(new Area(between, row, Math.Max(0, third - between - 1), 1), LabView.Shortened(end.Text, Math.Max(0, third - between - 1)), "", end.Ink),
                new BoxPart(new Area(third, row, LabView.Columns(stop), 1), stop, "s", task.Status == "running" ? Ink.Button : Ink.Dim),
            ],
        };
    }

    private static long EndOf(ManagerModel model, ManagerModal.Task task)
    {
        var upid = task.Upid.Encode();
        return model.Tasks.Items.FirstOrDefault(row => Cells.Text(row, "upid") == upid) is { } listed ? (long)Cells.Number(listed, "endtime") : 0;
    }

    /// <summary>A large box with a text from a line on, or up to its end.</summary>
    private static ModalLayout Reader(LabModel lab, string title, string footer, IReadOnlyList<string> lines, int? top, int head)
    {
        var box = Centred(lab, Math.Min(lab.Width - 2, 126), lab.Height - 4);
        var text = Inside(box) with { Top = box.Top + 1 + head, Height = Math.Max(1, box.Height - 2 - head) };
        var last = LastFirst(lines, text);
        var first = Math.Clamp(top ?? last, 0, last);
        var seen = new List<Run>();
        for (var i = first; i < lines.Count && seen.Count < text.Height; i++)
            seen.AddRange(PlainText.Wrap(lines[i], text.Width).DefaultIfEmpty("").Select(piece => new Run(piece, InkOf(lines[i]))));
        return new ModalLayout
        {
            Box = box,
            Title = title,
            Footer = footer,
            Text = text,
            Lines = [.. seen.Take(text.Height)],
            First = first,
            Last = last,
            Parts = [new BoxPart(new Area(box.Left + box.Width - 4, box.Top, 3, 1), " x ", "Esc", Ink.Dim)],
        };
    }

    /// <summary>The line from which on all the rest fits.</summary>
    private static int LastFirst(IReadOnlyList<string> lines, Area text)
    {
        var (first, rows) = (lines.Count, 0);
        while (first > 0)
        {
            rows += Math.Max(1, PlainText.Wrap(lines[first - 1], text.Width).Count);
            if (rows > text.Height) break;
            first--;
        }
        return Math.Min(first, Math.Max(0, lines.Count - 1));
    }

    private static Ink InkOf(string line) =>
        line.Contains("ERROR", StringComparison.Ordinal) ? Ink.Error
        : line.StartsWith("TASK OK", StringComparison.Ordinal) ? Ink.Met
        : line.StartsWith("WARN", StringComparison.Ordinal) || line.StartsWith("TASK WARN", StringComparison.Ordinal) ? Ink.Notice : Ink.Text;

    private static Area Centred(LabModel lab, int width, int height)
    {
        (width, height) = (Math.Min(width, lab.Width), Math.Min(height, lab.Height - 2));
        return new Area((lab.Width - width) / 2, Math.Max(1, (lab.Height - height) / 2), width, height);
    }

    private static Area Inside(Area box) => new(box.Left + 2, box.Top + 1, Math.Max(1, box.Width - 4), Math.Max(1, box.Height - 2));

    private static int Widest(IEnumerable<string> lines) => lines.Select(LabView.Columns).Append(0).Max();
}
