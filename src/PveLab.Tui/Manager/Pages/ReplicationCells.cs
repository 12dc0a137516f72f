using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>Replication jobs, of the datacenter, a node or a guest (pve-manager: www/manager6/grid/Replication.js).</summary>
internal static class ReplicationCells
{
    /// <summary>What can be done with jobs everywhere.</summary>
    public static IReadOnlyList<PageButton> Buttons { get; } =
    [
        new("a", "Add", context => context.Places.Count(p => p.Kind == PlaceKind.Node) > 1 ? new Act.Dialog(DialogIds.ReplicationAdd) : null),
        new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.ReplicationEdit)),
        new("d", "Remove", context => DatacenterPages.Remove(context, "id", "/cluster/replication/")),
    ];

    /// <summary>The page of a node or a guest, where the jobs' runs show.</summary>
    /// <param name="path">The path that lists them.</param>
    public static Page Runs(Func<PageContext, string> path) => new()
    {
        Id = "replication",
        Title = "Replication",
        Enter = "l",
        Reads = context => [path(context)],
        Columns =
        [
            new("Enabled", "disable") { Render = Cells.MarkUnless }, new("Guest", "guest"), new("Job", "jobnum"), new("Target", "target"),
            new("Status", "error", 60) { Render = Status }, new("Last Sync", "last_sync") { Render = LastSync },
            new("Duration", "duration") { Render = Took }, new("Next Sync", "next_sync") { Render = NextSync },
            new("Schedule", "schedule") { Render = Schedule }, new("Rate limit", "rate") { Render = Rate }, new("Comment", "comment") { Render = Cells.FirstLine },
        ],
        Buttons =
        [
            .. Buttons,
            new("l", "Log", context => context.Row is { } row
                ? new Act.Show("Replication Log", $"/nodes/{context.Place.Node}/replication/{Cells.Text(row, "id")}/log?limit=5000") : null),
            new("s", "Schedule now", context => context.Row is { } row
                ? new Act.Call([ApiWrite.Of("create", $"/nodes/{context.Place.Node}/replication/{Cells.Text(row, "id")}/schedule_now")]) : null),
        ],
    };

    /// <summary>When it runs; every quarter of an hour by default.</summary>
    public static Cell Schedule(JsonObject row, string field, CellContext context) => new(row[field] is null ? "*/15" : Cells.Text(row, field));

    /// <summary>How fast it may go.</summary>
    public static Cell Rate(JsonObject row, string field, CellContext context) =>
        new(row[field] is null ? Labels.In(context.Language, "unlimited") : Cells.Text(row, field) + " MB/s");

    private static Cell Status(JsonObject row, string field, CellContext context)
    {
        if (row["remove_job"] is not null) return new(Labels.In(context.Language, "Removal Scheduled"), Ink.Notice);
        return row[field] is null ? new("OK", Ink.Met) : new($"{Labels.In(context.Language, "Error")}: {Cells.Text(row, field)}", Ink.Error);
    }

    private static Cell LastSync(JsonObject row, string field, CellContext context) =>
        row["pid"] is not null ? new(Labels.In(context.Language, "syncing"), Ink.Prompt) : Cells.Time(row, field, context);

    private static Cell Took(JsonObject row, string field, CellContext context) => new(row[field] is null ? "-" : Cells.Took(Cells.Number(row, field)));

    private static Cell NextSync(JsonObject row, string field, CellContext context) => Cells.Number(row, field) switch
    {
        0 => new("-"),
        var at when at < context.Now => new(Labels.In(context.Language, "pending"), Ink.Prompt),
        var at => new(string.Create(CultureInfo.InvariantCulture, $"{Cells.Stamp(context, at)}")),
    };
}
