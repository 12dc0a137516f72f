using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <content>Moving the cursor, and finding.</content>
internal sealed partial class EditBuffer
{
    /// <summary>Moves the cursor there, or as near as there is a place, and aims up and down from it.</summary>
    public void Place(int row, int column)
    {
        Row = Math.Clamp(row, 0, Lines.Count - 1);
        Column = Math.Clamp(column, 0, Line.Length);
        Goal = DisplayText.ColumnOf(Line, Column);
    }

    /// <summary>One grapheme back.</summary>
    public void Left(bool acrossLines)
    {
        if (Column > 0) Place(Row, DisplayText.Before(Line, Column));
        else if (acrossLines && Row > 0) Place(Row - 1, int.MaxValue);
    }

    /// <summary>One grapheme on.</summary>
    public void Right(bool acrossLines)
    {
        if (Column < Line.Length) Place(Row, Column + DisplayWidth.NextGrapheme(Line.AsSpan(Column)));
        else if (acrossLines && Row + 1 < Lines.Count) Place(Row + 1, 0);
    }

    /// <summary>That many lines down (up when negative), in the same display column.</summary>
    public void Down(int lines)
    {
        Row = Math.Clamp(Row + lines, 0, Lines.Count - 1);
        Column = DisplayText.IndexAt(Line, Goal);
    }

    /// <summary>Moving up and down aims at that display column from now on.</summary>
    public void AimAt(int column) => Goal = column;

    /// <summary>The beginning of the next word, or the end of this or the next one.</summary>
    public void NextWord(bool end)
    {
        if (end)
        {
            Right(acrossLines: true);
            while (IsBlank(Row, Column) && !AtEnd) Right(acrossLines: true);
            while (Column + 1 < Line.Length && KindAt(Column + 1) == KindAt(Column)) Right(acrossLines: false);
            return;
        }
        var kind = Column < Line.Length ? KindAt(Column) : 0;
        while (Column < Line.Length && kind != 0 && KindAt(Column) == kind) Right(acrossLines: false);
        while (IsBlank(Row, Column) && !AtEnd)
        {
            Right(acrossLines: true);
            // An empty line is a word.
            if (Line.Length == 0) break;
        }
    }

    /// <summary>The beginning of this or the previous word.</summary>
    public void PreviousWord()
    {
        Left(acrossLines: true);
        while (IsBlank(Row, Column) && (Row > 0 || Column > 0) && Line.Length > 0) Left(acrossLines: true);
        while (Column > 0 && KindAt(Column - 1) == KindAt(Column)) Left(acrossLines: false);
    }

    private bool AtEnd => Row == Lines.Count - 1 && Column >= Line.Length;

    private bool IsBlank(int row, int column) => column >= Lines[row].Length || KindAt(column) == 0;

    /// <summary>0 for blanks, 1 for letters, digits and underscores, 2 for other signs.</summary>
    private int KindAt(int column) => column >= Line.Length || char.IsWhiteSpace(Line[column]) ? 0
        : Line[column] == '_' || Line[column] > '\x7F' || char.IsLetterOrDigit(Line[column]) ? 1 : 2;

    /// <summary>Finds text after (or before) the cursor, going on at the other end; null when it is nowhere.</summary>
    /// <returns>Where, and whether the search went over the end.</returns>
    public (int Row, int Column, bool Wrapped)? Find(string text, bool forward, StringComparison comparison)
    {
        for (var i = 0; i <= Lines.Count; i++)
        {
            var row = forward ? (Row + i) % Lines.Count : (Row - i + Lines.Count) % Lines.Count;
            var again = i == Lines.Count;
            var line = Lines[row];
            var from = i == 0 ? Column + (forward ? 1 : -1) : forward ? 0 : line.Length;
            if (from < 0 || from > line.Length) continue;
            var at = forward ? line.IndexOf(text, from, comparison) : line[..Math.Min(line.Length, from + text.Length)].LastIndexOf(text, comparison);
            if (at >= 0) return (row, at, again || (forward ? row < Row : row > Row));
        }
        return null;
    }
}
