using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of a storage (pve-manager: www/manager6/storage/Browser.js).</summary>
internal static class StoragePages
{
    public static IReadOnlyList<Page> All { get; } =
    [
        new()
        {
            Id = "summary", Title = "Summary", IsDetail = true, IsLook = true, Key = "label", Columns = Details.Columns,
            Reads = context => [$"/nodes/{context.Place.Node}/storage?storage={context.Place.Name}"], Rows = Summary,
        },
        new()
        {
            Id = "backup", Title = "Backups", Key = "volid", Enter = "r", IsLook = true, Has = place => Holds(place, "backup"),
            Reads = context => [$"{context.Place.Path}/content?content=backup"], Columns = BackupButtons.Columns,
            Rows = context => [.. context.List(0).OrderBy(r => Cells.Number(r, "vmid")).ThenBy(r => Cells.Number(r, "ctime"))],
            Buttons =
            [
                .. BackupButtons.OfOne,
                new("g", "Prune group", context => context.Row is null ? null : new Act.Dialog(DialogIds.PruneGroup)),
            ],
        },
        Content("images", "VM Disks", "images"),
        Content("rootdir", "CT Volumes", "rootdir"),
        Content("iso", "ISO Images", "iso"),
        Content("vztmpl", "CT Templates", "vztmpl"),
        Content("snippets", "Snippets", "snippets"),
    ];

    private static Page Content(string id, string title, string content) => new()
    {
        Id = id,
        Title = title,
        Key = "volid",
        Has = place => Holds(place, content),
        Reads = context => [$"{context.Place.Path}/content?content={content}"],
        Columns =
        [
            new("Name", "volid", 60) { Render = StorageCells.Volume }, new("Date", "ctime") { Render = Cells.Time }, new("Format", "format"),
            new("Size", "size") { Render = Cells.Bytes },
        ],
        Buttons = [new("d", "Remove", context => context.Row is { } row ? BackupButtons.Remove(context, row) : null)],
    };

    private static bool Holds(Place place, string content) => place.Content.Split(',').Contains(content);

    private static List<JsonObject> Summary(PageContext context)
    {
        if (context.List(0) is not [var status, ..]) return [];
        var (enabled, active) = (Cells.IsTrue(status, "enabled"), Cells.IsTrue(status, "active"));
        return
        [
            Details.Row(context.Label("Enabled"), context.Label(enabled ? "Yes" : "No"), enabled ? Ink.Text : Ink.Error),
            Details.Row(context.Label("Active"), context.Label(active ? "Yes" : "No"), active ? Ink.Met : Ink.Error),
            Details.Row(context.Label("Content"), StorageCells.ContentNames(Cells.Text(status, "content"), context.Cells)),
            Details.Row(context.Label("Type"), StorageCells.TypeName(Cells.Text(status, "type"))),
            Details.Row(context.Label("Shared"), context.Label(Cells.IsTrue(status, "shared") ? "Yes" : "No")),
            Details.Usage(context, "Usage", Cells.Number(status, "used"), Cells.Number(status, "total")),
        ];
    }
}
