using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>The book of progress as JSON, to carry to another machine or to keep.</summary>
public sealed record ProgressExport
{
    private const int Newest = 1;
    private const int MaxLength = 64 << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter<AttemptMode>(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
    };

    /// <summary>The version of the format.</summary>
    [JsonPropertyName("pvelab-progress")]
    public required int Format { get; init; }

    /// <summary>The attempts, the newest first.</summary>
    public required ImmutableArray<AttemptRecord> Attempts { get; init; }

    /// <summary>The quizzes.</summary>
    public required ImmutableArray<QuizResult> Quizzes { get; init; }

    /// <summary>The bookmarks.</summary>
    public required ImmutableArray<LessonPosition> Positions { get; init; }

    /// <summary>The settings.</summary>
    public required ImmutableSortedDictionary<string, string> Settings { get; init; }

    /// <summary>Everything in a book, ended by <c>\n</c>.</summary>
    public static string Write(ProgressBook book) => JsonSerializer.Serialize(
        new ProgressExport
        {
            Format = Newest,
            Attempts = book.Attempts(),
            Quizzes = book.Quizzes(),
            Positions = book.Positions(),
            Settings = book.Settings(),
        },
        Options) + "\n";

    /// <summary>Reads what was exported.</summary>
    /// <exception cref="ContentException">It is none, or of a newer PveLab.</exception>
    public static ProgressExport Read(string file, string text)
    {
        try
        {
            if (text.Length > MaxLength) throw new ContentException(file, 0, 0, $"larger than {MaxLength >> 20} MiB");
            var read = JsonSerializer.Deserialize<ProgressExport>(text, Options) ?? throw new FormatException("it is empty");
            if (read.Format != Newest) throw new ContentException(file, 0, 0, "another version of the format; a newer PveLab may read it");
            if (read.Attempts.IsDefault || read.Quizzes.IsDefault || read.Positions.IsDefault || read.Attempts.Any(a => a.Skills.IsDefault)) throw new FormatException("a list is missing");
            return read;
        }
        catch (Exception error) when (JsonContent.IsWrong(error))
        {
            throw JsonContent.Wrong(file, 1, text, "this is no exported progress", error);
        }
    }

    /// <summary>Adds it to a book: all of it or nothing. Of the same attempt, quiz or bookmark the later one stays.</summary>
    public void AddTo(ProgressBook book) => book.AtOnce(() =>
    {
        var known = book.Attempts().ToDictionary(a => a.Journal, a => a.Ended, StringComparer.Ordinal);
        foreach (var attempt in Attempts.Where(a => !known.TryGetValue(a.Journal, out var ended) || ended < a.Ended)) book.Record(attempt);
        var answered = book.Quizzes().ToDictionary(q => q.Quiz, q => q.At, StringComparer.Ordinal);
        foreach (var quiz in Quizzes.Where(q => !answered.TryGetValue(q.Quiz, out var at) || at < q.At)) book.Answer(quiz);
        var read = book.Positions().ToDictionary(p => (p.Chapter, p.Language), p => p.At);
        foreach (var position in Positions.Where(p => !read.TryGetValue((p.Chapter, p.Language), out var at) || at < p.At)) book.Place(position);
        foreach (var (key, value) in Settings.Where(s => book.Setting(s.Key) is null)) book.Set(key, value);
    });
}
