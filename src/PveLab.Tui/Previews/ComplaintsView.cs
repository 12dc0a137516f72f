using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Previews;

/// <summary>What is wrong with the content that is being written, over the lower part of the panes.</summary>
public static class ComplaintsView
{
    private const int MostRows = 9;

    /// <summary>The rows of the screen with the panel over them.</summary>
    public static IReadOnlyList<Row> Over(LabModel model, IReadOnlyList<Row> below)
    {
        var texts = PreviewTexts.In(model.Language);
        var (lines, shown) = Lines(model);
        if (shown < model.Complaints.Count) lines.Add((texts.More(model.Complaints.Count - shown), Ink.Dim));
        var rows = below.ToList();
        var last = model.Places.Shell.Top + Math.Max(model.Places.Shell.Height, model.Places.Lesson.Height) - 1;
        var top = last - lines.Count;
        rows[top] = new Row(model.Width).Add("━━ ", Ink.Error).Add(texts.Problems(model.Complaints.Count), Ink.TitleFocused).Add(" ", Ink.Error).Fill(Ink.Error, with: '━');
        for (var i = 0; i < lines.Count; i++) rows[top + 1 + i] = new Row(model.Width).Add(" ").Add(lines[i].Text, lines[i].Ink).Fill();
        return rows;
    }

    private static (List<(string Text, Ink Ink)> Lines, int Shown) Lines(LabModel model)
    {
        var (lines, shown) = (new List<(string, Ink)>(), 0);
        foreach (var complaint in model.Complaints)
        {
            List<(string, Ink)> one = [.. Wrapped($"{complaint.Place}: {complaint.Problem}", model.Width - 2).Select(l => (l, Ink.Error)),
                .. Wrapped("  " + complaint.Advice, model.Width - 2).Select(l => (l, Ink.Dim))];
            if (shown > 0 && lines.Count + one.Count > MostRows) break;
            lines.AddRange(one.Take(MostRows));
            shown++;
        }
        return (lines, shown);
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        while (DisplayWidth.Of(text) > width)
        {
            var line = DisplayWidth.Clip(text, width);
            var space = line.LastIndexOf(' ');
            if (space > width / 2) line = line[..space];
            yield return line;
            text = "  " + text[line.Length..].TrimStart();
        }
        if (text.Trim().Length > 0) yield return text;
    }
}
