using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager.Pages;

/// <summary>Rows of labels and values.</summary>
internal static class Details
{
    private const int BarCells = 20;
    private const int WordCells = 33;

    /// <summary>The columns of every page of details.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("", "label", 34) { Render = static (row, field, _) => new Cell(Cells.Text(row, field), Ink.Dim) },
        new("", "value", 400) { Render = static (row, field, _) => new Cell(Cells.Text(row, field), (Ink)Cells.Number(row, "ink")) },
    ];

    /// <summary>A row.</summary>
    public static JsonObject Row(string label, string value, Ink ink = Ink.Text) => new() { ["label"] = label, ["value"] = value, ["ink"] = (int)ink };

    /// <summary>A row that says how much of something is used, with a bar (proxmox-widget-toolkit: src/Utils.js render_size_usage).</summary>
    public static JsonObject Usage(PageContext context, string label, double used, double total)
    {
        if (total <= 0) return Row(context.Label(label), context.Label("N/A"));
        var part = used / total;
        var sizes = context.Label("{0} of {1}", Cells.Size(used), Cells.Size(total));
        return Row(context.Label(label), WithBar(string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00}% ({sizes})"), part), part > 0.9 ? Ink.Error : Ink.Text);
    }

    /// <summary>A row that says how busy so many processors are, with a bar (proxmox-widget-toolkit: src/Utils.js render_cpu_usage).</summary>
    public static JsonObject Busy(PageContext context, string label, double part, double cpus) =>
        Row(context.Label(label), WithBar(string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.00}% of {cpus:0} CPU(s)"), part));

    private static string WithBar(string words, double part)
    {
        var filled = (int)Math.Round(Math.Clamp(part, 0, 1) * BarCells);
        return words + new string(' ', Math.Max(1, WordCells - LabView.Columns(words))) + new string('█', filled) + new string('░', BarCells - filled);
    }
}
