using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of virtual machines and containers (pve-manager: www/manager6/qemu/Config.js, lxc/Config.js).</summary>
internal static class GuestPages
{
    public static IReadOnlyList<Page> VirtualMachine { get; } =
    [
        Summary, Console,
        Config("hardware", "Hardware", GuestConfig.Hardware, DiskAction("Disk Action", MoveStorage, Resize)),
        Config("options", "Options", GuestConfig.Options),
        History, Backup, Replication, Snapshots,
    ];

    public static IReadOnlyList<Page> Container { get; } =
    [
        Summary, Console,
        Config("resources", "Resources", GuestConfig.Resources, DiskAction("Volume Action", Resize)),
        Config("network", "Network", GuestConfig.Network),
        Config("options", "Options", GuestConfig.Options),
        History, Backup, Replication, Snapshots,
    ];

    private static Page Summary => new()
    {
        Id = "summary",
        Title = "Summary",
        IsDetail = true,
        Key = "label",
        Columns = Details.Columns,
        Rows = SummaryRows,
        Reads = context => context.Place.Kind == PlaceKind.Qemu
            ? [$"{context.Place.Path}/status/current", $"{context.Place.Path}/pending", $"{context.Place.Path}/agent/network-get-interfaces"]
            : [$"{context.Place.Path}/status/current", $"{context.Place.Path}/pending"],
        Buttons = [.. GuestPower.All, new("n", "Edit Notes", _ => new Act.Dialog(DialogIds.GuestNotes))],
    };

    private static Page Console => new()
    {
        Id = "console",
        Title = "Console",
        IsDetail = true,
        Key = "label",
        Columns = Details.Columns,
        Enter = "o",
        Rows = context => [Details.Row("", context.Place.IsRunning
            ? ManagerTexts.In(context.Cells.Language).ConsoleHint : ManagerTexts.In(context.Cells.Language).ConsoleNeedsRunning)],
        Buttons = [new("o", "Console", GuestPower.Console), GuestPower.More],
    };

    private static Page History
    {
        get
        {
            var page = NodePages.Tasks(context => string.Create(CultureInfo.InvariantCulture, $"/nodes/{context.Place.Node}/tasks?source=all&vmid={context.Place.Vmid}"));
            return page with { Buttons = [.. page.Buttons, GuestPower.More with { Key = "x" }] };
        }
    }

    private static Page Replication
    {
        get
        {
            var page = ReplicationCells.Runs(context => string.Create(CultureInfo.InvariantCulture, $"/nodes/{context.Place.Node}/replication?guest={context.Place.Vmid}"));
            return page with { Buttons = [.. page.Buttons, GuestPower.More] };
        }
    }

    /// <summary>The backups of the guest on every storage of its node that holds backups.</summary>
    private static Page Backup => new()
    {
        Id = "backup",
        Title = "Backup",
        Key = "volid",
        Enter = "r",
        IsLook = true,
        Reads = context => [.. BackupStorages(context).Select(storage =>
            string.Create(CultureInfo.InvariantCulture, $"{storage.Path}/content?content=backup&vmid={context.Place.Vmid}"))],
        Rows = context => [.. Enumerable.Range(0, context.Paths.Count).SelectMany(context.List).OrderByDescending(row => Cells.Number(row, "ctime"))],
        Columns = [new("Storage", "volid") { Render = StorageCells.StorageOf }, .. BackupButtons.Columns],
        Buttons = [new("b", "Backup now", _ => new Act.Dialog(DialogIds.BackupNow)), .. BackupButtons.OfOne, GuestPower.More],
    };

    private static Page Snapshots => new()
    {
        Id = "snapshots",
        Title = "Snapshots",
        Key = "name",
        Enter = "e",
        IsDetail = false,
        Reads = context => [$"{context.Place.Path}/snapshot"],
        Rows = SnapshotRows,
        Columns =
        [
            new("Name", "shown"), new("RAM", "vmstate") { Render = Cells.Shield }, new("Date", "snaptime") { Render = Cells.Time },
            new("Description", "description", 60) { Render = Cells.FirstLine },
        ],
        Buttons =
        [
            new("t", "Take Snapshot", _ => new Act.Dialog(DialogIds.SnapshotTake)),
            new("r", "Rollback", context => Snapshot(context) is { } name ? new Act.Ask(
                ManagerTexts.In(context.Cells.Language).RollbackQuestion(name) + " " + context.Label("Current state will be lost."),
                [ApiWrite.Of("create", $"{context.Place.Path}/snapshot/{name}/rollback")]) : null),
            new("e", "Edit", context => Snapshot(context) is null ? null : new Act.Dialog(DialogIds.SnapshotEdit)),
            new("d", "Remove", context => Snapshot(context) is null ? null : DatacenterPages.Remove(context, "name", context.Place.Path + "/snapshot/")),
            GuestPower.More,
        ],
    };

    /// <summary>What can be done with a disk; a container's cannot be moved here.</summary>
    private static PageButton DiskAction(string label, params PageButton[] actions) =>
        new("k", label, context => context.Row is { } row && GuestConfig.IsDisk(row) ? new Act.Menu(label, actions) : null);

