using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>Rows of labels and values.</summary>
internal static class Details
{
    private const int BarCells = 20;
    private const int WordCells = 31;

    /// <summary>The columns of every page of details.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("", "label", 34) { Render = static (row, field, _) => new Cell(Cells.Text(row, field), Ink.Dim) },
        new("", "value", 400) { Render = static (row, field, _) => new Cell(Cells.Text(row, field), (Ink)Cells.Number(row, "ink")) },
    ];

    /// <summary>A row.</summary>
    public static JsonObject Row(string label, string value, Ink ink = Ink.Text) => new() { ["label"] = label, ["value"] = value, ["ink"] = (int)ink };

    /// <summary>A row that says how much of something is used, with a bar.</summary>
    public static JsonObject Usage(string label, double used, double total)
    {
        if (total <= 0) return Row(label, "-");
        var part = used / total;
        return Row(label, string.Create(CultureInfo.InvariantCulture,
            $"{part * 100:0.00}% ({Cells.Size(used)} / {Cells.Size(total)})").PadRight(WordCells) + Bar(part), part > 0.9 ? Ink.Error : Ink.Text);
    }

    /// <summary>A row with a part of a whole and what the whole is.</summary>
    public static JsonObject Part(string label, double part, string whole) =>
        Row(label, string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00}% {whole}").PadRight(WordCells) + Bar(part));

    private static string Bar(double part)
    {
        var filled = (int)Math.Round(Math.Clamp(part, 0, 1) * BarCells);
        return new string('█', filled) + new string('░', BarCells - filled);
    }
}
