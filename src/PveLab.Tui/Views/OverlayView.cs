using System.Globalization;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Machines;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Views;

/// <summary>A box over the panes: help, goal, grade or a question.</summary>
public static class OverlayView
{
    private const int WidestBox = 92;

    /// <summary>The screen with the box drawn over it.</summary>
    public static Frame Over(LabModel model, IReadOnlyList<Row> below)
    {
        var texts = Texts.In(model.Language);
        var (title, lines) = Content(model, texts);
        var (left, top, inner, height) = BoxOf(model, title, lines);
        var first = Math.Clamp(model.OverlayTop, 0, Math.Max(0, lines.Count - height));
        var rows = below.ToList();
        for (var i = -1; i <= height; i++)
        {
            var row = Cut(rows[top + 1 + i], left);
            if (i < 0) Edge(row, inner, '┌', '┐', title, Ink.TitleFocused);
            else if (i == height) Edge(row, inner, '└', '┘', Footer(texts, first, height, lines.Count), Ink.Dim);
            else row.Add("│ ", Ink.Rule).Add(lines[first + i]).Fill(column: left + 2 + inner).Add(" │", Ink.Rule);
            rows[top + 1 + i] = row.Fill();
        }
        return new Frame(rows, null);
    }

    /// <summary>How many lines an overlay has, to bound scrolling.</summary>
    public static int Length(LabModel model) => Content(model, Texts.In(model.Language)).Lines.Count;

    /// <summary>The line of the content on a cell; null on the edge and outside.</summary>
    public static int? LineAt(LabModel model, int column, int row)
    {
        var (title, lines) = Content(model, Texts.In(model.Language));
        var (left, top, inner, height) = BoxOf(model, title, lines);
        var first = Math.Clamp(model.OverlayTop, 0, Math.Max(0, lines.Count - height));
        var inside = column >= left + 1 && column < left + 3 + inner && row > top && row <= top + height;
        return inside ? first + row - top - 1 : null;
    }

    /// <summary>Where the box stands; its width and height are those of its inside.</summary>
    private static Area BoxOf(LabModel model, string title, List<Row> lines)
    {
        var inner = Math.Min(model.Width - 6, Math.Min(WidestBox, Math.Max(LabView.Columns(title) + 6, lines.Count == 0 ? 0 : lines.Max(l => l.Used))));
        var height = Math.Min(lines.Count, model.Height - 4);
        return new Area((model.Width - inner - 4) / 2, Math.Max(0, (model.Height - height - 2) / 2), inner, height);
    }

    private static (string Title, List<Row> Lines) Content(LabModel model, Texts texts)
    {
        var width = Math.Clamp(model.Width - 6, 10, WidestBox);
        var exam = ExamTexts.In(model.Language);
        return model.Overlay switch
        {
            Overlay.Help when model is { RightTab: RightTab.Manager, Focus: Pane.Shell } => (ManagerTexts.In(model.Language).HelpTitle, Plain(ManagerTexts.In(model.Language).Help, width)),
            Overlay.Help when model.Attempt.Exam is not null => (exam.HelpTitle, [.. Plain(exam.Help, width), .. CommandView.Keys(model, width), .. Plain(exam.HelpInShell, width)]),
            Overlay.Help => (texts.HelpTitle, [.. Plain(texts.Help, width), .. CommandView.Keys(model, width), .. Plain(texts.HelpInPanes, width)]),
            Overlay.Commands => (texts.CommandsTitle, CommandView.Search(model, width)),
            Overlay.Anew => (texts.AnewTitle, Plain(texts.Anew, width)),
            Overlay.Goal => (texts.GoalTitle, Goal(model, texts, width)),
            Overlay.Grade => (model.Attempt.Exam is null ? texts.GradeTitle : exam.ResultTitle, SheetView.Draw(model.Attempt.Report, width)),
            Overlay.Hints => (texts.HintsTitle, Plain(Hints(model, texts), width)),
            Overlay.Machines => (texts.MachinesTitle, MachineView.Draw(model.Attempt.Machines, texts, width)),
            Overlay.Outline => (LessonTexts.In(model.Language).OutlineTitle, LessonOverlays.Outline(model, width)),
            Overlay.Term => (LessonOverlays.TermTitle(model), LessonOverlays.Term(model, Math.Min(width, LessonOverlays.WidestTerm))),
            Overlay.Quit when model.Attempt.Exam is { IsOver: false } => (exam.HandInTitle, Plain(exam.HandIn, width)),
            Overlay.EndExam => (exam.EndTitle, Plain(exam.End, width)),
            Overlay.Quit when model.IsPreview => (texts.QuitTitle, Plain(Previews.PreviewTexts.In(model.Language).Quit, width)),
            Overlay.Quit => (texts.QuitTitle, Plain(texts.Quit, width)),
            _ => ("", []),
        };
    }

    private static List<Row> Plain(IEnumerable<string> lines, int width) =>
        [.. lines.SelectMany(l => PlainText.Wrap(l, width)).Select(l => new Row(width).Add(l))];

    private static IEnumerable<string> Hints(LabModel model, Texts texts)
    {
        for (var i = 0; i < model.Attempt.Hints.Count; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {model.Attempt.Hints[i]}");
        if (model.Attempt.Hints.Count > 0) yield return "";
        yield return model.Attempt.NextHintCost is { } cost ? texts.NextHint(cost) : texts.NoMoreHints;
    }

    private static List<Row> Goal(LabModel model, Texts texts, int width)
    {
        var rows = Plain(PlainText.Paragraphs(model.Attempt.Story), width);
        rows.Add(new Row(width));
        if (model.Attempt.Exam is not null) rows.AddRange(Plain([ExamTexts.In(model.Language).Hidden], width));
        foreach (var criterion in model.Attempt.Criteria)
        {
            var worth = string.Create(CultureInfo.InvariantCulture, $"{criterion.Points,3} {texts.Points(criterion.Points)}{(criterion.Required ? $" · {texts.Required}" : "")}");
            var room = Math.Max(10, width - 4 - LabView.Columns(worth) - 2);
            var lines = PlainText.Wrap(criterion.Text, room);
            for (var i = 0; i < lines.Count; i++)
            {
                var row = new Row(width).Add(i == 0 ? CriteriaView.Mark(criterion) + " " : "  ", CriteriaView.InkOf(criterion)).Add(lines[i]);
                if (i == 0) row.Fill(column: width - LabView.Columns(worth)).Add(worth, Ink.Dim);
                rows.Add(row);
            }
        }
        return rows;
    }

    private static string Footer(Texts texts, int first, int height, int count) => count <= height
        ? texts.CloseHint
        : string.Create(CultureInfo.InvariantCulture, $"{first + 1}-{first + height}/{count}  ↑↓  {texts.CloseHint}");

    private static void Edge(Row row, int inner, char left, char right, string text, Ink ink)
    {
        var end = row.Used + inner + 3;
        row.Add($"{left}─ ", Ink.Rule).Add(text, ink).Add(" ", Ink.Rule).Fill(Ink.Rule, end, '─').Add($"{right}", Ink.Rule);
    }

    /// <summary>The first columns of a row, dimmed; a wide character cut by the box becomes a space.</summary>
    private static Row Cut(Row row, int columns)
    {
        var cut = new Row(row.Width);
        foreach (var run in row.Runs)
        {
            if (cut.Used >= columns) break;
            cut.Add(DisplayWidth.Clip(run.Text, columns - cut.Used), run.Ink);
        }
        return cut.Fill(column: columns);
    }
}
