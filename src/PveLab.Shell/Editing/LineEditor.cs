using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Shell.Editing;

/// <summary>
/// The line being typed, as readline's emacs mode edits it. Immutable: <see cref="Press"/> gives the next state. Enter, Tab, Ctrl+C, Ctrl+L and
/// Ctrl+D on an empty line mean something to the face and change nothing here.
/// </summary>
public sealed record LineEditor
{
    private const int LengthLimit = ShellSession.LineLimit;
    private const int RingLimit = 10;

    /// <summary>An empty line.</summary>
    public static readonly LineEditor Empty = new();

    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where the cursor stands: an index into <see cref="Text"/>.</summary>
    public int Cursor { get; init; }

    /// <summary>What was cut, newest last.</summary>
    public ImmutableList<string> Ring { get; init; } = [];

    /// <summary>How many lines back in history (0: the line being written).</summary>
    public int Back { get; init; }

    /// <summary>The line being written while history is shown.</summary>
    public string Draft { get; init; } = "";

    /// <summary>What is searched for with Ctrl+R; null: no search.</summary>
    public string? Search { get; init; }

    /// <summary>Cells from the start of the line to the cursor.</summary>
    public int CursorCells => CellWidth.Of(Text[..Cursor]);

    /// <summary>The prompt during a search, <c>(reverse-i-search)`vz': </c>; null: the usual one.</summary>
    public string? SearchPrompt => Search is null ? null : $"({(failed ? "failed " : "")}reverse-i-search)`{Search}': ";

    private bool failed { get; init; }

    private bool killing { get; init; }

    private int yanked { get; init; }

    private int found { get; init; }

    private int argument { get; init; }

    /// <summary>The state after a key (names as in <see cref="Answer.Key"/>).</summary>
    public LineEditor Press(string key, History history)
    {
        var lines = history.Lines;
        if (Search is not null && Searching(key, lines) is { } searching) return searching;
        var next = Edit(key, lines);
        if (!ReferenceEquals(next, this))
            return next with { killing = IsKill(key), yanked = key is "Ctrl+Y" or "Alt+Y" ? next.yanked : 0, argument = key == "Alt+." ? next.argument : 0, Search = key == "Ctrl+R" ? next.Search : null };
        return killing || yanked > 0 || Search is not null ? this with { killing = false, yanked = 0, Search = null } : this;
    }

    /// <summary>Puts text in at the cursor (typing, pasting, completion).</summary>
    public LineEditor Insert(string text)
    {
        if (Text.Length + text.Length > LengthLimit) return this;
        return this with { Text = Text.Insert(Cursor, text), Cursor = Cursor + text.Length };
    }

    /// <summary>Replaces what is typed of a word by what completion found.</summary>
    public LineEditor Complete(CompletionResult completion)
    {
        if (completion.Insertion is not { } insertion || completion.Start > Cursor) return this;
        return (this with { Text = Text.Remove(completion.Start, Cursor - completion.Start), Cursor = completion.Start }).Insert(insertion);
    }

    private static bool IsKill(string key) => key is "Ctrl+K" or "Ctrl+U" or "Ctrl+W" or "Alt+D" or "Alt+Backspace";

    private LineEditor Edit(string key, IReadOnlyList<string> lines) => key switch
    {
        "CursorLeft" or "Ctrl+B" => this with { Cursor = Left },
        "CursorRight" or "Ctrl+F" => this with { Cursor = Right },
        "Home" or "Ctrl+A" => this with { Cursor = 0 },
        "End" or "Ctrl+E" => this with { Cursor = Text.Length },
        "Alt+B" or "Ctrl+CursorLeft" or "Alt+CursorLeft" => this with { Cursor = WordLeft(char.IsLetterOrDigit) },
        "Alt+F" or "Ctrl+CursorRight" or "Alt+CursorRight" => this with { Cursor = WordRight() },
        "Backspace" or "Ctrl+H" => Cut(Left, Cursor),
        "Delete" or "Ctrl+D" => Text.Length == 0 ? this : Cut(Cursor, Right),
        "Ctrl+K" => Kill(Cursor, Text.Length, before: false),
        "Ctrl+U" => Kill(0, Cursor, before: true),
        "Ctrl+W" => Kill(WordLeft(c => !char.IsWhiteSpace(c)), Cursor, before: true),
        "Alt+Backspace" => Kill(WordLeft(char.IsLetterOrDigit), Cursor, before: true),
        "Alt+D" => Kill(Cursor, WordRight(), before: false),
        "Ctrl+Y" => Yank(),
        "Alt+Y" => YankPop(),
        "Ctrl+T" => Transpose(),
        "CursorUp" or "Ctrl+P" => Recall(lines, Back + 1),
        "CursorDown" or "Ctrl+N" => Recall(lines, Back - 1),
        "Alt+<" => Recall(lines, lines.Count),
        "Alt+>" => Recall(lines, 0),
        "Alt+." => LastArgument(lines),
        "Ctrl+R" => this with { Search = "", found = lines.Count, failed = false },
        "Space" => Insert(" "),
        _ when IsText(key) => Insert(key),
        _ => this,
    };

