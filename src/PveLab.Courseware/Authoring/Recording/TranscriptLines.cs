using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Recording;

/// <summary>Inputs as lines of a transcript. What the format has no line for is told, never written as something else.</summary>
internal static class TranscriptLines
{
    /// <summary>A line typed at the shell's prompt; null when a transcript would take it for something else.</summary>
    public static string? AtPrompt(string text) => text switch
    {
        // Enter alone takes a moment as well, and a comment is a line that does nothing else.
        "" => "#",
        ['#', '!', ..] when !IsPlain(text) => "# " + text[1..],
        _ => IsPlain(text) ? text : null,
    };

    /// <summary>A line typed for a program or to go on with a command; null when a transcript would take it for something else.</summary>
    public static string? Answer(string text) => text.Length == 0 || IsPlain(text) ? text : null;

    /// <summary>Keys for a program that reads single ones, in as few lines as mean just these keys; null when one has no name there.</summary>
    public static IReadOnlyList<string>? Keys(IEnumerable<string> keys)
    {
        var (lines, line) = (new List<string>(), new StringBuilder());
        foreach (var key in keys)
        {
            if (Written(key) is not { } text) return null;
            line.Append(text);
            // '<' could begin the name of a key, and '#' a directive: what follows begins a line of its own.
            if (text is not "<" and not "#") continue;
            lines.Add(line.ToString());
            line.Clear();
        }
        if (line.Length > 0) lines.Add(line.ToString());
        return lines;
    }

    /// <summary>A key alone; null when it has no name in transcripts.</summary>
    public static string? Key(string name) => Transcript.TryKeys($"<{name}>") is not null ? $"<{name}>" : null;

    /// <summary>Time that passes.</summary>
    public static string Wait(TimeSpan time)
    {
        var milliseconds = Math.Max(1, (long)time.TotalMilliseconds);
        var (number, unit) = milliseconds % 1000 != 0 ? (milliseconds, "ms")
            : milliseconds % 60_000 != 0 ? (milliseconds / 1000, "s")
            : milliseconds % 3_600_000 != 0 ? (milliseconds / 60_000, "m")
            : (milliseconds / 3_600_000, "h");
        return string.Create(CultureInfo.InvariantCulture, $"#! wait {number}{unit}");
    }

    /// <summary>A call of the API as the command that makes it.</summary>
    public static string Call(Input.ApiCall call) =>
        string.Join(' ', new[] { "pvesh", call.Verb, call.Path }.Concat(call.Parameters.SelectMany(p => new[] { "--" + p.Key, Quoted(p.Value) })));

    /// <summary>A saved file as the command that writes it.</summary>
    public static string Save(Input.FileSaved saved) => $"printf %s {Quoted(saved.Text)} > {Quoted(saved.Path)}";

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or ',' or '=' or ':' or '@') ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string? Written(string key) => key.EnumerateRunes().Count() == 1 && key != " " && TextContent.IsText(key) ? key : Key(key == " " ? "Space" : key);

    private static bool IsPlain(string text) =>
        !text.Contains('\n', StringComparison.Ordinal) && !text.Contains("<Tab>", StringComparison.Ordinal) && !text.EndsWith('\r')
        && Transcript.TryKeys(text) is null && (!text.StartsWith("#!", StringComparison.Ordinal) || text.StartsWith("#!/", StringComparison.Ordinal));
}
