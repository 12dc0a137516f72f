using System.Globalization;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Reports;

/// <summary>The report as a screen shows it: the verdict, each criterion with its evidence, where the attempt parted from the nearest golden transcript, what to read.</summary>
public static class ReportSheet
{
    private const int Step = 2;

    /// <summary>Its lines.</summary>
    /// <param name="report">The report.</param>
    /// <param name="language">The language.</param>
    /// <param name="comparing">Said in the parting's place while it is being looked for; null when nobody looks.</param>
    public static IReadOnlyList<SheetLine> Of(Report report, string language, string? comparing = null)
    {
        var (words, grade) = (ReportWords.In(language), report.Grade);
        if (grade.Results.IsEmpty) return [new SheetLine(SheetKind.Text, words.FreePlay)];
        return
        [
            new(grade.Passed ? SheetKind.Good : SheetKind.Bad, Invariant($"{(grade.Passed ? words.Passed : words.NotPassed)}  {grade.Points} {words.Of} {grade.MaxPoints} {words.Points}")),
            SheetLine.Space,
            .. grade.Results.SelectMany(r => Criterion(report, r, words, language)),
            .. Parting(report, language, comparing),
            .. Part(words.ReadAgain, report.ReadAgain.Select(place => new SheetLine(SheetKind.Text, LessonLibrary.Shipped.Place(place, language) ?? place))),
            .. Part(words.Measured, MeasureLines.Of(report, language).Select(m => new SheetLine(SheetKind.Text, m.Name, m.Value))),
            .. Part(words.Timeline, report.Timeline.SelectMany(e => EvidenceOf(report, e, words, language))),
        ];
    }

    /// <summary>A heading with what stands below it; nothing when that is nothing.</summary>
    internal static IEnumerable<SheetLine> Part(string heading, IEnumerable<SheetLine> lines)
    {
        var below = lines.Select(l => l with { Indent = l.Indent + Step }).ToList();
        return below.Count == 0 ? [] : [SheetLine.Space, new SheetLine(SheetKind.Heading, heading), .. below];
    }

    private static IEnumerable<SheetLine> Criterion(Report report, CriterionResult result, ReportWords words, string language)
    {
        var criterion = result.Criterion;
        var worth = Invariant($"{result.Points}/{criterion.Points}{(criterion.Required ? $" · {words.Required}" : "")}");
        return
        [
            new SheetLine(result.Finding.Met ? SheetKind.Met : SheetKind.Open, criterion.Text.In(language), worth),
            .. result.Finding.Evidence.SelectMany(e => EvidenceOf(report, e, words, language)).Select(l => l with { Indent = Step * 2 }),
        ];
    }

    private static IEnumerable<SheetLine> EvidenceOf(Report report, Evidence evidence, ReportWords words, string language)
    {
        yield return new SheetLine(SheetKind.Note, (evidence.At is { } at ? report.Stamp(at) + "  " : "") + evidence.What.In(language));
        if (evidence.Task is { } task) yield return new SheetLine(SheetKind.Note, $"{words.Task} {task}");
        if (evidence.Line is { } line) yield return new SheetLine(SheetKind.Note, $"{words.Log} {line.Split('\n')[0]}");
    }

    private static IEnumerable<SheetLine> Parting(Report report, string language, string? comparing)
    {
        if (comparing is not null) return [SheetLine.Space, new SheetLine(SheetKind.Note, comparing)];
        var lines = PartingLines.Of(report, language);
        return lines.Count == 0 ? [] : Part(lines[0], lines.Skip(1).Select(l => new SheetLine(SheetKind.Text, l)));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
