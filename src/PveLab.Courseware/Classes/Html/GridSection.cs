using System.Globalization;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Classes.Html;

/// <summary>Students against criteria, a table a scenario.</summary>
internal static class GridSection
{
    /// <summary>Writes the section's body.</summary>
    public static void Write(PageContext page)
    {
        var (html, words, result) = page;
        html.Element("p class=\"lead\"", words.GridHint).Raw("<div class=\"tools\"></div>\n");
        foreach (var scenario in result.Scenarios.Where(s => !s.Criteria.IsEmpty))
        {
            html.Element("h3", () => html.Text(scenario.Title.In(page.Language) + " ").Element("code", scenario.Id));
            page.Wide($"{scenario.Title.In(page.Language)} ({words.Scroll})", () => html.Element("table class=\"grid sortable\"", () => Grid(page, scenario)));
            html.Element("ol class=\"legend\"", () =>
            {
                foreach (var criterion in scenario.Criteria) html.Element("li", () => Explain(page, criterion));
            });
        }
    }

    private static void Grid(PageContext page, ScenarioResult scenario)
    {
        var (html, words, _) = page;
        html.Element("caption class=\"sr\"", $"{words.Grid}: {scenario.Title.In(page.Language)}");
        html.Element("thead", () => html.Element("tr", () =>
        {
            html.Element("th scope=\"col\"", words.Student).Element("th scope=\"col\"", words.Verdict).Element("th scope=\"col\" class=\"num\"", words.Points);
            for (var i = 0; i < scenario.Criteria.Length; i++)
            {
                var number = (i + 1).ToString(CultureInfo.InvariantCulture);
                html.Element($"th scope=\"col\" class=\"c\" title=\"{Markup.Encoded(scenario.Criteria[i].Text.In(page.Language))}\"",
                    () => html.Element("span class=\"id mono\"", scenario.Criteria[i].Id).Element("span class=\"no\"", number));
            }
        }));
        html.Element("tbody", () =>
        {
            foreach (var attempt in scenario.Attempts) Row(page, scenario, attempt);
        });
        html.Element("tfoot", () => html.Element("tr", () =>
        {
            html.Element("th scope=\"row\"", words.ShareMet).Element("td", $"{scenario.Attempts.Count(a => a.Passed)}/{scenario.Attempts.Length}").Raw("<td></td>");
            foreach (var criterion in scenario.Criteria) html.Element("td class=\"c\"", Percent(scenario.Met(criterion.Id)));
        }));
    }

    private static void Row(PageContext page, ScenarioResult scenario, GradedAttempt attempt)
    {
        var (html, words, _) = page;
        var grade = attempt.Report!.Grade;
        html.Element($"tr data-student=\"{Markup.Encoded(attempt.Student)}\"", () =>
        {
            html.Element("th scope=\"row\"", () => html.Element($"a href=\"#{page.Anchor(attempt)}\"", attempt.Student));
            html.Element("td", () => Tag(page, attempt));
            html.Element($"td class=\"num\" data-sort=\"{grade.Points.ToString(CultureInfo.InvariantCulture)}\"", FormattableString.Invariant($"{grade.Points}/{grade.MaxPoints}"));
            foreach (var criterion in scenario.Criteria) Verdict(page, grade.Results.FirstOrDefault(r => r.Criterion.Id == criterion.Id));
        });
    }

    private static void Verdict(PageContext page, CriterionResult? result)
    {
        var (html, words, _) = page;
        if (result is null) html.Element("td class=\"c\"", "");
        else if (result.Finding.Met) html.Element("td class=\"c y\"", () => html.Sign("✓", words.Met));
        else html.Element("td class=\"c n\"", () => html.Sign("✗", words.NotMet));
    }

    /// <summary>A verdict as a coloured word.</summary>
    public static void Tag(PageContext page, GradedAttempt attempt)
    {
        var colour = attempt.Report is null ? "warn" : attempt.Passed ? "good" : "bad";
        page.Html.Element($"span class=\"tag {colour}\"", ClassTable.Verdict(attempt, page.Words));
    }

    private static void Explain(PageContext page, Criterion criterion)
    {
        page.Html.Text(criterion.Text.In(page.Language) + " ").Element("span class=\"mono\"", criterion.Id);
        page.Html.Text(" · " + page.Words.PointsOf(criterion.Points));
        if (criterion.Required) page.Html.Text(" · ").Element("strong", page.Words.Required);
    }

    private static string Percent((int Met, int Of) share) => share.Of == 0 ? "" : FormattableString.Invariant($"{share.Met * 100 / share.Of}%");
}
