using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes.Html;

/// <summary>The plots. Bars are rows of a table, so that whoever does not see them reads the same numbers.</summary>
internal static class PlotSections
{
    private const int Buckets = 10;

    /// <summary>How the points are spread, and which criteria were missed most.</summary>
    public static void Struggles(PageContext page)
    {
        var (html, words, result) = page;
        html.Element("p class=\"lead\"", words.StrugglesHint);
        foreach (var scenario in result.Scenarios.Where(s => !s.Criteria.IsEmpty))
        {
            html.Element("h3", scenario.Title.In(page.Language));
            Spread(page, scenario);
            var missed = scenario.Criteria.Select(c => (c.Text, Share: scenario.Met(c.Id))).Select(c => (c.Text, Failed: c.Share.Of - c.Share.Met, c.Share.Of))
                .Where(c => c.Failed > 0).OrderByDescending(c => (double)c.Failed / c.Of).ToList();
            if (missed.Count == 0) html.Element("p", words.NobodyFailed);
            else Bars(page, $"{words.Struggles}: {scenario.Title.In(page.Language)}", words.Criterion, words.NotMet, "bar", missed);
        }
    }

    /// <summary>How many bought which hint.</summary>
    public static void Hints(PageContext page)
    {
        var (html, words, result) = page;
        html.Element("p class=\"lead\"", words.HintsHint);
        foreach (var scenario in result.Scenarios)
        {
            var count = scenario.Attempts.Max(a => a.Activity!.HintCount);
            if (count == 0) continue;
            html.Element("h3", scenario.Title.In(page.Language));
            var bought = Enumerable.Range(0, count).Select(h => (Say(FormattableString.Invariant($"{words.Hint} {h + 1}")), scenario.Bought(h), scenario.Attempts.Length)).ToList();
            if (bought.TrueForAll(b => b.Item2 == 0)) html.Element("p", words.NoHints);
            else Bars(page, $"{words.Hints}: {scenario.Title.In(page.Language)}", words.Hint, words.Students, "bar hints", bought);
        }
    }

    private static void Bars(PageContext page, string caption, string what, string count, string style, List<(LocalText Text, int Count, int Of)> rows)
    {
        var (html, words, _) = page;
        html.Element("table class=\"bars\"", () =>
        {
            html.Element("caption class=\"sr\"", caption);
            html.Raw("<thead class=\"sr\"><tr>").Element("th scope=\"col\"", what).Raw("<td></td>").Element("th scope=\"col\"", count).Raw("</tr></thead>\n");
            html.Element("tbody", () =>
            {
                foreach (var (text, number, of) in rows) html.Element("tr", () =>
                {
                    html.Element("th scope=\"row\"", text.In(page.Language));
                    html.Element("td class=\"b\"", () => html.Raw($"<svg class=\"{style}\" aria-hidden=\"true\"><rect width=\"{Percent(number, of)}%\" height=\"100%\"/></svg>"));
                    html.Element("td class=\"num\"", $"{words.CountOf(number, of)} ({Percent(number, of)}%)");
                });
            });
        });
    }

    /// <summary>How many reached how many percent of the points: ten columns.</summary>
    private static void Spread(PageContext page, ScenarioResult scenario)
    {
        var (html, words, _) = page;
        var counts = new int[Buckets];
        foreach (var grade in scenario.Attempts.Select(a => a.Report!.Grade))
            if (grade.MaxPoints > 0) counts[Math.Min(Buckets - 1, grade.Points * Buckets / grade.MaxPoints)]++;
        var most = Math.Max(1, counts.Max());
        var told = string.Join(", ", Enumerable.Range(0, Buckets).Where(i => counts[i] > 0).Select(i => FormattableString.Invariant($"{i * 10}–{(i + 1) * 10}%: {counts[i]}")));
        html.Element("figure", () =>
        {
            html.Raw($"<svg class=\"spread\" role=\"img\" aria-label=\"{Markup.Encoded($"{words.Spread}: {told}")}\">");
            for (var i = 0; i < Buckets; i++) Column(html, i, counts[i], most);
            for (var i = 0; i <= Buckets; i++) Mark(html, i);
            html.Raw("<line x1=\"0\" x2=\"100%\" y1=\"82%\" y2=\"82%\"/></svg>\n").Element("figcaption", words.Spread);
        });
    }

    private static void Column(Markup html, int bucket, int count, int most)
    {
        const double floor = 82;
        const double tallest = 66;
        var height = tallest * count / most;
        var centre = Markup.Number((bucket * 10) + 5);
        html.Raw($"<rect x=\"{Markup.Number((bucket * 10) + 1)}%\" width=\"8%\" y=\"{Markup.Number(floor - height)}%\" height=\"{Markup.Number(height)}%\" rx=\"3\"/>");
        if (count > 0) html.Raw($"<text class=\"count\" text-anchor=\"middle\" x=\"{centre}%\" y=\"{Markup.Number(floor - height - 4)}%\">{Markup.Number(count)}</text>");
    }

    /// <summary>A mark on the scale, where two columns meet.</summary>
    private static void Mark(Markup html, int bucket)
    {
        var anchor = bucket switch { 0 => "start", Buckets => "end", _ => "middle" };
        html.Raw($"<text text-anchor=\"{anchor}\" x=\"{Markup.Number(bucket * 10)}%\" y=\"98%\">{Markup.Number(bucket * 10)}</text>");
    }

    private static string Percent(int count, int of) => Markup.Number(of == 0 ? 0 : count * 100 / of);

    private static LocalText Say(string text) => new() { Ja = text, En = text };
}
