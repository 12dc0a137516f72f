using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The coach: a few lines above the goal that say what just happened, with where to read about it.</summary>
internal static class CoachView
{
    private const int MostLines = 6, Margin = 3;

    /// <summary>How many rows it takes; none while it has nothing to say.</summary>
    public static int Rows(LabModel model) => model.CoachNote is null ? 0 : Lines(model).Count;

    /// <summary>Its rows.</summary>
    public static IEnumerable<Row> Draw(LabModel model) =>
        Lines(model).Select((line, i) => new Row(model.Width).Add(" ▌ ", Ink.Key).Add(line.Text, line.Ink).Fill(line.Ink == Ink.Dim ? Ink.Text : line.Ink));

    private static List<(string Text, Ink Ink)> Lines(LabModel model)
    {
        if (model.CoachNote is not { } note) return [];
        var (texts, width) = (Texts.In(model.Language), model.Width - Margin - 1);
        var said = note.Text.In(model.Language.Code()).Split('\n').SelectMany(l => PlainText.Wrap(l, width)).ToList();
        if (said.Count >= MostLines) said = [.. said.Take(MostLines - 2), LabView.Shortened(said.Skip(MostLines - 2).Aggregate(Joined), width)];
        return [.. said.Select(l => (l, Ink.Text)), (note.Place is null ? texts.CoachClose : texts.CoachRead, Ink.Dim)];
    }

    /// <summary>Two wrapped lines as one again: the space at which Latin text was broken comes back.</summary>
    private static string Joined(string line, string next) => line.Length > 0 && char.IsAscii(line[^1]) && next.Length > 0 && char.IsAscii(next[0]) ? $"{line} {next}" : line + next;
}
