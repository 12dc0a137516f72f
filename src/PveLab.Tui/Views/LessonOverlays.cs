using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>What lies over the panes while one reads: the outline, and the definition of a term.</summary>
internal static class LessonOverlays
{
    /// <summary>Widest definition: a small box is read at a glance.</summary>
    public const int WidestTerm = 60;

    /// <summary>The headings, indented by level, then the other chapters; the chosen one marked.</summary>
    public static List<Row> Outline(LabModel model, int width)
    {
        var rows = new List<Row>();
        foreach (var (line, i) in model.Reading.Outline.Select((line, i) => (line, i)))
        {
            var ink = i == model.Reading.Chosen ? Ink.Selection : line.Line < 0 || line.Level == 1 ? Ink.Title : Ink.Text;
            var sign = line.Line < 0 ? "▸ " : new string(' ', 2 * (line.Level - 1));
            rows.Add(new Row(width).Add(LabView.Shortened(sign + line.Text, width), ink).Fill(ink));
        }
        rows.Add(new Row(width));
        rows.Add(new Row(width).Add(LessonTexts.In(model.Language).OutlineFooter, Ink.Dim));
        return rows;
    }

    /// <summary>The term with its reading.</summary>
    public static string TermTitle(LabModel model) => model.Reading.Term is not { } term ? "" : term.Reading.Length == 0 ? term.Term : $"{term.Term} ({term.Reading})";

    /// <summary>The definition, and where it is taught.</summary>
    public static List<Row> Term(LabModel model, int width)
    {
        if (model.Reading.Term is not { } term) return [];
        var rows = PlainText.Paragraphs(term.Text).SelectMany(p => PlainText.Wrap(p, width)).Select(l => new Row(width).Add(l)).ToList();
        if (term.See is not { } see) return rows;
        rows.Add(new Row(width));
        rows.Add(new Row(width).Add(LessonTexts.In(model.Language).TermFooter + " ", Ink.Dim).Add(see, Inks.Of(TextStyle.Link)));
        return rows;
    }
}
