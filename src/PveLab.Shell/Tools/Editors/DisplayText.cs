using System.Text;
using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <summary>A line of a file as a terminal shows it: tabs go on to the next multiple of eight, control characters are two cells.</summary>
internal static class DisplayText
{
    private const int TabSize = 8;

    /// <summary>The display column of a place in the line.</summary>
    public static int ColumnOf(string line, int index)
    {
        var column = 0;
        foreach (var (at, text) in Graphemes(line))
        {
            if (at >= index) break;
            column += Width(text, column);
        }
        return column;
    }

    /// <summary>The place in the line that covers a display column; its end when the line is shorter.</summary>
    public static int IndexAt(string line, int column)
    {
        var reached = 0;
        foreach (var (at, text) in Graphemes(line))
        {
            reached += Width(text, reached);
            if (reached > column) return at;
        }
        return line.Length;
    }

    /// <summary>The place one grapheme before another.</summary>
    public static int Before(string line, int index)
    {
        var before = 0;
        foreach (var (at, _) in Graphemes(line))
        {
            if (at >= index) break;
            before = at;
        }
        return before;
    }

    /// <summary>The cells from display column <paramref name="from"/> on, <paramref name="count"/> at most; half a wide character is a blank.</summary>
    public static string Cells(string line, int from, int count)
    {
        var cells = new StringBuilder();
        var (column, end) = (0, from + count);
        foreach (var (_, text) in Graphemes(line))
        {
            if (column >= end) break;
            var width = Width(text, column);
            if (column >= from && column + width <= end) cells.Append(Shown(text, width));
            else if (column + width > from) cells.Append(' ', Math.Min(end, column + width) - Math.Max(from, column));
            column += width;
        }
        return cells.ToString();
    }

    private static IEnumerable<(int At, string Text)> Graphemes(string line)
    {
        var at = 0;
        foreach (var text in DisplayWidth.Graphemes(line))
        {
            yield return (at, text);
            at += text.Length;
        }
    }

    private static int Width(string grapheme, int column) => grapheme switch
    {
        "\t" => TabSize - column % TabSize,
        [< ' ' or '\x7F'] => 2,
        _ => DisplayWidth.OfGrapheme(grapheme),
    };

    private static string Shown(string grapheme, int width) => grapheme switch
    {
        "\t" => new string(' ', width),
        [< ' ' or '\x7F'] => "^" + (char)(grapheme[0] ^ 0x40),
        _ => grapheme,
    };
}
