using PveLab.Courseware.Lessons;
using PveLab.Courseware.Reports;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Views;

/// <summary>A report's sheet as rows: texts are broken behind their sign, points and bars stand at the right edge.</summary>
internal static class SheetView
{
    private const int BarCells = 12, Narrowest = 10;

    /// <summary>Its rows.</summary>
    public static List<Row> Draw(IEnumerable<SheetLine> lines, int width) => [.. lines.SelectMany(l => Rows(l, width))];

    private static IEnumerable<Row> Rows(SheetLine line, int width)
    {
        var (sign, ink) = Sign(line.Kind);
        var margin = line.Indent + sign.Length;
        var right = LabView.Columns(line.Right) + (line.Percent is null ? 0 : BarCells + 2);
        var texts = PlainText.Wrap(line.Text, Math.Max(Narrowest, width - margin - (right > 0 ? right + 2 : 0)));
        for (var i = 0; i < texts.Count; i++)
        {
            var row = new Row(width).Fill(column: line.Indent).Add(i == 0 ? sign : new string(' ', sign.Length), ink).Add(texts[i], InkOf(line.Kind));
            yield return i == 0 && right > 0 ? Right(row, line, width - right) : row;
        }
    }

    private static Row Right(Row row, SheetLine line, int column)
    {
        row.Fill(column: column);
        if (line.Percent is { } percent)
        {
            var filled = Math.Clamp(percent * BarCells / 100, 0, BarCells);
            row.Add(new string('█', filled), Ink.Progress).Add(new string('░', BarCells - filled), Ink.Rule).Add("  ");
        }
        return row.Add(line.Right, Ink.Dim);
    }

    private static (string Sign, Ink Ink) Sign(SheetKind kind) => kind switch
    {
        SheetKind.Met => ("✔ ", Ink.Met),
        SheetKind.Open => ("○ ", Ink.Open),
        _ => ("", Ink.Text),
    };

    private static Ink InkOf(SheetKind kind) => kind switch
    {
        SheetKind.Note => Ink.Dim,
        SheetKind.Heading => Ink.TitleFocused,
        SheetKind.Good => Ink.Met,
        SheetKind.Bad => Ink.Open,
        _ => Ink.Text,
    };
}
