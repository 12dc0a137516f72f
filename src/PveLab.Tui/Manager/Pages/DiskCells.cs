using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The cells of a node's disks (proxmox-widget-toolkit: src/panel/DiskList.js).</summary>
internal static class DiskCells
{
    /// <summary>A partition stands below its disk.</summary>
    public static Cell Device(JsonObject row, string field, CellContext context) => new((row["parent"] is null ? "" : "  ") + Cells.Text(row, field));

    /// <summary>SSD, Hard Disk, or as it is called.</summary>
    public static Cell Type(JsonObject row, string field, CellContext context) => new(Cells.Text(row, field) switch
    {
        "ssd" => "SSD",
        "hdd" => "Hard Disk",
        var other => other,
    });

    /// <summary>What it is used for.</summary>
    public static Cell Usage(JsonObject row, string field, CellContext context) =>
        new(Cells.Text(row, field) is { Length: > 0 } used ? used : Labels.In(context.Language, "No"));
}
