using System.Collections.Immutable;
using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <summary>
/// The text both editors work on: lines, a cursor between graphemes, and undo. It knows no keys and no screen. The newline that ends the last
/// line is not in it.
/// </summary>
/// <param name="endsEmpty">There is always an empty line at the end to go to, as in nano; it is not in the file.</param>
internal sealed partial class EditBuffer(bool endsEmpty = false)
{
    /// <summary>UTF-16 units a buffer may hold.</summary>
    public const int MaxLength = 1 << 20;

    private const int MaxUndo = 1000;

    private readonly Stack<State> undone = [];
    private readonly List<State> done = [];
    private string? group;
    private long stamp;
    private long last;
    private long saved;
    private int length;

    private sealed record State(ImmutableList<string> Lines, int Row, int Column, int Length, long Stamp);

    /// <summary>The lines; always at least one.</summary>
    public ImmutableList<string> Lines { get; private set; } = [""];

    /// <summary>The cursor's line, from 0.</summary>
    public int Row { get; private set; }

    /// <summary>The cursor's place in its line in UTF-16 units, always between graphemes.</summary>
    public int Column { get; private set; }

    /// <summary>Whether it differs from what was last read or written.</summary>
    public bool Modified => stamp != saved;

    /// <summary>The line with the cursor.</summary>
    public string Line => Lines[Row];

    /// <summary>The display column that moving up and down aims at.</summary>
    public int Goal { get; private set; }

    /// <summary>Takes a file's text in.</summary>
    public void Load(string text)
    {
        Lines = [.. (text.EndsWith('\n') && !endsEmpty ? text[..^1] : text).Split('\n')];
        if (endsEmpty && Lines[^1].Length > 0) Lines = Lines.Add("");
        length = text.Length;
        (Row, Column, Goal) = (0, 0, 0);
    }

    /// <summary>The text with the newline that ends a text file; nothing when it is empty.</summary>
    public string Text => Lines is [""] ? "" : string.Join('\n', Lines) + (endsEmpty ? "" : "\n");

    /// <summary>How many lines that file has.</summary>
    public int FileLines => Lines is [""] ? 0 : Lines.Count - (endsEmpty ? 1 : 0);

    /// <summary>What it holds now is what the file holds.</summary>
    public void Saved()
    {
        saved = stamp;
        group = null;
    }

    /// <summary>Begins a change that undo takes back as one; changes of the same kind in a row are one.</summary>
    public void Begin(string kind)
    {
        if (group == kind) return;
        group = kind;
        done.Add(Now);
        if (done.Count > MaxUndo) done.RemoveAt(0);
        undone.Clear();
    }

    /// <summary>The next change is a change of its own, whatever its kind.</summary>
    public void EndGroup() => group = null;

    /// <summary>Takes the last change back; false when there is none.</summary>
    public bool Undo()
    {
        if (done.Count == 0) return false;
        undone.Push(Now);
        Restore(done[^1]);
        done.RemoveAt(done.Count - 1);
        return true;
    }

    /// <summary>Makes the change again that was taken back; false when there is none.</summary>
    public bool Redo()
    {
        if (!undone.TryPop(out var state)) return false;
        done.Add(Now);
        Restore(state);
        return true;
    }

    /// <summary>Puts text, which may have newlines, at the cursor, and the cursor behind it; false when it does not fit any more.</summary>
    public bool Insert(string text)
    {
        if (length + text.Length > MaxLength) return false;
        var (before, after) = (Line[..Column], Line[Column..]);
        var pieces = text.Split('\n');
        var changed = Lines.SetItem(Row, pieces.Length == 1 ? before + text + after : before + pieces[0]);
        if (pieces.Length > 1) changed = changed.InsertRange(Row + 1, [.. pieces[1..^1], pieces[^1] + after]);
        var (row, column) = (Row + pieces.Length - 1, (pieces.Length == 1 ? Column : 0) + pieces[^1].Length);
        Change(changed, text.Length);
        Place(row, column);
        return true;
    }

    /// <summary>Removes the grapheme (or newline) before the cursor.</summary>
    public void Backspace()
    {
        if (Row == 0 && Column == 0) return;
        Left(acrossLines: true);
        Delete();
    }

    /// <summary>Removes the grapheme (or newline) at the cursor.</summary>
    public void Delete()
    {
        var (row, column) = (Row, Column);
        if (column < Line.Length) RemoveText(column, DisplayWidth.NextGrapheme(Line.AsSpan(column)));
        else if (row + 1 < Lines.Count) Change(Lines.SetItem(row, Line + Lines[row + 1]).RemoveAt(row + 1), -1);
        Place(row, column);
    }

    /// <summary>Removes text of the cursor's line.</summary>
    public void RemoveText(int column, int count)
    {
        Change(Lines.SetItem(Row, Line.Remove(column, count)), -count);
        Place(Row, column);
    }

    /// <summary>Removes whole lines from the cursor's on and gives them back; the cursor stands on what follows.</summary>
    public IReadOnlyList<string> RemoveLines(int count)
    {
        var taken = Lines.GetRange(Row, Math.Min(count, Lines.Count - Row));
        var left = Lines.RemoveRange(Row, taken.Count);
        Change(left.IsEmpty ? [""] : left, -taken.Sum(l => l.Length + 1));
        Place(Math.Min(Row, Lines.Count - 1), 0);
        return taken;
    }

    /// <summary>Puts whole lines before line <paramref name="row"/>; false when they do not fit any more.</summary>
    public bool InsertLines(int row, IReadOnlyCollection<string> lines)
    {
        var more = lines.Sum(l => l.Length + 1);
        if (length + more > MaxLength) return false;
        Change(Lines.InsertRange(row, lines), more);
        return true;
    }

    /// <summary>Replaces a line; false when the new one does not fit any more.</summary>
    public bool SetLine(int row, string text)
    {
        if (length + text.Length - Lines[row].Length > MaxLength) return false;
        Change(Lines.SetItem(row, text), text.Length - Lines[row].Length);
        return true;
    }

    private State Now => new(Lines, Row, Column, length, stamp);

    private void Restore(State state)
    {
        (Lines, length, stamp) = (state.Lines, state.Length, state.Stamp);
        Place(state.Row, state.Column);
        group = null;
    }

    private void Change(ImmutableList<string> lines, int more)
    {
        Lines = endsEmpty && lines[^1].Length > 0 ? lines.Add("") : lines;
        length += more;
        stamp = ++last;
    }
}
