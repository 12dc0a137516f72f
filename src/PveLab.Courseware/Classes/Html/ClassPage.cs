using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Classes.Html;

/// <summary>
/// A class as one self-contained page: nothing is loaded from anywhere, nothing needs a script to be read, and every picture is a table or has its
/// words. A content security policy lets nothing but our own script run, should a name or an input ever slip through as markup.
/// </summary>
public static class ClassPage
{
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");
    private static readonly string Policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        + $"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}'; base-uri 'none'; form-action 'none'";

    /// <summary>The page, ended by <c>\n</c>.</summary>
    /// <param name="result">The class.</param>
    /// <param name="language"><c>ja</c> or <c>en</c>.</param>
    public static string Write(ClassResult result, string language)
    {
        var (html, words) = (new Markup(), ClassWords.In(language));
        var page = new PageContext(html, words, result);
        html.Raw("<!DOCTYPE html>\n").Raw($"<html lang=\"{words.Language}\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.Element("title", $"{words.Title} – PveLab").Raw("<style>\n").Raw(Style).Raw("</style>\n</head>\n");
        html.Raw($"<body data-sort=\"{Markup.Encoded(words.Sort)}\" data-filter=\"{Markup.Encoded(words.Filter)}\">\n");
        html.Element("a class=\"skip\" href=\"#main\"", words.SkipToGrid);
        Head(page);
        html.Element("main id=\"main\"", () =>
        {
            foreach (var section in Sections(result)) section.Write(page);
        });
        html.Element("footer", () => html.Element("p", $"{words.Graded} {ProgramVersion.Text}"));
        return html.Raw("<script>").Raw(Script).Raw("</script>\n</body>\n</html>\n").ToString();
    }

    private static void Head(PageContext page)
    {
        var (html, words, result) = page;
        html.Element("header", () =>
        {
            html.Element("h1", words.Title);
            html.Element("p class=\"lead\"", string.Join(" · ", result.Scenarios.Select(s => s.Title.In(words.Language))));
            html.Element("dl class=\"figures\"", () => Figures(page));
            html.Element($"nav aria-label=\"{Markup.Encoded(words.Contents)}\"", () => html.Element("ul", () =>
            {
                foreach (var section in Sections(result)) html.Element("li", () => html.Element($"a href=\"#{section.Id}\"", section.Title(words)));
            }));
        });
    }

    private static void Figures(PageContext page)
    {
        var (html, words, result) = page;
        var counted = result.CountedAttempts.ToList();
        Figure(words.Students, result.Students.Count());
        Figure(words.Attempts, result.Attempts.Length);
        Figure(words.PassedStudents, counted.Count(a => a.Passed), $" / {Invariant(counted.Count)}");
        if (result.Refused.Any()) Figure(words.RefusedFiles, result.Refused.Count());
        if (!result.Copies.IsEmpty) Figure(words.Copies, result.Copies.Length);

        void Figure(string what, int count, string of = "") => html.Element("div", () =>
            html.Element("dt", what).Element("dd", () => html.Text(Invariant(count)).Element("small", of)));
    }

    /// <summary>What there is to tell of this class, in the order in which a teacher needs it.</summary>
    private static IEnumerable<PageSection> Sections(ClassResult result)
    {
        if (result.Changes is not null) yield return new("changes", w => w.Changes, ConcernSections.Changes);
        yield return new("grid", w => w.Grid, GridSection.Write);
        if (!result.Copies.IsEmpty) yield return new("copies", w => w.Copies, ConcernSections.Copies);
        if (result.Refused.Any()) yield return new("refused", w => w.RefusedFiles, ConcernSections.Refused);
        if (result.GradedAttempts.Any(a => a.Activity!.IsStuck)) yield return new("stuck", w => w.Stuck, ConcernSections.Stuck);
        if (result.Attempts.Any(a => !a.Remarks.IsEmpty)) yield return new("remarks", w => w.Remarks, ConcernSections.Remarks);
        if (result.Scenarios.Any())
        {
            yield return new("struggles", w => w.Struggles, PlotSections.Struggles);
            yield return new("hints", w => w.Hints, PlotSections.Hints);
            yield return new("attempts", w => w.Details, AttemptSection.Write);
        }
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(ClassPage).Assembly.GetManifestResourceStream("class-" + name)!;
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>What every part of the page needs.</summary>
/// <param name="Html">Where it writes.</param>
/// <param name="Words">The words of the language.</param>
/// <param name="Result">The class.</param>
internal sealed record PageContext(Markup Html, ClassWords Words, ClassResult Result)
{
    /// <summary>The language.</summary>
    public string Language => Words.Language;

    /// <summary>The anchor of an attempt's details.</summary>
    public string Anchor(GradedAttempt attempt) => "a" + Result.Attempts.IndexOf(attempt).ToString(CultureInfo.InvariantCulture);

    /// <summary>A wide table in a frame that scrolls by keyboard too.</summary>
    public void Wide(string label, Action table) => Html.Element($"div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Markup.Encoded(label)}\"", table);

    /// <summary>A row of column headings.</summary>
    public void Heads(params ReadOnlySpan<string> heads)
    {
        Html.Raw("<thead><tr>");
        foreach (var head in heads) Html.Element("th scope=\"col\"", head);
        Html.Raw("</tr></thead>\n");
    }
}

/// <summary>A part of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">Writes what stands below the heading.</param>
internal sealed record PageSection(string Id, Func<ClassWords, string> Title, Action<PageContext> Body)
{
    /// <summary>Writes it.</summary>
    public void Write(PageContext page) => page.Html.Element($"section id=\"{Id}\" aria-labelledby=\"{Id}-title\"", () =>
    {
        page.Html.Element($"h2 id=\"{Id}-title\"", Title(page.Words));
        Body(page);
    });
}
