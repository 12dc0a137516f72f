using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>A line of a transcript.</summary>
/// <param name="Number">Its line number.</param>
public abstract record TranscriptLine(int Number)
{
    /// <summary>Whether it does nothing at a prompt.</summary>
    public bool IsComment => this is Typed { Text: var text } && text.AsSpan().TrimStart() is [] or ['#', ..];

    /// <summary>Text that is typed, with Enter; a <c>&lt;Tab&gt;</c> in it completes.</summary>
    public sealed record Typed(int Number, string Text) : TranscriptLine(Number);

    /// <summary>Nothing but keys.</summary>
    public sealed record Keys(int Number, ImmutableArray<string> Names) : TranscriptLine(Number);

    /// <summary>Virtual time passes: <c>#! wait 60s</c>.</summary>
    public sealed record Wait(int Number, TimeSpan Time) : TranscriptLine(Number);

    /// <summary>The learner goes to the shell of a node: <c>#! node pve2</c>.</summary>
    public sealed record Node(int Number, string Name) : TranscriptLine(Number);

    /// <summary>A hint is bought: <c>#! hint 1</c>.</summary>
    public sealed record Hint(int Number, int Index) : TranscriptLine(Number);
}

/// <summary>
/// What a learner types, as a text file: one line a line; keys by name (<c>&lt;Ctrl+C&gt;</c>); directives behind <c>#!</c>. Comments are the shell's own.
/// </summary>
/// <param name="Lines">The lines.</param>
/// <param name="Fails">The criteria that a wrong transcript must fail, and no others.</param>
/// <param name="NotNeeded">Why a step could be left out, by the line that begins it.</param>
public sealed partial record Transcript(
    ImmutableArray<TranscriptLine> Lines, ImmutableArray<string> Fails, ImmutableSortedDictionary<int, string> NotNeeded)
{
    /// <summary>Why a step and the one before it may change places, by the line that begins it.</summary>
    public ImmutableSortedDictionary<int, string> AnyOrder { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Most lines of a transcript.</summary>
    public const int MaxLines = 10_000;

    private static readonly string[] Directives = ["any-order", "fails", "hint", "node", "not-needed", "note", "wait"];

    private static readonly string[] KeyNames =
    [
        "Backspace", "CursorDown", "CursorLeft", "CursorRight", "CursorUp", "Delete", "End", "Enter", "Esc", "Home", "PageDown", "PageUp", "Space", "Tab",
        .. "ABCDEFGHIJKLMNOPQRSTUVWXYZ".Select(c => $"Ctrl+{c}"),
        .. "ABCDEFGHIJKLMNOPQRSTUVWXYZ".Select(c => $"Alt+{c}"),
    ];

    /// <summary>Reads a transcript.</summary>
    /// <exception cref="ContentException">Too many lines, an unknown directive or key.</exception>
    public static Transcript Parse(string file, string text)
    {
        var raw = text.Split('\n');
        var count = raw[^1].Length == 0 ? raw.Length - 1 : raw.Length;
        if (count > MaxLines) throw new ContentException(file, MaxLines + 1, 0, string.Create(CultureInfo.InvariantCulture, $"more than {MaxLines} lines"));
        var reader = new Reader(file);
        for (var number = 1; number <= count; number++) reader.Read(number, raw[number - 1].TrimEnd('\r'));
        return reader.End(count);
    }

    /// <summary>The keys that a line names when it holds nothing else (<c>&lt;Ctrl+O&gt;</c>); null for any other line. For lines typed by people: never throws.</summary>
    public static ImmutableArray<string>? TryKeys(string line) => KeysIn(line) is { } keys && keys.All(IsKnown) ? Names(keys) : null;

    /// <summary>What a line is to a program that reads single keys: every character, and keys by name where they stand (<c>dd:wq&lt;Enter&gt;</c>).</summary>
    public static IEnumerable<string> KeysOf(string line)
    {
        for (var at = 0; at < line.Length;)
        {
            var key = Key().Match(line, at);
            var named = key.Success && key.Index == at && IsKnown(key);
            var length = named ? key.Length : char.IsSurrogatePair(line, at) ? 2 : 1;
            yield return named ? NameOf(key) : line.Substring(at, length);
            at += length;
        }
    }

    private static MatchCollection? KeysIn(string line)
    {
        var keys = Key().Matches(line);
        return keys.Count > 0 && keys.Sum(k => k.Length) == line.Trim().Length ? keys : null;
    }

    private static bool IsKnown(Match key) => KeyNames.Contains(key.Groups[1].Value);

    private static ImmutableArray<string> Names(MatchCollection keys) => [.. keys.Select(NameOf)];

    private static string NameOf(Match key) => key.Groups[1].Value is "Space" ? " " : key.Groups[1].Value;

    /// <summary>A time as <c>60s</c>, <c>10m</c>, <c>2h</c> or <c>1d</c>, at most <see cref="AttemptLimits.Advance"/>; null when the text is none.</summary>
    public static TimeSpan? ParseTime(string text)
    {
        var time = TimeText.Parse(text);
        return time > TimeSpan.Zero && time <= AttemptLimits.Advance ? time : null;
    }

    [GeneratedRegex(@"<([A-Z][A-Za-z]*(?:\+[A-Z0-9])?)>", RegexOptions.CultureInvariant)]
    internal static partial Regex Key();

    [GeneratedRegex(@"^#!\s*([^\s:]*):?\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
