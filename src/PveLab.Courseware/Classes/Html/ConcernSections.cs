using System.Globalization;
using PveLab.Courseware.Classes.Copies;
using PveLab.Courseware.Classes.Formats;

namespace PveLab.Courseware.Classes.Html;

/// <summary>What a teacher has to look into.</summary>
internal static class ConcernSections
{
    /// <summary>Files without a grade.</summary>
    public static void Refused(PageContext page)
    {
        var (html, words, result) = page;
        Table(page, words.RefusedFiles, [words.Student, words.File, words.Reason], result.Refused, attempt =>
        {
            html.Element("th scope=\"row\"", attempt.Student).Element("td", () => html.Element("code", attempt.File));
            html.Element("td", () => html.Element("span class=\"tag warn\"", attempt.Refusal!.Text.In(page.Language)).Raw(" ").Text(attempt.Refusal!.Detail));
        });
    }

    /// <summary>What is odd about some attempts.</summary>
    public static void Remarks(PageContext page)
    {
        var (html, words, result) = page;
        var remarks = from attempt in result.Attempts from remark in attempt.Remarks select (attempt, remark);
        Table(page, words.Remarks, [words.Student, words.Remarks, words.File], remarks, row =>
        {
            html.Element("th scope=\"row\"", () => Link(page, row.attempt)).Element("td", row.remark.In(page.Language));
            html.Element("td", () => html.Element("code", row.attempt.File));
        });
    }

    /// <summary>Who does not get on.</summary>
    public static void Stuck(PageContext page)
    {
        var (html, words, result) = page;
        Table(page, words.Stuck, [words.Student, words.Scenario, words.Points, words.Situation], result.GradedAttempts.Where(a => a.Activity!.IsStuck), attempt =>
        {
            var grade = attempt.Report!.Grade;
            html.Element("th scope=\"row\"", () => Link(page, attempt)).Element("td", attempt.Report.Title.In(page.Language));
            html.Element("td", Invariant($"{grade.Points}/{grade.MaxPoints}")).Element("td", ClassTable.Stuck(attempt.Activity!, words));
        });
    }

    /// <summary>Attempts that are copies of each other, with the evidence side by side.</summary>
    public static void Copies(PageContext page)
    {
        var (html, words, result) = page;
        foreach (var copy in result.Copies)
        {
            html.Element("h3", () =>
            {
                Link(page, copy.First);
                html.Raw(" = ");
                Link(page, copy.Second);
            });
            html.Element("ul", () =>
            {
                foreach (var reason in copy.Reasons) html.Element("li", reason.In(page.Language));
                html.Element("li", Invariant($"{words.Alike}: {copy.Alike}%"));
            });
            if (!copy.Lines.IsEmpty) SideBySide(page, copy);
        }
    }

    private static void SideBySide(PageContext page, CopyFinding copy)
    {
        var (html, words, _) = page;
        var caption = $"{words.SideBySide}: {copy.First.Student}, {copy.Second.Student}";
        page.Wide(caption, () => html.Element("table class=\"pair\"", () =>
        {
            html.Element("caption class=\"sr\"", caption);
            page.Heads(copy.First.Student, copy.Second.Student);
            html.Element("tbody", () =>
            {
                foreach (var line in copy.Lines) html.Element("tr", () =>
                {
                    foreach (var side in (TypedLine[])[line.First, line.Second]) html.Element("td", () =>
                    {
                        html.Element("small", side.Number.ToString(CultureInfo.InvariantCulture)).Raw(" ");
                        html.Element("code", () => Marked(html, side.Text, line.Own));
                    });
                });
            });
        }));
    }

    /// <summary>A line with the words marked that only a few use.</summary>
    private static void Marked(Markup html, string text, IReadOnlyList<string> own)
    {
        for (var at = 0; at < text.Length;)
        {
            var (index, length) = own.Select(w => (Index: text.IndexOf(w, at, StringComparison.OrdinalIgnoreCase), w.Length)).Where(w => w.Index >= 0)
                .OrderBy(w => w.Index).ThenByDescending(w => w.Length).FirstOrDefault((text.Length, 0));
            html.Text(text[at..index]);
            if (length > 0) html.Raw("<mark>").Text(text[index..(index + length)]).Raw("</mark>");
            at = index + length;
        }
    }

    /// <summary>Grades that are not what they were.</summary>
    public static void Changes(PageContext page)
    {
        var (html, words, result) = page;
        if (result.Changes is { IsEmpty: true })
        {
            html.Element("p", words.NoChanges);
            return;
        }
        Table(page, words.Changes, [words.Student, words.Before, words.Now, words.Reason], result.Changes!.Value, change =>
        {
            html.Element("th scope=\"row\"", () => html.Text(change.Student).Raw("<br>").Element("code", change.File));
            html.Element("td", ClassTable.Grade(change.Before, words)).Element("td", ClassTable.Grade(change.Now, words));
            html.Element("td", () => html.Element("ul class=\"evidence\"", () =>
            {
                foreach (var reason in change.Reasons) html.Element("li", reason.In(page.Language));
                foreach (var criterion in change.Criteria) html.Element("li", () => Criterion(page, criterion));
            }));
        });
    }

    private static void Criterion(PageContext page, CriterionChange change)
    {
        var (html, words, _) = page;
        html.Element("code", change.Id).Text($": {ClassTable.Verdict(change.Before, words)} → {ClassTable.Verdict(change.Now, words)}");
        if (change.Before is { } before) html.Element("span class=\"log\"", $"{words.Before}: {before.Evidence}");
        if (change.Now is { } now) html.Element("span class=\"log\"", $"{words.Now}: {now.Evidence}");
    }

    private static void Link(PageContext page, GradedAttempt attempt) => page.Html.Element($"a href=\"#{page.Anchor(attempt)}\"", attempt.Student);

    private static void Table<T>(PageContext page, string caption, string[] heads, IEnumerable<T> rows, Action<T> cells) => page.Wide(caption, () => page.Html.Element("table", () =>
    {
        page.Html.Element("caption class=\"sr\"", caption);
        page.Heads(heads);
        page.Html.Element("tbody", () =>
        {
            foreach (var row in rows) page.Html.Element("tr", () => cells(row));
        });
    }));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
