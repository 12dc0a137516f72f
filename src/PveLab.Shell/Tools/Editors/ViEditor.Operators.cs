using System.Globalization;

namespace PveLab.Shell.Tools.Editors;

/// <content>Keys that come in pairs: an operator and what it works on.</content>
internal sealed partial class ViEditor
{
    private void Combined(char first, string key, int? times)
    {
        var target = key.Length == 1 ? key[0] : '\0';
        switch (first)
        {
            case 'g' when key == "g":
                buffer.Place((times ?? 1) - 1, 0);
                ToText();
                break;
            case 'Z' when key == "Z":
                Execute("x");
                break;
            case 'Z' when key == "Q":
                IsDone = true;
                break;
            case 'D' or 'Y' or 'C':
                if (key == "g") Lines(char.ToLowerInvariant(first), 0, buffer.Row);
                break;
            case '>' or '<' when target == first:
                Shift(first == '>', times ?? 1);
                break;
            case 'd' or 'y' or 'c':
                Operate(first, key, times);
                break;
            default:
                if (key is not ("Esc" or "Ctrl+C")) status = $"PveLab: '{first}{key}' of vi is not simulated";
                break;
        }
    }

    private void Operate(char what, string key, int? times)
    {
        var n = times ?? 1;
        var row = buffer.Row;
        switch (key)
        {
            case var same when same == what.ToString(): Lines(what, row, row + n - 1); return;
            case "j" or "CursorDown": Lines(what, row, row + n); return;
            case "k" or "CursorUp": Lines(what, row - n, row); return;
            case "G": Lines(what, Math.Min(row, (times ?? int.MaxValue) - 1), Math.Max(row, Math.Min(buffer.Lines.Count, times ?? int.MaxValue) - 1)); return;
            case "Esc" or "Ctrl+C": return;
        }
        var from = buffer.Column;
        // cw changes to the end of the word, as ce does.
        if (!Move(what == 'c' && key == "w" ? "e" : key, times))
        {
            status = $"PveLab: '{what}{key}' of vi is not simulated";
            return;
        }
        var to = buffer.Row > row ? buffer.Lines[row].Length : buffer.Row < row ? 0 : buffer.Column;
        var includes = key is "e" or "$" or "End" || what == 'c' && key == "w";
        buffer.Place(row, Math.Min(from, to));
        var end = Math.Max(from, to);
        if (includes && end < buffer.Line.Length) end += Shell.Editing.DisplayWidth.NextGrapheme(buffer.Line.AsSpan(end));
        if (what == 'y') (register, registerIsLines) = ([buffer.Line[buffer.Column..end]], false);
        else if (what == 'c') Insert();
        if (what == 'd') One("d", () => Cut(row, buffer.Column, end));
        else if (what == 'c') Cut(row, buffer.Column, end);
    }

    /// <summary>Deletes, copies or changes whole lines.</summary>
    private void Lines(char what, int from, int to)
    {
        (from, to) = (Math.Max(0, from), Math.Min(buffer.Lines.Count - 1, to));
        var number = to - from + 1;
        if (number <= 0) return;
        (register, registerIsLines) = ([.. buffer.Lines.GetRange(from, number)], true);
        var more = string.Create(CultureInfo.InvariantCulture, $"{number}");
        if (what == 'y')
        {
            if (from < buffer.Row) buffer.Place(from, buffer.Column);
            if (number > 2) status = $"{more} lines yanked";
            return;
        }
        if (what == 'c')
        {
            Insert();
            buffer.Place(from + 1, 0);
            if (number > 1) buffer.RemoveLines(number - 1);
            buffer.SetLine(from, "");
            buffer.Place(from, 0);
            return;
        }
        buffer.EndGroup();
        buffer.Begin("lines");
        buffer.Place(from, 0);
        buffer.RemoveLines(number);
        buffer.EndGroup();
        ToText();
        if (buffer.Lines is [""]) status = "--No lines in buffer--";
        else if (number > 2) status = $"{more} fewer lines";
    }

    private void Shift(bool right, int number)
    {
        var row = buffer.Row;
        One("shift", () =>
        {
            for (var i = row; i < Math.Min(buffer.Lines.Count, row + number); i++)
            {
                var line = buffer.Lines[i];
                if (line.Length > 0) Try(buffer.SetLine(i, right ? "\t" + line : line.StartsWith('\t') ? line[1..] : line.TrimStart(' ')));
            }
        });
        buffer.Place(row, 0);
        ToText();
    }
}
