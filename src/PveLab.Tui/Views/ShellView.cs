using PveLab.Courseware.Attempts;
using PveLab.Shell;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The shell pane: the end of the scrollback with the line being typed, or a full-screen program.</summary>
public static class ShellView
{
    /// <summary>Exactly as many rows as the area has, and where the cursor stands on the screen.</summary>
    public static (IReadOnlyList<Row> Rows, (int Column, int Row)? Cursor) Draw(LabModel model, Area area)
    {
        if (area.Width <= 0) return ([], null);
        if (model.Attempt.Screen is { } screen) return Painted(model, screen, area);
        var (tail, before) = Typed(model);
        var rows = model.Output.Look(area.Width, area.Height, model.ShellBack, tail);
        var cursor = model.Focus == Pane.Shell && model.ShellBack == 0 && model.Attempt.Prompt is not null && !model.Attempt.WantsKeys
            ? Cursor(model, area, rows.Count, before)
            : null;
        return (Padded(rows, area), cursor);
    }

    private static (IReadOnlyList<Row> Rows, (int Column, int Row)? Cursor) Painted(LabModel model, Output.Screen screen, Area area)
    {
        var rows = screen.Lines.Take(area.Height).Select((line, number) => Painted(line, screen.Reversed.Where(s => s.Row == number), area.Width)).ToList();
        var cursor = screen.Cursor is ({ } row, { } column) && model.Focus == Pane.Shell && row < area.Height && column < area.Width
            ? (area.Left + column, area.Top + row) : ((int, int)?)null;
        return (Padded(rows, area), cursor);
    }

    private static Row Painted(string line, IEnumerable<ScreenSpan> reversed, int width)
    {
        var row = new Row(width);
        foreach (var span in reversed.OrderBy(s => s.Column))
        {
            var before = DisplayWidth.Clip(line, span.Column - row.Used);
            row.Add(before).Fill(column: span.Column);
            line = line[before.Length..];
            var text = DisplayWidth.Clip(line, span.Width);
            row.Add(text, Ink.Reversed).Fill(Ink.Reversed, span.Column + span.Width);
            line = line[text.Length..];
        }
        return row.Add(line);
    }

    /// <summary>The prompt and the typed line, and how much of the line stands behind the cursor.</summary>
    private static (IReadOnlyList<Run> Tail, string After) Typed(LabModel model)
    {
        if (model.Attempt.Prompt is not { } prompt) return ([], "");
        if (model.Attempt.Hidden || model.Attempt.WantsKeys) return ([new Run(prompt, Ink.Prompt)], "");
        return ([new Run(Shown(model), Ink.Prompt), new Run(model.Input.Text, Ink.Input)], model.Input.Text[model.Input.Cursor..]);
    }

    /// <summary>What stands before the typed line: the prompt, or the search of Ctrl+R.</summary>
    private static string Shown(LabModel model) => model.Input.SearchPrompt ?? model.Attempt.Prompt!;

    private static (int, int)? Cursor(LabModel model, Area area, int rows, string after)
    {
        var typed = model.Attempt.Hidden ? "" : model.Input.Text;
        var columns = model.Output.LastLineColumns + DisplayWidth.Of(Shown(model)) + DisplayWidth.Of(typed);
        var behind = DisplayWidth.Of(after);
        var total = Math.Max(1, (columns + area.Width - 1) / area.Width);
        var at = columns - behind;
        var row = area.Top + Math.Min(rows, area.Height) - total + at / area.Width;
        return (area.Left + at % area.Width, Math.Clamp(row, area.Top, area.Top + area.Height - 1));
    }

    private static List<Row> Padded(IReadOnlyList<Row> rows, Area area)
    {
        var padded = rows.Take(area.Height).Select(r => r.Fill()).ToList();
        while (padded.Count < area.Height) padded.Add(new Row(area.Width).Fill());
        return padded;
    }
}
