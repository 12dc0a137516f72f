using System.Globalization;
using System.Text;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Reports;

/// <summary>The report for people: aligned columns, in either language, no colours.</summary>
public static class TextReport
{
    /// <summary>The report's text, lines ended by <c>\n</c>.</summary>
    public static string Write(Report report, string language)
    {
        var words = ReportWords.In(language);
        var text = new StringBuilder();
        var grade = report.Grade;
        Line(text, $"{report.Scenario}  {report.Title.In(language)}");
        if (grade.Results.IsEmpty)
        {
            Line(text, words.FreePlay);
            return text.ToString();
        }
        Line(text, Invariant($"{(grade.Passed ? words.Passed : words.NotPassed)}  {grade.Points} {words.Of} {grade.MaxPoints} {words.Points}"));
        Line(text, "");
        Criteria(text, report, words, language);
        PartingOf(text, report, language);
        MeasuresOf(text, report, language);
        if (!report.Timeline.IsEmpty)
        {
            Line(text, "");
            Line(text, words.Timeline);
            foreach (var entry in report.Timeline) EvidenceOf(text, report, words, entry, language, 2);
        }
        if (!report.ReadAgain.Any()) return text.ToString();
        Line(text, "");
        Line(text, words.ReadAgain);
        foreach (var place in report.ReadAgain) Line(text, "  " + (LessonLibrary.Shipped.Place(place, language) ?? place));
        return text.ToString();
    }

    private static void Criteria(StringBuilder text, Report report, ReportWords words, string language)
    {
        var points = report.Grade.Results.Max(r => Score(r).Length);
        var required = DisplayWidth.Of(words.Required);
        foreach (var result in report.Grade.Results)
        {
            var criterion = result.Criterion;
            Line(text, $"{Pad(result.Finding.Met ? words.Met : words.Missed, 2)}  {Score(result).PadLeft(points)}  "
                + $"{Pad(criterion.Required ? words.Required : "", required)}  {criterion.Text.In(language)}  [{criterion.Id}]");
            foreach (var evidence in result.Finding.Evidence) EvidenceOf(text, report, words, evidence, language, 4);
        }
    }

    private static void PartingOf(StringBuilder text, Report report, string language)
    {
        var lines = PartingLines.Of(report, language);
        if (lines.Count == 0) return;
        Line(text, "");
        Line(text, lines[0]);
        foreach (var line in lines.Skip(1)) Line(text, "  " + line);
    }

    private static void EvidenceOf(StringBuilder text, Report report, ReportWords words, Evidence evidence, string language, int indent)
    {
        var margin = new string(' ', indent);
        var at = evidence.At is { } moment ? report.Stamp(moment) + "  " : "";
        Line(text, margin + at + evidence.What.In(language));
        var deeper = margin + new string(' ', at.Length);
        if (evidence.Task is { } task) Line(text, $"{deeper}{words.Task} {task}");
        if (evidence.Line is { } line) Line(text, $"{deeper}{words.Log} {line.Split('\n')[0]}");
    }

    private static void MeasuresOf(StringBuilder text, Report report, string language)
    {
        var rows = MeasureLines.Of(report, language);
        var width = rows.Max(r => DisplayWidth.Of(r.Name));
        Line(text, "");
        Line(text, ReportWords.In(language).Measured);
        foreach (var (name, value) in rows) Line(text, $"  {Pad(name, width)}  {value}");
    }

    private static string Score(CriterionResult result) => Invariant($"{result.Points}/{result.Criterion.Points}");

    private static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - DisplayWidth.Of(text)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
