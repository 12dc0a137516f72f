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
    /// <summary>Text that is typed, with Enter; a <c>&lt;Tab&gt;</c> in it completes.</summary>
    public sealed record Typed(int Number, string Text) : TranscriptLine(Number);

    /// <summary>Nothing but keys.</summary>
    public sealed record Keys(int Number, ImmutableArray<string> Names) : TranscriptLine(Number);

    /// <summary>Virtual time passes: <c>#! wait 60s</c>.</summary>
    public sealed record Wait(int Number, TimeSpan Time) : TranscriptLine(Number);

    /// <summary>A hint is bought: <c>#! hint 1</c>.</summary>
    public sealed record Hint(int Number, int Index) : TranscriptLine(Number);
}

/// <summary>
/// What a learner types, as a text file: one line a line; keys by name (<c>&lt;Ctrl+C&gt;</c>); directives behind <c>#!</c>. Comments are the shell's own.
/// </summary>
/// <param name="Lines">The lines.</param>
/// <param name="Fails">The criteria that a wrong transcript must fail, and no others.</param>
public sealed partial record Transcript(ImmutableArray<TranscriptLine> Lines, ImmutableArray<string> Fails)
{
    /// <summary>Most lines of a transcript.</summary>
    public const int MaxLines = 10_000;

    private static readonly string[] Directives = ["fails", "hint", "note", "wait"];

    private static readonly string[] KeyNames =
    [
        "Backspace", "Ctrl+C", "Ctrl+D", "Ctrl+L", "Ctrl+O", "Ctrl+Q", "Ctrl+X", "CursorDown", "CursorUp", "End", "Enter", "Esc", "Home", "PageDown", "PageUp",
        "Space", "Tab",
    ];

    /// <summary>Reads a transcript.</summary>
    /// <exception cref="ContentException">Too many lines, an unknown directive or key.</exception>
    public static Transcript Parse(string file, string text)
    {
        var raw = text.Split('\n');
        var count = raw[^1].Length == 0 ? raw.Length - 1 : raw.Length;
        if (count > MaxLines) throw new ContentException(file, MaxLines + 1, 0, string.Create(CultureInfo.InvariantCulture, $"more than {MaxLines} lines"));
        var lines = ImmutableArray.CreateBuilder<TranscriptLine>();
        var fails = ImmutableArray.CreateBuilder<string>();
        for (var number = 1; number <= count; number++)
        {
            var line = raw[number - 1].TrimEnd('\r');
            if (!line.StartsWith("#!", StringComparison.Ordinal) || line.StartsWith("#!/", StringComparison.Ordinal)) lines.Add(ParseTyped(file, number, line));
            else if (ParseDirective(file, number, line, fails) is { } directive) lines.Add(directive);
        }
        return new Transcript(lines.ToImmutable(), fails.ToImmutable());
    }

    /// <summary>The keys that a line names when it holds nothing else (<c>&lt;Ctrl+O&gt;</c>); null for any other line. For lines typed by people: never throws.</summary>
    public static ImmutableArray<string>? TryKeys(string line) => KeysIn(line) is { } keys && keys.All(IsKnown) ? Names(keys) : null;

    private static TranscriptLine ParseTyped(string file, int number, string line)
    {
        if (KeysIn(line) is not { } keys) return new TranscriptLine.Typed(number, line);
        if (keys.FirstOrDefault(k => !IsKnown(k)) is { } key)
            throw new ContentException(file, number, key.Index + 1, $"no key is called '{key.Groups[1].Value}'; {NearestNames.Advice(key.Groups[1].Value, KeyNames)}");
        return new TranscriptLine.Keys(number, Names(keys));
    }

    private static MatchCollection? KeysIn(string line)
    {
        var keys = Key().Matches(line);
        return keys.Count > 0 && keys.Sum(k => k.Length) == line.Trim().Length ? keys : null;
    }

    private static bool IsKnown(Match key) => KeyNames.Contains(key.Groups[1].Value);

    private static ImmutableArray<string> Names(MatchCollection keys) => [.. keys.Select(k => k.Groups[1].Value == "Space" ? " " : k.Groups[1].Value)];

    private static TranscriptLine? ParseDirective(string file, int number, string line, ImmutableArray<string>.Builder fails)
    {
        var match = Directive().Match(line);
        var (name, rest) = (match.Groups[1].Value, match.Groups[2].Value.Trim());
        switch (name)
        {
            case "note":
                return null;
            case "fails":
                fails.AddRange(rest.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
                return null;
            case "wait":
                return new TranscriptLine.Wait(number, ParseTime(rest)
                    ?? throw new ContentException(file, number, 9, $"'{rest}' is no time; write for example 60s, 10m, 2h or 1d"));
            case "hint":
                return int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var hint) && hint > 0
                    ? new TranscriptLine.Hint(number, hint - 1)
                    : throw new ContentException(file, number, 9, $"'{rest}' is no number of a hint; the first is 1");
            default:
                throw new ContentException(file, number, 1, $"no directive is called '{name}'; {NearestNames.Advice(name, Directives)}");
        }
    }

    /// <summary>A time as <c>60s</c>, <c>10m</c>, <c>2h</c> or <c>1d</c>, at most <see cref="AttemptLimits.Advance"/>; null when the text is none.</summary>
    public static TimeSpan? ParseTime(string text)
    {
        var time = TimeText.Parse(text);
        return time > TimeSpan.Zero && time <= AttemptLimits.Advance ? time : null;
    }

    [GeneratedRegex(@"<([A-Z][A-Za-z]*(?:\+[A-Z])?)>", RegexOptions.CultureInvariant)]
    internal static partial Regex Key();

    [GeneratedRegex(@"^#!\s*([^\s:]*):?\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