    private static PageButton MoveStorage => new("m", "Move Storage", _ => new Act.Dialog(DialogIds.DiskMove));

    private static PageButton Resize => new("z", "Resize", _ => new Act.Dialog(DialogIds.DiskResize));

    private static Page Config(string id, string title, Func<PageContext, IReadOnlyList<JsonObject>> rows, params PageButton[] actions) => new()
    {
        Id = id,
        Title = title,
        IsDetail = true,
        Key = "key",
        Enter = "e",
        Columns = GuestConfig.Columns,
        Rows = rows,
        Reads = context => [$"{context.Place.Path}/pending"],
        Buttons =
        [
            new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.ConfigEdit)),
            new("d", "Detach", context => context.Row is { } row && GuestConfig.IsRemovable(row) ? new Act.Ask(
                context.Label("Are you sure you want to remove entry {0}", $"'{Cells.Text(row, "label")}'"),
                [ApiWrite.Of("set", context.Place.Path + "/config", ("delete", Cells.Text(row, "key")))]) : null),
            .. actions,
            GuestPower.More,
        ],
    };

    private static IEnumerable<Place> BackupStorages(PageContext context) =>
        context.Places.Where(p => p.Kind == PlaceKind.Storage && p.Node == context.Place.Node && p.Content.Split(',').Contains("backup"));

    private static string? Snapshot(PageContext context) => context.Row is { } row && Cells.Text(row, "name") is not "current" and var name ? name : null;

    private static List<JsonObject> SummaryRows(PageContext context)
    {
        if (context.Get(0) is not JsonObject status) return [];
        var running = Cells.Text(status, "status") == "running";
        var ha = (status["ha"] as JsonObject)?["managed"]?.ToString() == "1";
        List<JsonObject> rows =
        [
            Details.Row(context.Label("Status"), context.Label(running ? "running" : "stopped"), running ? Ink.Met : Ink.Dim),
            Details.Row(context.Label("HA State"), ha ? "managed" : context.Label("none")),
            Details.Row(context.Label("Node"), context.Place.Node),
            Details.Row(context.Label("Uptime"), Cells.Duration(context.Cells, Cells.Number(status, "uptime"))),
            Details.Busy(context, "CPU usage", Cells.Number(status, "cpu"), Cells.Number(status, "cpus")),
            Details.Usage(context, "Memory usage", Cells.Number(status, "mem"), Cells.Number(status, "maxmem")),
            Details.Row(context.Label("Bootdisk size"), Cells.Size(Cells.Number(status, "maxdisk"))),
        ];
        if (context.Place.Lock is { } held) rows.Insert(1, Details.Row(context.Label("Lock"), held, Ink.Notice));
        rows.AddRange(Addresses(context).Select((line, i) => Details.Row(i == 0 ? "IPs" : "", line)));
        rows.AddRange(Notes(context).Select((line, i) => Details.Row(i == 0 ? context.Label("Notes") : "", line)));
        return rows;
    }

    private static string[] Notes(PageContext context) =>
        context.List(1).FirstOrDefault(row => Cells.Text(row, "key") == "description") is { } notes ? Cells.Text(notes, "value").TrimEnd('\n').Split('\n') : [];

    /// <summary>The addresses as the guest agent tells them; of a container as it is configured.</summary>
    private static IEnumerable<string> Addresses(PageContext context)
    {
        if (context.Place.Kind == PlaceKind.Lxc) return GuestConfig.NetworkLines(context, context.Paths[1]);
        if (context.Get(2)?["result"] is not JsonArray devices)
            return [context.Label(context.Answers.GetValueOrDefault(context.Paths[2])?.Error?.StartsWith("No QEMU", StringComparison.Ordinal) == true
                ? "No Guest Agent configured" : "Guest Agent not running")];
        return devices.OfType<JsonObject>().Where(d => Cells.Text(d, "name") != "lo").SelectMany(device =>
            (device["ip-addresses"] as JsonArray ?? []).OfType<JsonObject>().Select(a => $"{Cells.Text(a, "ip-address")} ({Cells.Text(device, "name")})"));
    }

    /// <summary>The snapshots below their parents, the present state where it stands.</summary>
    private static List<JsonObject> SnapshotRows(PageContext context)
    {
        var (all, rows) = (context.List(0), new List<JsonObject>());
        var names = all.Select(row => Cells.Text(row, "name")).ToHashSet(StringComparer.Ordinal);
        void Below(string parent, int depth)
        {
            foreach (var row in all.Where(r => (names.Contains(Cells.Text(r, "parent")) ? Cells.Text(r, "parent") : "") == parent)
                .OrderBy(r => r["snaptime"] is null).ThenBy(r => Cells.Number(r, "snaptime")))
            {
                var (name, shown) = (Cells.Text(row, "name"), (JsonObject)row.DeepClone());
                var isNow = name == "current";
                shown["shown"] = new string(' ', depth * 2) + (isNow ? context.Label("NOW") : name);
                if (isNow) shown["description"] = context.Label("You are here!");
                rows.Add(shown);
                if (!isNow && depth < names.Count) Below(name, depth + 1);
            }
        }
        Below("", 0);
        return rows;
    }
}
