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

    /// <summary>What was last cut, for Ctrl+Y; cuts that follow one another are one text.</summary>
    public string Killed { get; init; } = "";

    /// <summary>The search of Ctrl+R, null when none is on.</summary>
    public string? Search { get; init; }

    /// <summary>The prompt while a search is on, <c>(reverse-i-search)`vz': </c>; null: the usual one.</summary>
    public string? SearchPrompt => Search is null ? null : $"({(Failed ? "failed " : "")}reverse-i-search)`{Search}': ";

    /// <summary>Cells from the start of the line to the cursor: wide characters take two.</summary>
    public int CursorCells => DisplayWidth.Of(Text[..Cursor]);

    /// <summary>How far back in the history the shown line is; 0 is the line being typed.</summary>
    private int Back { get; init; }

    /// <summary>The line that was being typed when the history was entered.</summary>
    private string Draft { get; init; } = "";

    /// <summary>Nothing in the history contains what is searched for.</summary>
    private bool Failed { get; init; }

    /// <summary>The last key cut something.</summary>
    private bool Cutting { get; init; }

    /// <summary>How many lines back Alt+. has gone.</summary>
    private int Argument { get; init; }

    /// <summary>The state after a key, named as <see cref="Answer.Key"/> names it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">What it types, null for a key that types nothing.</param>
    /// <param name="history">Lines typed before, oldest first.</param>
    public LineEditor Press(string key, string? text, IReadOnlyList<string> history)
    {
        var next = Search is not null ? Searching(key, text, history) : Edit(key, text, history);
        var cut = key is "Ctrl+K" or "Ctrl+U" or "Ctrl+W" or "Alt+d" or "Alt+Backspace";
        return next with { Cutting = cut, Argument = key == "Alt+." ? next.Argument : 0 };
    }

    private LineEditor Edit(string key, string? text, IReadOnlyList<string> history) => key switch
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
        "Alt+Backspace" => Cut(WordStart(), Cursor),
        "Alt+d" => Cut(Cursor, WordEnd()),
        "Ctrl+Y" => Insert(Killed),
        "Ctrl+T" => Transposed(),
        "Alt+." => LastArgument(history),
        "CursorUp" or "Ctrl+P" => Recall(Back + 1, history),
        "CursorDown" or "Ctrl+N" => Recall(Back - 1, history),
        "Ctrl+R" => this with { Search = "", Draft = Text, Failed = false },
        _ => text is null ? this : Insert(text),
    };

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
        "Ctrl+R" => Found(Search!, Back + 1, history),
        "Backspace" when Search!.Length > 0 => Found(Search[..^1], 1, history),
        "Esc" or "Ctrl+G" => this with { Search = null, Back = 0, Text = Draft, Cursor = Draft.Length },
        _ when text is not null => Found(Search + text, Math.Max(1, Back), history),
        _ => (this with { Search = null, Back = 0 }).Edit(key, text, history),
    };

    /// <summary>The newest line containing <paramref name="search"/> at least <paramref name="from"/> lines back.</summary>
    private LineEditor Found(string search, int from, IReadOnlyList<string> history)
    {
        for (var back = from; back <= history.Count && search.Length > 0; back++)
        {
            var at = history[^back].IndexOf(search, StringComparison.Ordinal);
            if (at >= 0) return this with { Search = search, Back = back, Text = history[^back], Cursor = at, Failed = false };
        }
        return this with { Search = search, Failed = search.Length > 0 };
    }

    private LineEditor Recall(int back, IReadOnlyList<string> history)
    {
        if (back < 0 || back > history.Count) return this;
        var draft = Back == 0 ? Text : Draft;
        var line = back == 0 ? draft : history[^back];
        return this with { Text = line, Cursor = line.Length, Back = back, Draft = draft };
    }

    /// <summary>The last word of the last line; pressed again, that of the line before it instead.</summary>
    private LineEditor LastArgument(IReadOnlyList<string> history)
    {
        if (Argument >= history.Count) return this;
        var cleared = Argument == 0 ? this : Without(Cursor - LastWord(history[^Argument]).Length, Cursor);
        return cleared.Insert(LastWord(history[^(Argument + 1)])) with { Argument = Argument + 1 };
    }

    private static string LastWord(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., var word] ? word : "";

    private LineEditor Transposed()
    {
        var end = Cursor == Text.Length ? Cursor : After(Cursor);
        var middle = Before(end);
        var start = Before(middle);
        if (start == middle) return this;
        return this with { Text = Text[..start] + Text[middle..end] + Text[start..middle] + Text[end..], Cursor = end, Back = 0 };
    }

    private LineEditor At(int cursor) => this with { Cursor = cursor };

    private LineEditor Without(int from, int to) => this with { Text = Text.Remove(from, to - from), Cursor = from, Back = 0 };

    private LineEditor Cut(int from, int to)
    {
        if (to <= from) return this;
        var text = Text[from..to];
        return Without(from, to) with { Killed = !Cutting ? text : from < Cursor ? text + Killed : Killed + text };
    }

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
