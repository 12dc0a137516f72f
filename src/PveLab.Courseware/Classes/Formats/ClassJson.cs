using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes.Copies;
using PveLab.Courseware.Reports;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>A class for programs, and for <c>--against</c> later on: keys in a fixed order, the same bytes for the same files.</summary>
public static class ClassJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The class as JSON, ended by <c>\n</c>.</summary>
    public static string Write(ClassResult result, string language)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, result, language);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ClassResult result, string language)
    {
        json.WriteStartObject();
        json.WriteNumber("pvelabClass", EarlierGrades.Format);
        json.WriteString("program", ProgramVersion.Text);
        json.WriteString("language", language);
        Array(json, "attempts", result.Attempts, a => Attempt(json, a, language));
        Array(json, "copies", result.Copies, c => Copy(json, c, language));
        if (result.Changes is { } changes) Array(json, "changes", changes, c => Change(json, c, language));
        json.WriteEndObject();
    }

    private static void Attempt(Utf8JsonWriter json, GradedAttempt attempt, string language)
    {
        json.WriteString("id", attempt.Id);
        json.WriteString("file", attempt.File);
        json.WriteString("student", attempt.Student);
        json.WriteBoolean("counts", attempt.Counts);
        if (attempt.Refusal is { } refusal)
        {
            json.WriteStartObject("refused");
            json.WriteString("kind", refusal.Code);
            json.WriteString("reason", refusal.Detail);
            json.WriteEndObject();
        }
        if (attempt.Report is not { } report) return;
        json.WriteString("judgedBy", attempt.JudgedBy);
        JsonReport.WriteMembers(json, report, language);
        Doing(json, attempt.Activity!);
        Texts(json, "remarks", attempt.Remarks, language);
    }

    private static void Doing(Utf8JsonWriter json, Activity activity)
    {
        json.WriteStartObject("activity");
        json.WriteNumber("inputs", activity.Inputs);
        json.WriteNumber("sinceProgress", activity.SinceProgress);
        json.WriteBoolean("stuck", activity.IsStuck);
        if (activity.Error is { } error)
        {
            json.WriteStartObject("mostRepeatedError");
            json.WriteString("text", error.Text);
            json.WriteNumber("count", error.Count);
            json.WriteEndObject();
        }
        json.WriteStartArray("hints");
        foreach (var hint in activity.Hints) json.WriteNumberValue(hint + 1);
        json.WriteEndArray();
        json.WriteStartObject("quizzes");
        foreach (var (quiz, option) in activity.Quizzes) json.WriteNumber(quiz, option);
        json.WriteEndObject();
        if (activity.Wall.Began is { } began) json.WriteString("began", began.ToString("o", CultureInfo.InvariantCulture));
        if (activity.Wall.Ended is { } ended) json.WriteString("ended", ended.ToString("o", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter json, CopyFinding copy, string language)
    {
        json.WriteString("scenario", copy.First.Scenario);
        foreach (var (name, attempt) in new[] { ("first", copy.First), ("second", copy.Second) })
        {
            json.WriteStartObject(name);
            json.WriteString("student", attempt.Student);
            json.WriteString("file", attempt.File);
            json.WriteEndObject();
        }
        json.WriteNumber("alike", copy.Alike);
        Texts(json, "reasons", copy.Reasons, language);
        Array(json, "lines", copy.Lines, line =>
        {
            json.WriteNumber("firstInput", line.First.Number);
            json.WriteString("first", line.First.Text);
            json.WriteNumber("secondInput", line.Second.Number);
            json.WriteString("second", line.Second.Text);
            json.WriteStartArray("own");
            foreach (var word in line.Own) json.WriteStringValue(word);
            json.WriteEndArray();
        });
    }

    private static void Change(Utf8JsonWriter json, GradeChange change, string language)
    {
        json.WriteString("student", change.Student);
        json.WriteString("file", change.File);
        Grade(json, "before", change.Before);
        Grade(json, "now", change.Now);
        Texts(json, "reasons", change.Reasons, language);
        Array(json, "criteria", change.Criteria, criterion =>
        {
            json.WriteString("id", criterion.Id);
            Verdict(json, "before", criterion.Before);
            Verdict(json, "now", criterion.Now);
        });
    }

    private static void Grade(Utf8JsonWriter json, string name, GradeLine? grade)
    {
        if (grade is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        if (grade.Refusal is { } code) json.WriteString("refused", code);
        else json.WriteBoolean("passed", grade.Passed);
        json.WriteNumber("points", grade.Points);
        json.WriteNumber("maxPoints", grade.MaxPoints);
        json.WriteEndObject();
    }

    private static void Verdict(Utf8JsonWriter json, string name, CriterionVerdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteBoolean("met", verdict.Met);
        json.WriteNumber("points", verdict.Points);
        json.WriteNumber("maxPoints", verdict.MaxPoints);
        json.WriteString("evidence", verdict.Evidence);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<LocalText> texts, string language)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text.In(language));
        json.WriteEndArray();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