    private static bool IsText(string key) => key.Length > 0 && !char.IsControl(key[0]) && (key.Length == 1 || key[0] > 127 || StringInfo.GetNextTextElementLength(key) == key.Length);

    private int Left => Cursor == 0 ? 0 : PreviousElement();

    private int Right => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    /// <summary>Where the character (with its combining marks) before the cursor begins.</summary>
    private int PreviousElement()
    {
        var at = 0;
        while (at + StringInfo.GetNextTextElementLength(Text, at) is var next && next < Cursor) at = next;
        return at;
    }

    private int WordLeft(Func<char, bool> inside)
    {
        var at = Cursor;
        while (at > 0 && !inside(Text[at - 1])) at--;
        while (at > 0 && inside(Text[at - 1])) at--;
        return at;
    }

    private int WordRight()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at])) at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at])) at++;
        return at;
    }

    private LineEditor Cut(int from, int to) => from == to ? this : this with { Text = Text.Remove(from, to - from), Cursor = from };

    /// <summary>Cuts into the ring; one kill after another makes one entry.</summary>
    private LineEditor Kill(int from, int to, bool before)
    {
        if (from == to) return this;
        var text = Text[from..to];
        var ring = killing && Ring.Count > 0 ? Ring.SetItem(Ring.Count - 1, before ? text + Ring[^1] : Ring[^1] + text) : Ring.Add(text);
        return Cut(from, to) with { Ring = ring.Count > RingLimit ? ring.RemoveAt(0) : ring };
    }

    private LineEditor Yank() => Ring.Count == 0 ? this : Insert(Ring[^1]) with { yanked = Ring[^1].Length };

    private LineEditor YankPop()
    {
        if (yanked == 0 || Ring.Count < 2) return this;
        var ring = Ring.RemoveAt(Ring.Count - 1).Insert(0, Ring[^1]);
        return Cut(Cursor - yanked, Cursor).Insert(ring[^1]) with { Ring = ring, yanked = ring[^1].Length };
    }

    private LineEditor Transpose()
    {
        if (Cursor == 0 || Text.Length < 2) return this;
        var at = Cursor == Text.Length ? Cursor - 1 : Cursor;
        var swapped = string.Concat(Text.AsSpan(0, at - 1), Text.AsSpan(at, 1), Text.AsSpan(at - 1, 1), Text.AsSpan(at + 1));
        return this with { Text = swapped, Cursor = at + 1 };
    }

    private LineEditor Recall(IReadOnlyList<string> lines, int back)
    {
        back = Math.Clamp(back, 0, lines.Count);
        if (back == Back) return this;
        var text = back == 0 ? Draft : lines[^back];
        return this with { Text = text, Cursor = text.Length, Back = back, Draft = Back == 0 ? Text : Draft };
    }

    /// <summary>Alt+.: the last word of the last line, then of the one before it.</summary>
    private LineEditor LastArgument(IReadOnlyList<string> lines)
    {
        if (argument >= lines.Count) return this;
        static string Last(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., var word] ? word : "";
        var cleared = argument == 0 ? this : Cut(Cursor - Last(lines[^argument]).Length, Cursor);
        return cleared.Insert(Last(lines[^(argument + 1)])) with { argument = argument + 1 };
    }

    /// <summary>A key during a search; null: it ends the search and then does what it does.</summary>
    private LineEditor? Searching(string key, IReadOnlyList<string> lines)
    {
        if (key is "Ctrl+G" or "Esc") return this with { Search = null, Text = key == "Esc" ? Text : Draft, Cursor = key == "Esc" ? Cursor : Draft.Length };
        if (key is "Backspace" or "Ctrl+H") return Search!.Length == 0 ? this : Look(lines, Search[..^1], lines.Count);
        if (key == "Ctrl+R") return Look(lines, Search!, found);
        return IsText(key) || key == "Space" ? Look(lines, Search + (key == "Space" ? " " : key), found + 1) : null;
    }

    private LineEditor Look(IReadOnlyList<string> lines, string search, int before)
    {
        for (var i = Math.Min(before, lines.Count) - 1; i >= 0 && search.Length > 0; i--)
        {
            if (lines[i].LastIndexOf(search, StringComparison.Ordinal) is var at and >= 0)
                return this with { Search = search, Text = lines[i], Cursor = at, found = i, Back = lines.Count - i, failed = false };
        }
        return this with { Search = search, failed = search.Length > 0 };
    }
}
