using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of the datacenter (pve-manager: www/manager6/dc).</summary>
internal static class DatacenterPages
{
    private static readonly string[] StorageTypes = ["dir", "lvmthin", "nfs", "zfspool"];

    /// <summary>What a run of a job takes no part in: its schedule and what it is called.</summary>
    private static readonly string[] OfTheSchedule = ["enabled", "starttime", "dow", "id", "schedule", "type", "node", "comment", "next-run", "repeat-missed"];

    public static IReadOnlyList<Page> All { get; } =
    [
        new() { Id = "summary", Title = "Summary", IsDetail = true, Key = "label", Columns = Details.Columns, Reads = _ => ["/cluster/status"], Rows = Summary },
        new()
        {
            Id = "cluster", Title = "Cluster", Key = "name", Reads = _ => ["/cluster/status"],
            Rows = context => [.. context.List(0).Where(row => Cells.Text(row, "type") == "node")],
            Columns =
            [
                new("Nodename", "name"), new("ID", "nodeid"), new("IP address", "ip"),
                new("Online", "online") { Render = Cells.Mark },
            ],
        },
        new()
        {
            Id = "storage", Title = "Storage", Key = "storage", Enter = "e", Reads = _ => ["/storage"],
            Rows = context => [.. context.List(0).OrderBy(row => Cells.Text(row, "storage"), StringComparer.Ordinal)],
            Columns =
            [
                new("ID", "storage"), new("Type", "type") { Render = StorageCells.Type }, new("Content", "content", 46) { Render = StorageCells.Content },
                new("Path/Target", "path") { Render = StorageCells.Target }, new("Shared", "shared") { Render = Cells.YesNo },
                new("Enabled", "disable") { Render = Cells.NoYes }, new("Bandwidth Limit", "bwlimit"),
            ],
            Buttons =
            [
                new("a", "Add", _ => new Act.Menu("Add", [.. StorageTypes.Select((type, i) => new PageButton(
                    (i + 1).ToString(CultureInfo.InvariantCulture), StorageCells.TypeName(type), _ => new Act.Dialog(DialogIds.StorageAdd, type)))])),
                new("d", "Remove", context => Remove(context, "storage", "/storage/")),
                new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.StorageEdit)),
            ],
        },
        new()
        {
            Id = "backup", Title = "Backup", Enter = "e", Reads = _ => ["/cluster/backup", "/cluster/backup-info/not-backed-up"],
            Columns =
            [
                new("Enabled", "enabled") { Render = Cells.Mark }, new("Node", "node") { Render = AllNodes, Spare = 3 }, new("Schedule", "schedule", 24),
                new("Next Run", "next-run") { Render = NextRun }, new("Storage", "storage"), new("Comment", "comment", 30) { Render = Cells.FirstLine, Spare = 4 },
                new("Retention", "prune-backups") { Render = Retention, Spare = 2 }, new("Selection", "vmid") { Render = Selection },
            ],
            Buttons =
            [
                new("a", "Add", _ => new Act.Dialog(DialogIds.BackupJobAdd)),
                new("d", "Remove", context => Remove(context, "id", "/cluster/backup/")),
                new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.BackupJobEdit)),
                new("j", "Job Detail", context => context.Row is null ? null : new Act.Dialog(DialogIds.BackupJobDetail)),
                new("r", "Run now", context => context.Row is { } job
                    ? new Act.Ask(context.Label("Start the selected backup job now?"), [.. Runs(context, job)]) : null),
                new("g", "Guests Without Backup Job", context => context.List(1).Count > 0 ? new Act.Dialog(DialogIds.GuestsWithoutBackup) : null),
                new("s", "Schedule Simulator", _ => new Act.Dialog(DialogIds.ScheduleSimulator)),
            ],
        },
        new()
        {
            Id = "replication", Title = "Replication", Enter = "e", Reads = _ => ["/cluster/replication"],
            Columns =
            [
                new("Enabled", "disable") { Render = Cells.MarkUnless }, new("Guest", "guest"), new("Job", "jobnum"), new("Target", "target"),
                new("Schedule", "schedule") { Render = ReplicationCells.Schedule }, new("Rate limit", "rate") { Render = ReplicationCells.Rate },
                new("Comment", "comment") { Render = Cells.FirstLine },
            ],
            Buttons = ReplicationCells.Buttons,
        },
        new()
        {
            Id = "ha", Title = "HA", Reads = _ => ["/cluster/ha/status/current"],
            Rows = context => [.. context.List(0).Where(row => Cells.Text(row, "type") != "service")],
            Columns = [new("Type", "type"), new("Status", "status", 120) { Render = HaStatus }],
        },
        new()
        {
            Id = "ha-resources", Title = "Resources", Key = "sid", Enter = "e", Reads = _ => ["/cluster/ha/status/current"],
            Rows = context => [.. context.List(0).Where(row => Cells.Text(row, "type") == "service")],
            Columns =
            [
                new("ID", "sid"), new("State", "state") { Render = HaState }, new("Node", "node"), new("Request State", "request_state"),
                new("CRM State", "crm_state"), new("Max. Restart", "max_restart"), new("Max. Relocate", "max_relocate"),
                new("Failback", "failback") { Render = Cells.YesNo }, new("Description", "comment") { Render = Cells.FirstLine },
            ],
            Buttons =
            [
                new("a", "Add", _ => new Act.Dialog(DialogIds.HaResourceAdd)),
                new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.HaResourceEdit)),
                new("d", "Remove", context => Remove(context, "sid", "/cluster/ha/resources/")),
            ],
        },
        new()
        {
            Id = "ha-rules", Title = "Affinity Rules", Key = "rule", Enter = "e", Reads = _ => ["/cluster/ha/rules"],
            Columns =
            [
                new("Enabled", "disable") { Render = Cells.MarkUnless }, new("ID", "rule"), new("Type", "type"), new("HA Resources", "resources", 60),
                new("Nodes", "nodes"), new("Affinity", "affinity"), new("Strict", "strict") { Render = Cells.Shield },
                new("Error", "errors") { Render = static (row, field, _) => new Cell(Cells.Clean(row[field]?.ToJsonString() ?? ""), Ink.Error) },
                new("Comment", "comment") { Render = Cells.FirstLine },
            ],
            Buttons =
            [
                new("a", "Add", _ => new Act.Menu("Add",
                [
                    new("n", "HA Node Affinity Rules", _ => new Act.Dialog(DialogIds.HaRuleAdd, "node-affinity")),
                    new("r", "HA Resource Affinity Rules", _ => new Act.Dialog(DialogIds.HaRuleAdd, "resource-affinity")),
                ])),
                new("e", "Edit", context => context.Row is null ? null : new Act.Dialog(DialogIds.HaRuleEdit)),
                new("d", "Remove", context => Remove(context, "rule", "/cluster/ha/rules/")),
            ],
        },
    ];

    /// <summary>Asks whether an entry is to be removed, and removes it.</summary>
    public static Act? Remove(PageContext context, string field, string path) => context.Row is not { } row ? null
        : new Act.Ask(context.Label("Are you sure you want to remove entry {0}", $"'{Cells.Text(row, field)}'"), [ApiWrite.Of("delete", path + Cells.Text(row, field))]);

    private static List<JsonObject> Summary(PageContext context)
    {
        var (rows, status) = (new List<JsonObject>(), context.List(0));
        var nodes = status.Where(row => Cells.Text(row, "type") == "node").ToList();
        var online = nodes.Count(row => Cells.IsTrue(row, "online"));
        if (status.FirstOrDefault(row => Cells.Text(row, "type") == "cluster") is { } cluster)
        {
            var quorate = Cells.IsTrue(cluster, "quorate");
            rows.Add(Details.Row(context.Label("Cluster"), $"{Cells.Text(cluster, "name")}, {context.Label("Quorate")}: {context.Label(quorate ? "Yes" : "No")}",
                quorate ? Ink.Met : Ink.Error));
        }
        else
        {
            rows.Add(Details.Row(context.Label("Cluster"), ManagerTexts.In(context.Cells.Language).StandaloneNode));
        }
        rows.Add(Details.Row(context.Label("Nodes"), $"{context.Label("Online")} {online}, {context.Label("Offline")} {nodes.Count - online}", online < nodes.Count ? Ink.Error : Ink.Met));
        rows.Add(Guests(context, "Virtual Machines", PlaceKind.Qemu));
        rows.Add(Guests(context, "LXC Container", PlaceKind.Lxc));
        var resources = (context.Get("/cluster/resources") as JsonArray ?? []).OfType<JsonObject>().ToList();
        double Sum(string type, string field) => resources.Where(row => Cells.Text(row, "type") == type).Sum(row => Cells.Number(row, field));
        var cpus = Sum("node", "maxcpu");
        var busy = resources.Where(row => Cells.Text(row, "type") == "node").Sum(row => Cells.Number(row, "cpu") * Cells.Number(row, "maxcpu"));
        rows.Add(Details.Busy(context, "CPU", cpus > 0 ? busy / cpus : 0, cpus));
        rows.Add(Details.Usage(context, "Memory", Sum("node", "mem"), Sum("node", "maxmem")));
        rows.Add(Storage(context, resources));
        return rows;
    }

    private static JsonObject Guests(PageContext context, string label, PlaceKind kind)
    {
        var guests = context.Places.Where(p => p.Kind == kind).ToList();
        var running = guests.Count(p => p.IsRunning);
        return Details.Row(context.Label(label), $"{context.Label("Running")} {running}, {context.Label("Stopped")} {guests.Count - running}");
    }

    /// <summary>A shared storage counts once.</summary>
    private static JsonObject Storage(PageContext context, List<JsonObject> resources)
    {
        var storages = resources.Where(row => Cells.Text(row, "type") == "storage" && row["maxdisk"] is not null)
            .DistinctBy(row => Cells.IsTrue(row, "shared") ? Cells.Text(row, "storage") : Cells.Text(row, "id")).ToList();
        return Details.Usage(context, "Storage", storages.Sum(row => Cells.Number(row, "disk")), storages.Sum(row => Cells.Number(row, "maxdisk")));
    }

    /// <summary>The calls that run a job now: vzdump on every node that is online, or on the job's own (dc/Backup.js run_backup_now).</summary>
    private static IEnumerable<ApiWrite> Runs(PageContext context, JsonObject job)
    {
        var parameters = job.Where(p => !OfTheSchedule.Contains(p.Key) && p.Value is not null)
            .ToImmutableSortedDictionary(p => p.Key, p => Cells.Properties(p.Value), StringComparer.Ordinal)
            .SetItem("all", Cells.IsTrue(job, "all") ? "1" : "0");
        var own = Cells.Text(job, "node");
        return context.Places.Where(p => p.Kind == PlaceKind.Node && (own.Length > 0 ? p.Name == own : p.Status == "online"))
            .Select(node => new ApiWrite("create", $"/nodes/{node.Name}/vzdump", parameters));
    }

    private static Cell AllNodes(JsonObject row, string field, CellContext context) =>
        new(row[field] is null ? $"-- {Labels.In(context.Language, "All")} --" : Cells.Text(row, field));

    private static Cell NextRun(JsonObject row, string field, CellContext context) => Cells.Number(row, field) switch
    {
        0 => new("-"),
        var at when at < context.Now => new(Labels.In(context.Language, "pending"), Ink.Prompt),
        var at => new(Cells.Stamp(context, at)),
    };

    private static Cell Retention(JsonObject row, string field, CellContext context) => row[field] is { } value
        ? new(Cells.Properties(value)) : new(Labels.In(context.Language, "Fallback from storage config"), Ink.Dim);

    /// <summary>pve-manager: www/manager6/Utils.js render_backup_selection.</summary>
    private static Cell Selection(JsonObject row, string field, CellContext context)
    {
        if (Cells.IsTrue(row, "all"))
            return new(row["exclude"] is null ? $"-- {Labels.In(context.Language, "All")} --" : Labels.In(context.Language, "All except {0}", Cells.Text(row, "exclude")));
        return new(row[field] is not null ? Cells.Text(row, field) : row["pool"] is not null ? $"Pool '{Cells.Text(row, "pool")}'" : "-");
    }

    private static Cell HaState(JsonObject row, string field, CellContext context) => Cells.Text(row, field) is var state && state is "error" or "fence" or "recovery"
        ? new(state, Ink.Error) : new(Cells.Text(row, field), Cells.Text(row, field) == "started" ? Ink.Met : Ink.Text);

    private static Cell HaStatus(JsonObject row, string field, CellContext context) =>
        Cells.Text(row, field) is var status && (status.Contains("dead?", StringComparison.Ordinal) || status.StartsWith("No quorum", StringComparison.Ordinal))
            ? new(status, Ink.Error) : new(Cells.Text(row, field));
}
