using System.Globalization;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The criteria below the panes: progress, points and one line each; when there is no room for all, the open ones come first.</summary>
public static class CriteriaView
{
    private const int BarCells = 12;

    /// <summary>The row between panes and criteria.</summary>
    public static Row Title(LabModel model, LabLayout places)
    {
        var texts = Texts.In(model.Language);
        var criteria = model.Attempt.Criteria;
        var row = new Row(model.Width);
        if (model.Attempt.Exam is { } exam)
        {
            var words = ExamTexts.In(model.Language);
            row.Add("─ ", Ink.Rule).Add(exam.IsOver ? words.Over : words.Progress(exam.Task, exam.Of, exam.MinutesLeft), Ink.TitleFocused).Add(" ", Ink.Rule);
        }
        else if (criteria.Count > 0)
        {
            var met = criteria.Count(c => c.Standing == Standing.Met);
            var filled = met * BarCells / criteria.Count;
            var (points, total) = (model.Attempt.Points, model.Attempt.PointsTotal);
            row.Add("─ ", Ink.Rule).Add(texts.Criteria, Ink.Title).Add(" ", Ink.Rule)
                .Add(new string('█', filled), Ink.Progress).Add(new string('░', BarCells - filled), Ink.Dim)
                .Add(string.Create(CultureInfo.InvariantCulture, $" {met}/{criteria.Count}  {points}/{total} {texts.Points(total)}  "), Ink.Title)
                .Add(model.Attempt.Passed ? texts.Passed : texts.NotYet, model.Attempt.Passed ? Ink.Met : Ink.Dim)
                .Add(" ", Ink.Rule);
        }
        if (places.Divider < 0 || places.Divider < row.Used) return row.Fill(Ink.Rule, with: '─');
        return row.Fill(Ink.Rule, places.Divider, '─').Add("┴", Ink.Rule).Fill(Ink.Rule, with: '─');
    }

    /// <summary>Exactly as many rows as the area has.</summary>
    public static IReadOnlyList<Row> Draw(LabModel model, Area area)
    {
        if (area.Height == 0) return [];
        var columns = Math.Max(1, (model.Attempt.Criteria.Count + area.Height - 1) / area.Height);
        columns = Math.Min(columns, Math.Max(1, area.Width / 38));
        var shown = Fitting(model.Attempt.Criteria, columns * area.Height);
        return [.. Enumerable.Range(0, area.Height).Select(r => Line(shown, area, columns, r))];
    }

    private static Row Line(List<CriterionLine> shown, Area area, int columns, int r)
    {
        var row = new Row(area.Width);
        for (var c = 0; c < columns; c++)
        {
            var index = c * area.Height + r;
            row.Fill(column: area.Width * c / columns);
            if (index >= shown.Count) continue;
            var room = area.Width * (c + 1) / columns - row.Used - 4;
            row.Add(" ").Add(Mark(shown[index]) + " ", InkOf(shown[index]))
                .Add(LabView.Shortened(shown[index].Text, room), shown[index].Standing == Standing.Met ? Ink.Dim : Ink.Text);
        }
        return row.Fill();
    }

    /// <summary>All in their own order when they fit, else the open ones first: what is done needs no more attention.</summary>
    private static List<CriterionLine> Fitting(IReadOnlyList<CriterionLine> criteria, int room) =>
        criteria.Count <= room ? [.. criteria] : [.. criteria.OrderBy(c => c.Standing == Standing.Met ? 1 : 0).Take(room)];

    /// <summary>The sign of a criterion's standing.</summary>
    internal static string Mark(CriterionLine criterion) => criterion.Standing == Standing.Met ? "✔" : "○";

    /// <summary>The ink of a criterion's sign.</summary>
    internal static Ink InkOf(CriterionLine criterion) => criterion.Standing == Standing.Met ? Ink.Met : Ink.Open;
}
