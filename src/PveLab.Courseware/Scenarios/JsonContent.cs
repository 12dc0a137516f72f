using System.Text;
using System.Text.Json;

namespace PveLab.Courseware.Scenarios;

/// <summary>
/// Reads JSON that somebody else wrote: what is not as it must be is a <see cref="FormatException"/> in words of ours, and any error becomes one with a
/// place. The serializer's own words name types of .NET.
/// </summary>
internal static class JsonContent
{
    /// <summary>Whether an error says that JSON is not as it must be.</summary>
    public static bool IsWrong(Exception error) => error is JsonException or FormatException or InvalidOperationException or ArgumentException;

    /// <summary>The error with its place: where the text stops being JSON if it does, which the serializer tells of as a wrong member.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">The line of the file that the text begins on.</param>
    /// <param name="text">The text that was read.</param>
    /// <param name="what">What the text is not.</param>
    /// <param name="error">What is wrong with it.</param>
    public static ContentException Wrong(string file, int line, string text, string what, Exception error)
    {
        var broken = Broken(text);
        var said = $"{what}: {(broken is null ? Said(error) : "from here on it is no JSON")}";
        return (broken ?? error) is JsonException { LineNumber: { } at } json
            ? new ContentException(file, line + at, ColumnOf(text, at, json.BytePositionInLine ?? 0), said)
            : new ContentException(file, line, 1, said);
    }

    /// <summary>A member that must be there.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object ? throw new FormatException("it is no object")
        : json.TryGetProperty(name, out var member) ? member : throw new FormatException($"'{name}' is missing");

    /// <summary>A text that must be there.</summary>
    /// <exception cref="FormatException">It is not, or is none.</exception>
    public static string Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw new FormatException($"'{name}' is no text");

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="FormatException">It is not, or is none.</exception>
    public static int Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : throw NoNumber(name);

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="FormatException">It is not, or is none.</exception>
    public static long LongNumber(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number) ? number : throw NoNumber(name);

    /// <summary>A seed that must be there.</summary>
    /// <exception cref="FormatException">It is not, or is none.</exception>
    public static ulong Seed(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetUInt64(out var number) ? number : throw NoNumber(name);

    /// <summary>The objects of a list that must be there.</summary>
    /// <exception cref="FormatException">It is not, or is none.</exception>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : throw new FormatException($"'{name}' is no list");

    /// <summary>Yes or no, which must be there.</summary>
    /// <exception cref="FormatException">It is not, or is neither.</exception>
    public static bool Flag(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : throw new FormatException($"'{name}' is neither true nor false");

    private static FormatException NoNumber(string name) => new($"'{name}' is no whole number, or too large a one");

    /// <summary>Why a text is no JSON, however deep it is; null when it is.</summary>
    private static JsonException? Broken(string text)
    {
        try
        {
            JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = int.MaxValue }).Dispose();
            return null;
        }
        catch (JsonException error)
        {
            return error;
        }
        catch (ArgumentException)
        {
            // Half a character: what was wrong with it was told already.
            return null;
        }
    }

    private static string Said(Exception error) => error switch
    {
        FormatException => error.Message,
        JsonException { InnerException: JsonException } or JsonException { Path: null, LineNumber: not null } => "it is nested too deeply",
        JsonException { Path: { } path } when path.TrimStart('$', '.') is { Length: > 0 } member => $"'{member}' is not what belongs here",
        JsonException => "what must be there is missing",
        _ => "it holds what PveLab does not write",
    };

    private static int ColumnOf(string text, long line, long bytes)
    {
        var start = 0;
        for (; line > 0 && text.IndexOf('\n', start) is var end and >= 0; line--) start = end + 1;
        var column = 0;
        var rest = text.AsSpan(start);
        for (var seen = 0L; seen < bytes && column < rest.Length; column++) seen += Encoding.UTF8.GetByteCount(rest.Slice(column, 1));
        return column + 1;
    }
}
