using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Assessment;

/// <summary>Writes down the result of an exam, for people and for programs.</summary>
public static class ExamReport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people: the verdict, tasks, skills, what to read and practise, then each task's own report. Lines end with <c>\n</c>.</summary>
    public static string Text(ExamResult result, string language)
    {
        var words = ExamWords.In(language);
        var text = new StringBuilder();
        Line($"{words.Title} {result.Exam.Chapter}  {words.Seed} {Number(result.Exam.Seed)}");
        Line(result.Ready ? words.Ready : words.NotReady);
        Line($"{words.Points(result.Points, result.MaxPoints)}  {words.PassedTasks(result.Tasks.Count(t => t.Report.Grade.Passed), result.Tasks.Length)}");
        Table(words.Tasks, result.Tasks.Select(t => new[]
        {
            Number(t.Task.Number), VerdictOf(t, words), Score(t.Report.Grade.Points, t.Report.Grade.MaxPoints), t.Task.Scenario, t.Report.Title.In(language),
        }));
        Table(words.Skills, result.Skills.Select(s => new[] { s.Shown ? words.Shown : words.NotShown, Score(s.Points, s.MaxPoints), s.Skill.Name().In(language) }));
        var weak = result.Skills.Where(s => !s.Shown).ToList();
        Table(words.Read, result.ReadAgain.Select(place => new[] { LessonLibrary.Shipped.Place(place, language) ?? place }));
        Table(words.Practise, weak.SelectMany(s => s.Practise.Select((id, i) => new[] { i == 0 ? s.Skill.Name().In(language) : "", id, result.TitleOf(id).In(language) })));
        foreach (var task in result.Tasks.Where(t => t.Opened))
        {
            Line("");
            Line($"── {words.Task(task.Task.Number, result.Tasks.Length)} ──");
            text.Append(TextReport.Write(task.Report, language));
        }
        return text.ToString();

        void Line(string line) => text.Append(line.TrimEnd()).Append('\n');

        void Table(string title, IEnumerable<string[]> cells)
        {
            var rows = cells.ToList();
            if (rows.Count == 0) return;
            Line("");
            Line(title);
            var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => DisplayWidth.Of(r[c]))).ToList();
            foreach (var row in rows) Line("  " + string.Join("  ", row.Select((cell, c) => cell + new string(' ', widths[c] - DisplayWidth.Of(cell)))));
        }
    }

    /// <summary>For programs: keys in a fixed order, the same bytes for the same exam and attempts.</summary>
    public static string Json(ExamResult result, string language)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, result, language);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ExamResult result, string language)
    {
        json.WriteStartObject();
        json.WriteString("exam", result.Exam.Chapter);
        json.WriteNumber("seed", result.Exam.Seed);
        json.WriteNumber("minutes", result.Exam.Minutes);
        json.WriteBoolean("ready", result.Ready);
        json.WriteNumber("points", result.Points);
        json.WriteNumber("maxPoints", result.MaxPoints);
        json.WriteStartArray("skills");
        foreach (var skill in result.Skills) Write(json, skill);
        json.WriteEndArray();
        json.WriteStartArray("tasks");
        foreach (var task in result.Tasks) Write(json, task, language);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SkillVerdict skill)
    {
        json.WriteStartObject();
        json.WriteString("skill", skill.Skill.Id());
        json.WriteBoolean("shown", skill.Shown);
        json.WriteNumber("points", skill.Points);
        json.WriteNumber("maxPoints", skill.MaxPoints);
        Strings(json, "readAgain", skill.Shown ? [] : skill.ReadAgain);
        Strings(json, "practise", skill.Shown ? [] : skill.Practise);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExamTaskResult task, string language)
    {
        json.WriteStartObject();
        json.WriteNumber("task", task.Task.Number);
        json.WriteBoolean("opened", task.Opened);
        if (task.Task.Twist is { } twist) json.WriteString("twist", twist);
        json.WriteStartObject("report");
        JsonReport.WriteMembers(json, task.Report, language);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string VerdictOf(ExamTaskResult task, ExamWords words) => !task.Opened ? words.NotOpened : task.Report.Grade.Passed ? words.Passed : words.NotPassed;

    private static string Score(int points, int max) => string.Create(CultureInfo.InvariantCulture, $"{points}/{max}");

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
