using System.Collections.Immutable;
using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Classes;

/// <summary>An earlier grading of a class, as <c>--format json</c> wrote it.</summary>
/// <param name="Attempts">Its rows.</param>
public sealed record EarlierGrades(ImmutableArray<EarlierGrade> Attempts)
{
    /// <summary>The format's number in the JSON of a class.</summary>
    public const int Format = 1;

    private const int MaxDepth = 16;

    /// <summary>Reads an earlier grading.</summary>
    /// <exception cref="ContentException">It is none.</exception>
    public static EarlierGrades Parse(string file, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = json.RootElement;
            if (root.Number("pvelabClass") != Format) throw new FormatException("another version of the format");
            var program = Text(root, "program");
            return new EarlierGrades([.. root.List("attempts").Select(a => EarlierGrade.Read(a, program))]);
        }
        catch (Exception error) when (JsonContent.IsWrong(error))
        {
            throw JsonContent.Wrong(file, 1, text, "this is no grading that --format json wrote", error);
        }
    }

    /// <summary>A text of an object, safe to show.</summary>
    internal static string Text(JsonElement json, string name) => SafeText.Clean(json.Text(name));
}

/// <summary>A row of a grading, reduced to what can be compared.</summary>
public sealed record EarlierGrade
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Whose it was.</summary>
    public required string Student { get; init; }

    /// <summary>The attempt's identity.</summary>
    public required string Id { get; init; }

    /// <summary>The grade.</summary>
    public required GradeLine Grade { get; init; }

    /// <summary>Hash of the content it was judged by; empty when it was refused.</summary>
    public required string JudgedBy { get; init; }

    /// <summary>The version of the program that judged.</summary>
    public required string Program { get; init; }

    /// <summary>The criteria.</summary>
    public required ImmutableArray<CriterionVerdict> Criteria { get; init; }

    /// <summary>A row of today as it will be compared with.</summary>
    public static EarlierGrade Of(GradedAttempt attempt, string language) => new()
    {
        File = attempt.File,
        Student = attempt.Student,
        Id = attempt.Id,
        JudgedBy = attempt.JudgedBy,
        Program = ProgramVersion.Text,
        Grade = attempt.Report is { Grade: var grade } ? new GradeLine(null, grade.Passed, grade.Points, grade.MaxPoints) : new GradeLine(attempt.Refusal!.Code, false, 0, 0),
        Criteria = attempt.Report is not { } report ? [] :
            [.. report.Grade.Results.Select(r => new CriterionVerdict(
                r.Criterion.Id, r.Finding.Met, r.Points, r.Criterion.Points, string.Join("; ", r.Finding.Evidence.Select(e => e.What.In(language)))))],
    };

    internal static EarlierGrade Read(JsonElement json, string program)
    {
        var refused = json.TryGetProperty("refused", out var refusal);
        return new EarlierGrade
        {
            File = EarlierGrades.Text(json, "file"),
            Student = EarlierGrades.Text(json, "student"),
            Id = EarlierGrades.Text(json, "id"),
            JudgedBy = refused ? "" : EarlierGrades.Text(json, "judgedBy"),
            Program = program,
            Grade = refused
                ? new GradeLine(EarlierGrades.Text(refusal, "kind"), false, 0, 0)
                : new GradeLine(null, json.Flag("passed"), json.Number("points"), json.Number("maxPoints")),
            Criteria = refused ? [] : [.. json.List("criteria").Select(Criterion)],
        };
    }

    private static CriterionVerdict Criterion(JsonElement json) => new(
        EarlierGrades.Text(json, "id"), json.Flag("met"), json.Number("points"), json.Number("maxPoints"),
        string.Join("; ", json.List("evidence").Select(e => EarlierGrades.Text(e, "text"))));
}
