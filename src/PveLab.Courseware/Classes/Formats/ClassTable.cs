using System.Globalization;
using System.Text;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>A class for people at a terminal: a row a file, then what a teacher has to look at. No colours, no control characters.</summary>
public static class ClassTable
{
    private const int EvidenceShown = 5;
    private const int LongestCell = 40;

    /// <summary>The table's text, lines ended by <c>\n</c>.</summary>
    public static string Write(ClassResult result, string language)
    {
        var words = ClassWords.In(language);
        var text = new StringBuilder();
        Rows(text, [[words.Student, words.Scenario, words.Verdict, words.Points, words.File], .. result.Attempts.Select(a => Row(a, words))]);
        text.Append('\n').Append(Summary(result, language)).Append('\n');
        Section(text, words.RefusedFiles, result.Refused.Select(a => $"{a.File}: {a.Refusal!.In(language)}"));
        Section(text, words.Remarks, from a in result.Attempts from remark in a.Remarks select $"{a.File}: {remark.In(language)}");
        Section(text, words.Stuck, result.GradedAttempts.Where(a => a.Activity!.IsStuck).Select(a => $"{a.Student}, {a.Scenario}: {Stuck(a.Activity!, words)}"));
        Section(text, words.Copies, result.Copies.SelectMany(c => Copy(c, language)));
        if (result.Changes is { } changes) Section(text, words.Changes, changes.IsEmpty ? [words.NoChanges] : changes.SelectMany(c => Change(c, words, language)));
        return text.ToString();
    }

    /// <summary>The class in a line.</summary>
    public static string Summary(ClassResult result, string language)
    {
        var (counted, refused) = (result.CountedAttempts.ToList(), result.Refused.Count());
        return ClassWords.In(language).Summary(result.Students.Count(), result.Attempts.Length, counted.Count(a => a.Passed), counted.Count, refused);
    }

    /// <summary>A file in a line.</summary>
    public static string Line(GradedAttempt attempt, string language)
    {
        var words = ClassWords.In(language);
        return attempt.Refusal is { } refusal
            ? $"{attempt.Student}  {words.Refused}  {attempt.File}: {refusal.In(language)}"
            : Invariant($"{attempt.Student}  {attempt.Scenario}  {Verdict(attempt, words)}  {attempt.Report!.Grade.Points}/{attempt.Report.Grade.MaxPoints}  {attempt.File}");
    }

    /// <summary>How somebody is stuck.</summary>
    internal static string Stuck(Activity activity, ClassWords words) =>
        words.SinceProgress(activity.SinceProgress) + (activity.Error is { Count: > 1 } error ? "; " + words.SameError(error.Count, error.Text) : "");

    /// <summary>A grade in a few words.</summary>
    internal static string Grade(GradeLine? grade, ClassWords words) => grade switch
    {
        null => words.None,
        { Refusal: { } code } => $"{words.Refused} ({code})",
        _ => Invariant($"{(grade.Passed ? words.Passed : words.NotPassed)} {grade.Points}/{grade.MaxPoints}"),
    };

    private static string[] Row(GradedAttempt attempt, ClassWords words)
    {
        var grade = attempt.Report?.Grade;
        return
        [
            attempt.Student, attempt.Scenario, Verdict(attempt, words) + (attempt.Counts || grade is null ? "" : $" ({words.NotCounted})"),
            grade is null ? "" : Invariant($"{grade.Points}/{grade.MaxPoints}"), attempt.File,
        ];
    }

    /// <summary>The verdict in a word or two.</summary>
    internal static string Verdict(GradedAttempt attempt, ClassWords words) =>
        attempt.Report is not { } report ? words.Refused : report.Grade.Results.IsEmpty ? words.FreePlay : report.Grade.Passed ? words.Passed : words.NotPassed;

    private static IEnumerable<string> Copy(Copies.CopyFinding copy, string language)
    {
        yield return $"{copy.First.Student} ({copy.First.File}) = {copy.Second.Student} ({copy.Second.File})";
        foreach (var reason in copy.Reasons) yield return "  " + reason.In(language);
        foreach (var line in copy.Lines.OrderByDescending(l => l.Own.Length).Take(EvidenceShown).OrderBy(l => l.First.Number))
            yield return Invariant($"    {line.First.Number,3} {Cell(line.First.Text)} | {line.Second.Number,3} {Short(line.Second.Text)}");
    }

    private static IEnumerable<string> Change(GradeChange change, ClassWords words, string language)
    {
        yield return $"{change.Student} ({change.File}): {Grade(change.Before, words)} -> {Grade(change.Now, words)}";
        foreach (var reason in change.Reasons) yield return "  " + reason.In(language);
        foreach (var criterion in change.Criteria)
        {
            yield return $"  {criterion.Id}: {Verdict(criterion.Before, words)} -> {Verdict(criterion.Now, words)}";
            if (criterion.Before is { } before) yield return $"    {words.Before}: {before.Evidence}";
            if (criterion.Now is { } now) yield return $"    {words.Now}: {now.Evidence}";
        }
    }

    /// <summary>A criterion's verdict in a few words.</summary>
    internal static string Verdict(CriterionVerdict? verdict, ClassWords words) =>
        verdict is null ? words.None : Invariant($"{(verdict.Met ? words.Met : words.NotMet)} {verdict.Points}/{verdict.MaxPoints}");

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var shown = lines.ToList();
        if (shown.Count == 0) return;
        text.Append('\n').Append(title).Append('\n');
        foreach (var line in shown) text.Append("  ").Append(line).Append('\n');
    }

    private static void Rows(StringBuilder text, List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => DisplayWidth.Of(r[column]))).ToArray();
        foreach (var row in rows) text.Append(string.Join("  ", row.Select((cell, column) => Pad(cell, widths[column]))).TrimEnd()).Append('\n');
    }

    private static string Cell(string text) => Pad(Short(text), LongestCell);

    private static string Short(string text)
    {
        if (DisplayWidth.Of(text) <= LongestCell) return text;
        var length = Math.Min(text.Length, LongestCell);
        while (DisplayWidth.Of(text[..length]) >= LongestCell || char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length] + "…";
    }

    private static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - DisplayWidth.Of(text)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
