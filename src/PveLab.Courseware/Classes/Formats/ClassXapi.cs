using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Reports;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>
/// A class as xAPI 1.0.3 statements for a learning record store: each attempt was attempted, then passed or failed with its score; so was each
/// criterion as an objective of it; quizzes were answered. Ids follow from the attempt, so that sending them twice records nothing twice.
/// </summary>
/// <param name="homePage">The address that students' names are accounts of.</param>
public sealed class ClassXapi(string homePage)
{
    /// <summary>Where accounts and activities live when nobody says otherwise: a name that never resolves (RFC 2606).</summary>
    public const string Nowhere = "https://pvelab.invalid";

    private const string Verbs = "http://adlnet.gov/expapi/verbs/";
    private const string Activities = "http://adlnet.gov/expapi/activities/";
    private const string Scenarios = Nowhere + "/scenarios/";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The statements as a JSON array, ended by <c>\n</c>.</summary>
    public string Write(ClassResult result)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            foreach (var attempt in result.GradedAttempts.Where(a => !a.Report!.Grade.Results.IsEmpty)) Attempt(json, attempt, attempt.Report!);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private void Attempt(Utf8JsonWriter json, GradedAttempt attempt, Report report)
    {
        var scenario = new Thing(Scenarios + report.Scenario, "assessment", report.Title, null);
        var (began, ended) = (attempt.Activity!.Wall.Began, attempt.Activity.Wall.Ended);
        Statement(json, attempt, "attempted", scenario, began, () => { });
        Statement(json, attempt, Outcome(report.Grade.Passed), scenario, ended, () => Score(json, report.Grade));
        foreach (var criterion in report.Grade.Results)
        {
            var thing = new Thing($"{scenario.Id}#{criterion.Criterion.Id}", "objective", criterion.Criterion.Text, scenario.Id);
            Statement(json, attempt, Outcome(criterion.Finding.Met), thing, ended, () => Score(json, criterion));
        }
        foreach (var (quiz, option) in attempt.Activity.Quizzes)
        {
            var thing = new Thing($"{Nowhere}/quizzes/{Uri.EscapeDataString(quiz)}", "cmi.interaction", new LocalText { Ja = quiz, En = quiz }, scenario.Id);
            Statement(json, attempt, "answered", thing, ended, () => Response(json, option));
        }
    }

    private void Statement(Utf8JsonWriter json, GradedAttempt attempt, string verb, Thing thing, DateTimeOffset? at, Action result)
    {
        json.WriteStartObject();
        json.WriteString("id", Uuid($"{homePage}\n{attempt.Student}\n{attempt.Id}\n{verb}\n{thing.Id}"));
        Actor(json, attempt.Student);
        json.WriteStartObject("verb");
        json.WriteString("id", Verbs + verb);
        Texts(json, "display", VerbWords(verb));
        json.WriteEndObject();
        Object(json, thing);
        result();
        Context(json, attempt, thing);
        if (at is { } time) json.WriteString("timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private void Actor(Utf8JsonWriter json, string student)
    {
        json.WriteStartObject("actor");
        json.WriteString("objectType", "Agent");
        json.WriteString("name", student);
        json.WriteStartObject("account");
        json.WriteString("homePage", homePage);
        json.WriteString("name", student);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Object(Utf8JsonWriter json, Thing thing)
    {
        json.WriteStartObject("object");
        json.WriteString("objectType", "Activity");
        json.WriteString("id", thing.Id);
        json.WriteStartObject("definition");
        json.WriteString("type", Activities + thing.Type);
        Texts(json, "name", thing.Name);
        if (thing.Type == "cmi.interaction") json.WriteString("interactionType", "choice");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Score(Utf8JsonWriter json, Grade grade)
    {
        json.WriteStartObject("result");
        Score(json, grade.Points, grade.MaxPoints);
        json.WriteBoolean("success", grade.Passed);
        json.WriteBoolean("completion", true);
        json.WriteString("duration", XmlConvert.ToString(grade.TimeUsed));
        json.WriteEndObject();
    }

    private static void Score(Utf8JsonWriter json, CriterionResult result)
    {
        json.WriteStartObject("result");
        Score(json, result.Points, result.Criterion.Points);
        json.WriteBoolean("success", result.Finding.Met);
        json.WriteEndObject();
    }

    private static void Score(Utf8JsonWriter json, int points, int most)
    {
        if (most <= 0) return;
        json.WriteStartObject("score");
        json.WriteNumber("scaled", decimal.Round((decimal)points / most, 4));
        json.WriteNumber("raw", points);
        json.WriteNumber("min", 0);
        json.WriteNumber("max", most);
        json.WriteEndObject();
    }

    private static void Response(Utf8JsonWriter json, int option)
    {
        json.WriteStartObject("result");
        json.WriteString("response", option.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Context(Utf8JsonWriter json, GradedAttempt attempt, Thing thing)
    {
        json.WriteStartObject("context");
        json.WriteString("registration", Uuid(attempt.Id));
        json.WriteString("platform", "PveLab " + ProgramVersion.Text);
        if (thing.Parent is { } parent)
        {
            json.WriteStartObject("contextActivities");
            json.WriteStartArray("parent");
            json.WriteStartObject();
            json.WriteString("id", parent);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteStartObject("extensions");
        json.WriteString(Nowhere + "/xapi/attempt", attempt.Id);
        json.WriteString(Nowhere + "/xapi/content", attempt.JudgedBy);
        json.WriteNumber(Nowhere + "/xapi/seed", attempt.Report!.Header.Seed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, LocalText text)
    {
        json.WriteStartObject(name);
        json.WriteString("en", text.En);
        json.WriteString("ja", text.Ja);
        json.WriteEndObject();
    }

    private static string Outcome(bool success) => success ? "passed" : "failed";

    private static LocalText VerbWords(string verb) => new()
    {
        En = verb,
        Ja = verb switch { "attempted" => "取り組んだ", "passed" => "合格した", "failed" => "合格しなかった", _ => "答えた" },
    };

    /// <summary>A UUID named by a text: of version 5's shape, with SHA-256 in place of SHA-1.</summary>
    private static string Uuid(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary>What a statement is about.</summary>
    private sealed record Thing(string Id, string Type, LocalText Name, string? Parent);
}
