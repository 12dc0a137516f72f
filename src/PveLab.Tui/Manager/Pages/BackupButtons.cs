using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager.Pages;

/// <summary>Lists of backups, of a storage or a guest, and what can be done with them (pve-manager: www/manager6/storage/BackupView.js, grid/BackupView.js).</summary>
internal static class BackupButtons
{
    /// <summary>The columns of every such list.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("Name", "volid", 60) { Render = StorageCells.Volume }, new("Notes", "notes", 24) { Render = Cells.FirstLine, Spare = 1 },
        new("Protected", "protected") { Render = Cells.Shield, Spare = 2 }, new("Date", "ctime") { Render = Cells.Time, Spare = 3 }, new("Format", "format") { Spare = 4 },
        new("Size", "size") { Render = Cells.Bytes },
    ];

    /// <summary>Restore, and what is done with one backup.</summary>
    public static IReadOnlyList<PageButton> OfOne { get; } =
    [
        new("r", "Restore", context => context.Row is null ? null : new Act.Dialog(DialogIds.Restore)),
        new("c", "Show Configuration", context => context.Row is { } row
            ? new Act.Show("Configuration", $"/nodes/{context.Place.Node}/vzdump/extractconfig?volume={Cells.Text(row, "volid")}") : null),
        new("n", "Edit Notes", context => context.Row is null ? null : new Act.Dialog(DialogIds.EditNotes)),
        new("p", "Change Protection", context => context.Row is { } row ? new Act.Call([ChangeProtection(context.Place, row)]) : null),
        new("d", "Remove", context => context.Row is { } row && !Cells.IsTrue(row, "protected") ? Remove(context, row) : null),
    ];

    /// <summary>Asks whether a volume is to be removed, and removes it.</summary>
    public static Act Remove(PageContext context, JsonObject row) => new Act.Ask(
        $"{context.Label("Are you sure you want to remove entry {0}", $"'{Cells.Text(row, "volid")}'")} {context.Label("This will permanently erase all data.")}",
        [ApiWrite.Of("delete", Path(context.Place, row))]);

    private static ApiWrite ChangeProtection(Place place, JsonObject row) =>
        ApiWrite.Of("set", Path(place, row), ("protected", Cells.IsTrue(row, "protected") ? "0" : "1"));

    private static string Path(Place place, JsonObject row) =>
        $"/nodes/{place.Node}/storage/{Cells.Text(row, "volid").Split(':')[0]}/content/{Cells.Text(row, "volid")}";
}
