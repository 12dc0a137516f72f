using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>The JSON of a journal's lines.</summary>
internal static class JournalText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JournalHeader header, string? wallTime) => Write(json =>
    {
        json.WriteNumber("pvelab", header.Format);
        json.WriteString("scenario", header.Scenario);
        json.WriteString("content", header.Content);
        json.WriteString("program", header.Program);
        json.WriteNumber("seed", header.Seed);
        json.WriteString("dialect", header.Dialect == Dialect.Book ? "book" : "pve");
        if (header.Mode == AttemptMode.Exam) json.WriteString("mode", "exam");
        if (header.Exam is { } exam) Write(json, exam);
        if (wallTime is not null) json.WriteString("wall", wallTime);
    });

    public static string Of(int number, Entry entry, string? wallTime) => Write(json =>
    {
        json.WriteNumber("n", number);
        if (entry.Steps > 0) json.WriteNumber("steps", entry.Steps);
        Write(json, entry.Input);
        if (wallTime is not null) json.WriteString("wall", wallTime);
    });

    public static JournalHeader ReadHeader(JsonElement json)
    {
        var format = json.Number("pvelab");
        if (format is < JournalHeader.FirstFormat or > JournalHeader.NewestFormat) throw new FormatException("another version of the format; a newer PveLab may read it");
        return new JournalHeader(
            json.Text("scenario"), json.Text("content"), json.Text("program"), json.Seed("seed"),
            json.Text("dialect") switch { "book" => Dialect.Book, "pve" => Dialect.Pve, var other => throw new FormatException($"unknown dialect '{other}'") })
        {
            Format = format,
            Mode = !json.TryGetProperty("mode", out _) ? AttemptMode.Practice
                : json.Text("mode") == "exam" ? AttemptMode.Exam : throw new FormatException($"unknown mode '{json.Text("mode")}'"),
            Exam = json.TryGetProperty("exam", out var exam) ? ReadExam(exam) : null,
        };
    }

    /// <summary>The time of day of a line; null when it holds none that can be read: nothing depends on it.</summary>
    public static DateTimeOffset? ReadWall(JsonElement json) =>
        json.TryGetProperty("wall", out var wall) && wall.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(wall.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;

    public static Entry ReadEntry(JsonElement json)
    {
        var steps = json.TryGetProperty("steps", out _) ? json.Number("steps") : 0;
        return steps >= 0 ? new Entry(steps, ReadInput(json)) : throw new FormatException("steps may not be negative");
    }

    private static void Write(Utf8JsonWriter json, ExamSeat exam)
    {
        json.WriteStartObject("exam");
        json.WriteString("chapter", exam.Chapter);
        json.WriteNumber("seed", exam.Seed);
        json.WriteNumber("minutes", exam.Minutes);
        json.WriteNumber("task", exam.Task);
        if (exam.Twist is { } twist) json.WriteString("twist", twist);
        json.WriteEndObject();
    }

    private static ExamSeat ReadExam(JsonElement json) => new(
        json.Text("chapter"), json.Seed("seed"), json.Number("minutes"), json.Number("task"))
    {
        Twist = json.TryGetProperty("twist", out _) ? json.Text("twist") : null,
    };

    private static void Write(Utf8JsonWriter json, Input input)
    {
        switch (input)
        {
            case Input.Line { Text: var text }:
                json.WriteString("line", text);
                break;
            case Input.Key { Name: var name }:
                json.WriteString("key", name);
                break;
            case Input.Advance { Time: var time }:
                json.WriteNumber("advance", (long)time.TotalMilliseconds);
                break;
            case Input.ApiCall call:
                json.WriteString("api", call.Verb);
                json.WriteString("path", call.Path);
                json.WriteStartObject("parameters");
                foreach (var (name, value) in call.Parameters) json.WriteString(name, value);
                json.WriteEndObject();
                break;
            case Input.QuizAnswer { Quiz: var quiz, Option: var option }:
                json.WriteString("quiz", quiz);
                json.WriteNumber("option", option);
                break;
            case Input.HintBought { Hint: var hint }:
                json.WriteNumber("hint", hint);
                break;
            case Input.FileSaved { Path: var path, Text: var text }:
                json.WriteString("file", path);
                json.WriteString("text", text);
                break;
            case Input.NodeOpened { Node: var node }:
                json.WriteString("node", node);
                break;
            case Input.ScreenSize { Columns: var columns, Rows: var rows }:
                json.WriteNumber("columns", columns);
                json.WriteNumber("rows", rows);
                break;
            case Input.Rewind { To: var to }:
                json.WriteNumber("rewind", to);
                break;
            case Input.Finished:
                json.WriteBoolean("finished", true);
                break;
        }
    }

    private static Input ReadInput(JsonElement json) => Kind(json) switch
    {
        "line" => new Input.Line(json.Text("line")),
        "key" => new Input.Key(json.Text("key")),
        "advance" => new Input.Advance(Time(json.LongNumber("advance"))),
        "api" => new Input.ApiCall(json.Text("api"), json.Text("path"), Parameters(json.Member("parameters"))),
        "quiz" => new Input.QuizAnswer(json.Text("quiz"), json.Number("option")),
        "hint" => new Input.HintBought(json.Number("hint")),
        "file" => new Input.FileSaved(json.Text("file"), json.Text("text")),
        "node" => new Input.NodeOpened(json.Text("node")),
        "columns" => new Input.ScreenSize(json.Number("columns"), json.Number("rows")),
        "rewind" => new Input.Rewind(json.Number("rewind")),
        "finished" => new Input.Finished(),
        _ => throw new FormatException("it holds no known input"),
    };

    private static TimeSpan Time(long milliseconds) =>
        milliseconds > 0 && milliseconds <= AttemptLimits.Advance.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new FormatException($"'advance' goes from 1 ms to {AttemptLimits.Advance.TotalDays:0} days");

    private static ImmutableSortedDictionary<string, string> Parameters(JsonElement json)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("'parameters' is no object");
        foreach (var parameter in json.EnumerateObject())
            if (!parameters.TryAdd(parameter.Name, parameter.Value.GetString() ?? "")) throw new FormatException($"the parameter '{parameter.Name}' is given twice");
        return parameters.ToImmutable();
    }

    private static string? Kind(JsonElement json) =>
        Array.Find(["line", "key", "advance", "api", "quiz", "hint", "file", "node", "columns", "rewind", "finished"], kind => json.TryGetProperty(kind, out _));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
