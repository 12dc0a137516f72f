using System.Globalization;

namespace PveLab.Shell.Editing;

/// <summary>
/// The line being typed, as readline keeps it. Immutable: a key gives the next state, so a face needs no editing logic of its own.
/// </summary>
/// <param name="Text">What is typed.</param>
/// <param name="Cursor">Place of the cursor in <paramref name="Text"/>, always between grapheme clusters.</param>
public sealed record LineEditor(string Text, int Cursor)
{
    /// <summary>Longest line that can be typed, in characters.</summary>
    public const int Limit = 16 * 1024;

    /// <summary>An empty line.</summary>
    public static LineEditor Empty { get; } = new("", 0);

    /// <summary>What was last cut, for Ctrl+Y.</summary>
    public string Killed { get; init; } = "";

    /// <summary>The search of Ctrl+R, null when none is on.</summary>
    public string? Search { get; init; }

    /// <summary>How far back in the history the shown line is; 0 is the line being typed.</summary>
    private int Back { get; init; }

    /// <summary>The line that was being typed when the history was entered.</summary>
    private string Draft { get; init; } = "";

    /// <summary>The state after a key, named as <see cref="Answer.Key"/> names it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">What it types, null for a key that types nothing.</param>
    /// <param name="history">Lines typed before, oldest first.</param>
    public LineEditor Press(string key, string? text, IReadOnlyList<string> history)
    {
        if (Search is not null) return Searching(key, text, history);
        return key switch
        {
            "CursorLeft" or "Ctrl+B" => At(Before(Cursor)),
            "CursorRight" or "Ctrl+F" => At(After(Cursor)),
            "Home" or "Ctrl+A" => At(0),
            "End" or "Ctrl+E" => At(Text.Length),
            "Ctrl+CursorLeft" or "Alt+b" => At(WordStart()),
            "Ctrl+CursorRight" or "Alt+f" => At(WordEnd()),
            "Backspace" or "Ctrl+H" => Without(Before(Cursor), Cursor),
            "Delete" or "Ctrl+D" => Without(Cursor, After(Cursor)),
            "Ctrl+K" => Cut(Cursor, Text.Length),
            "Ctrl+U" => Cut(0, Cursor),
            "Ctrl+W" => Cut(BlankWordStart(), Cursor),
            "Alt+d" => Cut(Cursor, WordEnd()),
            "Ctrl+Y" => Insert(Killed),
            "CursorUp" or "Ctrl+P" => Recall(Back + 1, history),
            "CursorDown" or "Ctrl+N" => Recall(Back - 1, history),
            "Ctrl+R" => this with { Search = "", Draft = Text },
            _ => text is null ? this : Insert(text),
        };
    }

    /// <summary>Text put in at the cursor; control characters are dropped, and what is beyond <see cref="Limit"/>.</summary>
    public LineEditor Insert(string text)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c)));
        if (clean.Length == 0 || Text.Length + clean.Length > Limit) return this;
        return this with { Text = Text.Insert(Cursor, clean), Cursor = Cursor + clean.Length, Back = 0 };
    }

    /// <summary>An empty line that remembers what was cut.</summary>
    public LineEditor Cleared() => Empty with { Killed = Killed };

    /// <summary>The line as a completion made it.</summary>
    public LineEditor With(Completion completion) => this with { Text = completion.Text, Cursor = completion.Cursor };

    private LineEditor Searching(string key, string? text, IReadOnlyList<string> history) => key switch
    {
        "Ctrl+R" => Found(Search!, Back + 1, history) ?? this,
        "Backspace" when Search!.Length > 0 => Found(Search[..^1], 1, history) ?? this with { Search = Search[..^1] },
        "Esc" or "Ctrl+G" => this with { Search = null, Back = 0, Text = Draft, Cursor = Draft.Length },
        _ when text is not null => Found(Search + text, Math.Max(1, Back), history) ?? this with { Search = Search + text },
        _ => (this with { Search = null, Back = 0 }).Press(key, text, history),
    };

    /// <summary>The newest line containing <paramref name="search"/> at least <paramref name="from"/> lines back.</summary>
    private LineEditor? Found(string search, int from, IReadOnlyList<string> history)
    {
        for (var back = from; back <= history.Count; back++)
        {
            var at = history[^back].IndexOf(search, StringComparison.Ordinal);
            if (at >= 0) return this with { Search = search, Back = back, Text = history[^back], Cursor = at };
        }
        return null;
    }

    private LineEditor Recall(int back, IReadOnlyList<string> history)
    {
        if (back < 0 || back > history.Count) return this;
        var draft = Back == 0 ? Text : Draft;
        var line = back == 0 ? draft : history[^back];
        return this with { Text = line, Cursor = line.Length, Back = back, Draft = draft };
    }

    private LineEditor At(int cursor) => this with { Cursor = cursor };

    private LineEditor Without(int from, int to) => this with { Text = Text.Remove(from, to - from), Cursor = from, Back = 0 };

    private LineEditor Cut(int from, int to) => to <= from ? this : Without(from, to) with { Killed = Text[from..to] };

    private int Before(int cursor)
    {
        var (at, next) = (0, 0);
        while (next < cursor) (at, next) = (next, After(next));
        return at;
    }

    private int After(int cursor) => cursor >= Text.Length ? cursor : cursor + StringInfo.GetNextTextElementLength(Text, cursor);

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1])) at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1])) at--;
        return at;
    }

    private int WordEnd()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at])) at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at])) at++;
        return at;
    }

    private int BlankWordStart()
    {
        var at = Cursor;
        while (at > 0 && Text[at - 1] == ' ') at--;
        while (at > 0 && Text[at - 1] != ' ') at--;
        return at;
    }
}
