using System.Globalization;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Reports;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Classes.Html;

/// <summary>Every attempt with its criteria, their evidence, its timeline, and what was typed; closed until somebody asks.</summary>
internal static class AttemptSection
{
    private const int LinesShown = 300;
    private const int LongestLine = 300;

    /// <summary>Writes the section's body.</summary>
    public static void Write(PageContext page)
    {
        foreach (var attempt in page.Result.GradedAttempts)
        {
            page.Html.Element($"details id=\"{page.Anchor(attempt)}\" data-student=\"{Markup.Encoded(attempt.Student)}\"", () =>
            {
                Summary(page, attempt, attempt.Report!);
                page.Html.Element("div class=\"in\"", () => Body(page, attempt, attempt.Report!));
            });
        }
    }

    private static void Summary(PageContext page, GradedAttempt attempt, Report report)
    {
        var html = page.Html;
        html.Element("summary", () =>
        {
            html.Element("span class=\"who\"", attempt.Student).Element("span class=\"what\"", report.Title.In(page.Language));
            GridSection.Tag(page, attempt);
            html.Text(Invariant($" {report.Grade.Points}/{report.Grade.MaxPoints} "));
            if (!attempt.Counts) html.Element("span class=\"tag\"", page.Words.NotCounted);
        });
    }

    private static void Body(PageContext page, GradedAttempt attempt, Report report)
    {
        var (html, words, _) = page;
        html.Element("dl class=\"facts\"", () => Facts(page, attempt, report));
        if (report.Grade.Results.IsEmpty) return;
        Track(page, report);
        page.Wide($"{words.Criteria}: {attempt.Student}", () => html.Element("table", () =>
        {
            html.Element("caption class=\"sr\"", $"{words.Criteria}: {attempt.Student}");
            page.Heads(words.Verdict, words.Criterion, words.Points, words.Evidence);
            html.Element("tbody", () =>
            {
                foreach (var result in report.Grade.Results) html.Element("tr", () => Criterion(page, report, result));
            });
        }));
        if (!report.Timeline.IsEmpty)
        {
            html.Element("h4", words.Timeline);
            html.Element("ol class=\"events\"", () =>
            {
                foreach (var evidence in report.Timeline) html.Element("li", () => Evidence(page, report, evidence));
            });
        }
        Typed(page, attempt.Activity!);
    }

    private static void Facts(PageContext page, GradedAttempt attempt, Report report)
    {
        var (words, grade, activity) = (page.Words, report.Grade, attempt.Activity!);
        var duration = ReportWords.In(page.Language);
        Fact(page, words.File, attempt.File);
        Fact(page, words.Inputs, Invariant($"{activity.Inputs}"));
        Fact(page, words.TimeUsed, duration.Duration(grade.TimeUsed));
        if (activity.Wall.Length is { } wall) Fact(page, words.WallTime, duration.Duration(wall));
        if (grade.HintCost > 0) Fact(page, words.Hints, Invariant($"{string.Join(", ", activity.Hints.Select(h => h + 1))} (−{grade.HintCost})"));
        foreach (var (name, value) in MeasureLines.OfRecovery(report, page.Language)) Fact(page, name, value);
        Fact(page, words.Seed, report.Header.Seed.ToString(CultureInfo.InvariantCulture));
        foreach (var remark in attempt.Remarks) Fact(page, words.Remarks, remark.In(page.Language));
    }

    private static void Fact(PageContext page, string name, string value) => page.Html.Element("div", () => page.Html.Element("dt", name).Element("dd", value));

    private static void Criterion(PageContext page, Report report, CriterionResult result)
    {
        var (html, words, _) = page;
        html.Element(result.Finding.Met ? "td class=\"y\"" : "td class=\"n\"", () => html.Sign(result.Finding.Met ? "✓" : "✗", result.Finding.Met ? words.Met : words.NotMet));
        html.Element("th scope=\"row\"", () =>
        {
            html.Text(result.Criterion.Text.In(page.Language));
            if (result.Criterion.Required) html.Raw(" ").Element("span class=\"tag\"", words.Required);
        });
        html.Element("td class=\"num\"", Invariant($"{result.Points}/{result.Criterion.Points}"));
        html.Element("td", () => html.Element("ul class=\"evidence\"", () =>
        {
            foreach (var evidence in result.Finding.Evidence) html.Element("li", () => Evidence(page, report, evidence));
        }));
    }

    private static void Evidence(PageContext page, Report report, Evidence evidence)
    {
        if (evidence.At is { } at) page.Html.Element("time", report.Stamp(at));
        page.Html.Text(evidence.What.In(page.Language));
        if (evidence.Task is { } task) page.Html.Element("code class=\"log\"", task);
        if (evidence.Line is { } line) page.Html.Element("code class=\"log\"", line.Split('\n')[0]);
    }

    /// <summary>When the criteria were met, on a line from the attempt's first moment to its last.</summary>
    private static void Track(PageContext page, Report report)
    {
        var (html, words, _) = page;
        var met = report.Grade.Results.Where(r => r.Finding.Met).Select(r => (r.Criterion, At: r.Finding.Evidence.Select(e => e.At).OfType<Instant>().DefaultIfEmpty(report.Began).Max()))
            .Where(r => r.At > report.Began).OrderBy(r => r.At).ToList();
        if (met.Count == 0) return;
        var told = string.Join("; ", met.Select(m => $"{report.Stamp(m.At)} {m.Criterion.Text.In(page.Language)}"));
        html.Element("figure", () =>
        {
            html.Raw($"<svg class=\"track\" role=\"img\" aria-label=\"{Markup.Encoded($"{words.TimelineFigure}: {told}")}\">");
            html.Raw("<line x1=\"1%\" x2=\"99%\" y1=\"35%\" y2=\"35%\"/>");
            foreach (var (criterion, at) in met)
            {
                var along = Math.Clamp((at - report.Began) / report.Grade.TimeUsed, 0, 1);
                html.Raw($"<circle r=\"6.5\" cx=\"{Markup.Number(1 + (98 * along))}%\" cy=\"35%\">")
                    .Element("title", $"{report.Stamp(at)} {criterion.Text.In(page.Language)}").Raw("</circle>");
            }
            html.Raw("<text x=\"1%\" y=\"95%\">").Text(report.Stamp(report.Began)).Raw("</text><text x=\"99%\" y=\"95%\" text-anchor=\"end\">")
                .Text(report.Stamp(report.Began + report.Grade.TimeUsed)).Raw("</text></svg>\n").Element("figcaption", words.TimelineFigure);
        });
    }

    private static void Typed(PageContext page, Activity activity)
    {
        var html = page.Html;
        if (activity.Lines.IsEmpty) return;
        html.Element("details", () =>
        {
            html.Element("summary", Invariant($"{page.Words.Typed} ({activity.Lines.Length})"));
            html.Element($"ol class=\"typed mono\" tabindex=\"0\" aria-label=\"{Markup.Encoded(page.Words.Typed)}\"", () =>
            {
                foreach (var line in activity.Lines.Take(LinesShown))
                    html.Element(Invariant($"li value=\"{line.Number}\""), line.Text.Length <= LongestLine ? line.Text : line.Text[..LongestLine] + "…");
            });
        });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
