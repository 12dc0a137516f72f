using System.Globalization;
using System.Text;
using PveLab.Courseware.Reports;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>A class as comma-separated values: everything about every file, or the columns a learning platform's gradebook takes.</summary>
public static class ClassCsv
{
    private static readonly string[] Head =
    [
        "student", "scenario", "file", "counts", "verdict", "refusal", "points", "max points", "hint cost", "virtual seconds", "seconds", "seed", "dialect", "program", "content",
        "inputs", "stuck", "failed criteria", "remarks", "id",
    ];

    /// <summary>A row a file.</summary>
    public static string Write(ClassResult result, string language)
    {
        var text = new StringBuilder();
        Csv.Row(text, Head);
        foreach (var attempt in result.Attempts) Csv.Row(text, attempt.Report is { } report ? Graded(attempt, report, language) : Refused(attempt, language));
        return text.ToString();
    }

    /// <summary>
    /// A row a student, a column a scenario with the points of the attempt that counts: what Moodle's "Import CSV file" and its likes map to grade items.
    /// An empty cell is no grade; nothing graded is no zero.
    /// </summary>
    public static string Gradebook(ClassResult result)
    {
        var scenarios = result.Scenarios.Where(s => s.Criteria.Length > 0).ToList();
        var text = new StringBuilder();
        Csv.Row(text, ["identifier", .. scenarios.Select(s => s.Id)]);
        foreach (var student in result.Students)
            Csv.Row(text, [student, .. scenarios.Select(s => s.Attempts.FirstOrDefault(a => a.Student == student) is { Report.Grade: var grade } ? Number(grade.Points) : "")]);
        return text.ToString();
    }

    private static IEnumerable<string> Graded(GradedAttempt attempt, Report report, string language)
    {
        var (grade, activity) = (report.Grade, attempt.Activity!);
        return
        [
            attempt.Student, attempt.Scenario, attempt.File, attempt.Counts ? "yes" : "no", grade.Passed ? "passed" : "not passed", "",
            Number(grade.Points), Number(grade.MaxPoints), Number(grade.HintCost), Seconds(grade.TimeUsed), activity.Wall.Length is { } wall ? Seconds(wall) : "",
            report.Header.Seed.ToString(CultureInfo.InvariantCulture), report.Header.Dialect == Sim.Cluster.Dialect.Book ? "book" : "pve", report.Header.Program, attempt.JudgedBy,
            Number(activity.Inputs), activity.IsStuck ? "yes" : "no",
            string.Join(' ', grade.Results.Where(r => !r.Finding.Met).Select(r => r.Criterion.Id)), string.Join("; ", attempt.Remarks.Select(r => r.In(language))), attempt.Id,
        ];
    }

    private static IEnumerable<string> Refused(GradedAttempt attempt, string language) =>
        [attempt.Student, "", attempt.File, "no", "refused", attempt.Refusal!.In(language), .. Enumerable.Repeat("", Head.Length - 7), attempt.Id];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
