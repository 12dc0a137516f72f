using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PveLab.Courseware.Grading;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Reports;

/// <summary>The report for programs: keys in a fixed order, times in seconds, the same bytes for the same attempt.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report as JSON, ended by <c>\n</c>.</summary>
    public static string Write(Report report, string language)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            WriteMembers(json, report, language);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    /// <summary>The members of the report's object.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, Report report, string language)
    {
        var grade = report.Grade;
        json.WriteString("scenario", report.Scenario);
        json.WriteString("title", report.Title.In(language));
        json.WriteString("program", report.Header.Program);
        json.WriteString("content", report.Header.Content);
        json.WriteNumber("seed", report.Header.Seed);
        json.WriteString("dialect", report.Header.Dialect == Dialect.Book ? "book" : "pve");
        json.WriteBoolean("passed", grade.Passed);
        json.WriteNumber("points", grade.Points);
        json.WriteNumber("maxPoints", grade.MaxPoints);
        json.WriteNumber("hintCost", grade.HintCost);
        Seconds(json, "timeUsed", grade.TimeUsed);
        Seconds(json, "timeLimit", grade.TimeLimit);
        json.WriteStartObject("measures");
        Seconds(json, "restoreTime", grade.Measures?.RestoreTime);
        Seconds(json, "recoveryTime", grade.Measures?.RecoveryTime);
        Seconds(json, "recoveryPoint", grade.Measures?.RecoveryPoint);
        if (grade.Measures?.DownTime is { } down) Seconds(json, "downTime", down);
        if (grade.Measures?.DataLost is { } lost) Seconds(json, "dataLost", lost);
        json.WriteEndObject();
        json.WriteStartArray("criteria");
        foreach (var result in grade.Results) Criterion(json, report, result, language);
        json.WriteEndArray();
        if (report.Parting is { } parting) Write(json, parting, language);
        EvidenceOf(json, report, "timeline", report.Timeline, language);
    }

    private static void Write(Utf8JsonWriter json, Assessment.Parting parting, string language)
    {
        json.WriteStartObject("parting");
        json.WriteString("golden", parting.Golden);
        json.WriteNumber("alike", parting.Alike);
        json.WriteNumber("steps", parting.Steps);
        json.WriteString("missing", parting.Missing.In(language));
        if (parting.Instead is { } instead) json.WriteString("instead", instead);
        if (parting.Line is { } line) json.WriteString("line", line);
        json.WriteEndObject();
    }

    private static void Criterion(Utf8JsonWriter json, Report report, CriterionResult result, string language)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Criterion.Id);
        json.WriteString("kind", result.Criterion.Kind);
        json.WriteBoolean("required", result.Criterion.Required);
        json.WriteBoolean("met", result.Finding.Met);
        json.WriteNumber("points", result.Points);
        json.WriteNumber("maxPoints", result.Criterion.Points);
        json.WriteString("text", result.Criterion.Text.In(language));
        if (!result.Finding.Met && result.Criterion.ReadAgain is { } place) json.WriteString("readAgain", place);
        EvidenceOf(json, report, "evidence", result.Finding.Evidence, language);
        json.WriteEndObject();
    }

    private static void EvidenceOf(Utf8JsonWriter json, Report report, string name, ImmutableArray<Evidence> evidence, string language)
    {
        json.WriteStartArray(name);
        foreach (var item in evidence)
        {
            json.WriteStartObject();
            if (item.At is { } at) Time(json, report, at);
            json.WriteString("text", item.What.In(language));
            if (item.Task is { } task) json.WriteString("task", task);
            if (item.Line is { } line) json.WriteString("line", line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, Report report, Instant at)
    {
        json.WriteNumber("time", at.UnixSeconds);
        json.WriteString("at", report.Stamp(at));
    }

    private static void Seconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } value) json.WriteNumber(name, (decimal)value.TotalMilliseconds / 1000);
        else json.WriteNull(name);
    }
}
