using System.Globalization;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The lesson pane: the lines of the layout from the top line on, the chosen one marked in the margin; below them what is looked for.</summary>
public static class LessonView
{
    /// <summary>Columns before the text: the mark of the chosen line.</summary>
    public const int Margin = 1;

    private const string Caret = "▏";

    /// <summary>Columns of a line in another ink.</summary>
    private readonly record struct Patch(int Column, int End, Ink Ink);

    /// <summary>Exactly as many rows as the area has.</summary>
    public static IReadOnlyList<Row> Draw(LabModel model, Area area)
    {
        if (area.Height == 0) return [];
        if (model.Reading.Search is not { } search) return Lines(model, area.Width, area.Height);
        return [.. Lines(model, area.Width, area.Height - 1), SearchLine(model, search, area.Width)];
    }

    /// <summary>The pane's title: the section whose heading is above what is seen, shortened to the room.</summary>
    public static string Title(LabModel model, int room)
    {
        var word = Texts.In(model.Language).Lesson;
        var section = model.Layout.Outline.LastOrDefault(o => o.Line < model.LessonTop);
        return section is null ? word : LabView.Shortened($"{word}: {section.Text}", Math.Max(LabView.Columns(word), room));
    }

    private static List<Row> Lines(LabModel model, int width, int height)
    {
        var patches = Found(model, model.LessonTop, model.LessonTop + height);
        return [.. Enumerable.Range(model.LessonTop, height).Select(i => Line(model, width, i, patches[i]))];
    }

    private static Row Line(LabModel model, int width, int index, IEnumerable<Patch> found)
    {
        var row = new Row(width);
        if (index >= model.Layout.Lines.Count) return row.Fill();
        var line = model.Layout.Lines[index];
        var chosen = index == model.LessonLine && model.Focus == Pane.Lesson;
        row.Add(chosen ? "▌" : line.Action is null ? " " : "›", chosen ? Ink.TitleFocused : Ink.Dim);
        List<Patch> patches = [.. found];
        if (chosen && model.Reading.Link >= 0 && model.Reading.Link < line.Links.Count) patches.Insert(0, Chosen(line.Links[model.Reading.Link]));
        var whole = chosen && line.Action is not null && model.Reading.Link < 0;
        var column = 0;
        foreach (var span in line.Spans) column = Paint(row, span.Text, column, whole ? Ink.Selection : Inks.Of(span.Style), patches);
        return row.Fill();
    }

    /// <summary>Adds a span, cut where a patch begins or ends; returns the column after it.</summary>
    private static int Paint(Row row, string text, int column, Ink ink, List<Patch> patches)
    {
        while (text.Length > 0)
        {
            var inside = patches.Find(p => p.Column <= column && column < p.End);
            var end = inside.End > 0 ? inside.End : patches.Where(p => p.Column > column).Select(p => p.Column).DefaultIfEmpty(int.MaxValue).Min();
            var part = DisplayWidth.Clip(text, Math.Max(0, end - column));
            if (part.Length == 0) part = text[..DisplayWidth.NextGrapheme(text)];
            row.Add(part, inside.End > 0 ? inside.Ink : ink);
            column += DisplayWidth.Of(part);
            text = text[part.Length..];
        }
        return column;
    }

    private static Patch Chosen(LinkRange link) => new(link.Column, link.Column + link.Width, Ink.Selection);

    private static ILookup<int, Patch> Found(LabModel model, int first, int end)
    {
        var search = model.Reading.Search;
        var parts = search is null ? [] : search.Found.SelectMany((found, i) => found.Parts.Select(part => (part, i))).Where(f => f.part.Line >= first && f.part.Line < end);
        return parts.ToLookup(f => f.part.Line, f => new Patch(f.part.Column, f.part.Column + f.part.Width, f.i == search!.At ? Ink.Reversed : Ink.Notice));
    }

    private static Row SearchLine(LabModel model, Search search, int width)
    {
        var texts = LessonTexts.In(model.Language);
        var state = search.Text.Length == 0 ? "" : search.At < 0 ? texts.NotFound
            : string.Create(CultureInfo.InvariantCulture, $"{search.At + 1}/{search.Found.Count}") + (search.Typing ? "" : "  " + texts.SearchKeys);
        var room = Math.Max(4, width - LabView.Columns(state) - 4);
        var text = search.Text;
        while (DisplayWidth.Of(text) > room) text = text[DisplayWidth.NextGrapheme(text)..];
        return new Row(width).Add("/", Ink.KeyText).Add(text + (search.Typing ? Caret : ""), Ink.KeyText)
            .Fill(Ink.KeyText, width - LabView.Columns(state) - 1).Add(state, Ink.Key).Fill(Ink.KeyText);
    }
}
