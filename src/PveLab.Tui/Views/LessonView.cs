using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The lesson pane: the lines of the layout from the top line on, the chosen one marked in the margin.</summary>
public static class LessonView
{
    /// <summary>Columns before the text: the mark of the chosen line.</summary>
    public const int Margin = 1;

    /// <summary>Exactly as many rows as the area has.</summary>
    public static IReadOnlyList<Row> Draw(LabModel model, Area area) =>
        [.. Enumerable.Range(model.LessonTop, area.Height).Select(i => Line(model, area.Width, i))];

    private static Row Line(LabModel model, int width, int index)
    {
        var row = new Row(width);
        if (index >= model.Layout.Lines.Count) return row.Fill();
        var line = model.Layout.Lines[index];
        var chosen = index == model.LessonLine && model.Focus == Pane.Lesson;
        row.Add(chosen ? "▌" : line.Action is null ? " " : "›", chosen ? Ink.TitleFocused : Ink.Dim);
        foreach (var span in line.Spans) row.Add(span.Text, chosen && line.Action is not null ? Ink.Selection : Inks.Of(span.Style));
        return row.Fill();
    }
}
