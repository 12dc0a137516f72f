using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Classes.Html;
using PveLab.Courseware.Lessons;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Classes;

public sealed class ClassResultTests
{
    private static readonly Lazy<ClassResult> Sample = new(ClassLab.Sample);

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void A_class_is_a_table_at_the_terminal(string language) => Golden.Verify(ClassTable.Write(Sample.Value, language), "class-table-" + language);

    [Fact]
    public void A_class_is_a_file_for_a_spreadsheet() => Golden.Verify(Lasting(ClassCsv.Write(Sample.Value, "en").ReplaceLineEndings("\n")), "class-csv");

    [Fact]
    public void A_gradebook_has_a_column_a_scenario() =>
        Assert.Equal("""
            identifier,ch08-restore-test,ch08-storage-full
            <b>Eve[2J,,
            Aoki Mei,100,
            Baker Sam,100,
            Chen Li,100,
            Dubois Léa,27,
            Mallory,,
            佐藤 花子,55,10

            """, ClassCsv.Gradebook(Sample.Value).ReplaceLineEndings("\n"));

    [Fact]
    public void What_a_journal_calls_its_program_steers_no_table()
    {
        var row = ClassLab.Grade("Aoki", ClassLab.Journal(["qm list"]), "x.jsonl");
        row = row with { Report = row.Report! with { Header = row.Report.Header with { Program = "0\u2028\u202E1" } } };
        Assert.Contains(",0 1,", ClassCsv.Write(ClassLab.Class(row), "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    public void No_name_is_a_formula(string student, string cell)
    {
        var row = ClassLab.Grade(student, ClassLab.Journal(["qm list"]), "x.jsonl") with { Student = student };
        Assert.StartsWith($"identifier,ch08-restore-test\r\n{cell},0\r\n", ClassCsv.Gradebook(ClassLab.Class(row)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_format_lets_control_characters_through()
    {
        foreach (var text in (string[])[.. Everything(Sample.Value)])
            Assert.DoesNotContain(text, c => c is not ('\n' or '\r' or '\t') && SafeText.IsControl(c));
    }

    [Fact]
    public void The_order_of_the_files_and_the_culture_change_nothing()
    {
        var expected = Everything(Sample.Value);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["tr-TR", "ja-JP"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(expected, Everything(ClassLab.Class(Sample.Value.Attempts.Reverse().Select(a => a with { Counts = false }))));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_several_attempts_the_best_or_the_last_counts()
    {
        GradedAttempt[] rows =
        [
            ClassLab.Grade("a", ClassLab.Journal(ClassLab.Golden().Take(20), began: ClassLab.Monday), "a/1.jsonl"),
            ClassLab.Grade("a", ClassLab.Journal(ClassLab.Golden(), began: ClassLab.Monday.AddDays(1)), "a/0.jsonl"),
            ClassLab.Grade("a", ClassLab.Journal(["qm list"], began: ClassLab.Monday.AddDays(2)), "a/2.jsonl"),
        ];
        Assert.Equal("a/0.jsonl", Assert.Single(ClassResult.Of(rows, CountedAttempt.Best, ClassLab.Taught).CountedAttempts).File);
        Assert.Equal("a/2.jsonl", Assert.Single(ClassResult.Of(rows, CountedAttempt.Last, ClassLab.Taught).CountedAttempts).File);
    }

    [Fact]
    public void Statements_for_a_record_store_are_whole_and_named_for_good()
    {
        using var json = JsonDocument.Parse(new ClassXapi("https://school.example").Write(Sample.Value));
        var statements = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(statements.Count, statements.Select(s => s.GetProperty("id").GetGuid()).Distinct().Count());
        var passed = statements.First(s => s.GetProperty("verb").GetProperty("id").GetString() == "http://adlnet.gov/expapi/verbs/passed");
        Golden.Verify(Lasting(JsonSerializer.Serialize(passed, Indented)), "class-xapi-passed");
        Assert.All(statements, s => Assert.Equal("https://school.example", s.GetProperty("actor").GetProperty("account").GetProperty("homePage").GetString()));
    }

    [Fact]
    public void A_page_holds_everything_itself()
    {
        var page = ClassPage.Write(Sample.Value, "ja");
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"ja\">", page, StringComparison.Ordinal);
        foreach (var loading in (string[])["src=", "url(", "@import", "<img", "<iframe", "http:", "https:"])
            Assert.DoesNotContain(loading, page.Replace("&lt;img src=x", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Eve", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_tells_what_was_measured_as_the_reports_of_attempts_do()
    {
        var row = Sample.Value.GradedAttempts.First(a => a.Report!.Grade.Measures is not null);
        var measured = row.Report!.Grade.Measures! with { DownTime = TimeSpan.FromSeconds(171), DataLost = TimeSpan.FromSeconds(754) };
        var report = row.Report with { Grade = row.Report.Grade with { Measures = measured } };
        var page = ClassPage.Write(ClassResult.Of([row with { Report = report }], CountedAttempt.Best, _ => []), "en");
        Assert.Contains("<dt>data lost (newest row that came back, to the failure)</dt><dd>12 min 34 s</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>2 min 51 s</dd>", page, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Without what changes with every edit of a scenario.</summary>
    private static string Lasting(string text) => Regex.Replace(text, "[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "(hash)");

    private static IEnumerable<string> Everything(ClassResult result)
    {
        foreach (var language in (string[])["en", "ja"])
        {
            yield return ClassTable.Write(result, language);
            yield return ClassCsv.Write(result, language);
            yield return ClassJson.Write(result, language);
            yield return ClassJUnit.Write(result, language);
            yield return ClassPage.Write(result, language);
        }
        yield return ClassCsv.Gradebook(result);
        yield return new ClassXapi(ClassXapi.Nowhere).Write(result);
    }
}
