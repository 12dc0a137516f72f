using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of a node (pve-manager: www/manager6/node/Config.js).</summary>
internal static class NodePages
{
    /// <summary>The columns of a task history (proxmox-widget-toolkit: src/node/Tasks.js).</summary>
    public static IReadOnlyList<Column> TaskColumns { get; } =
    [
        new("Start Time", "starttime") { Render = Cells.TaskTime }, new("End Time", "endtime") { Render = Cells.TaskTime, Spare = 1 },
        new("Duration", "duration") { Render = TaskCells.Duration, Spare = 2 }, new("User name", "user") { Spare = 3 },
        new("Description", "upid") { Render = TaskCells.Description }, new("Status", "status", 80) { Render = TaskCells.Status },
    ];

    public static IReadOnlyList<Page> All { get; } =
    [
        new() { Id = "summary", Title = "Summary", IsDetail = true, Key = "label", Columns = Details.Columns, Reads = context => [$"{context.Place.Path}/status"], Rows = Summary },
        new()
        {
            Id = "shell", Title = "Shell", IsDetail = true, Key = "label", Columns = Details.Columns, Enter = "o",
            Rows = context => [Details.Row("", ManagerTexts.In(context.Cells.Language).ShellHint(context.Place.Node))],
            Buttons = [new("o", "Shell", context => new Act.Shell(context.Place.Node))],
        },
        new()
        {
            Id = "network", Title = "Network", Key = "iface", Reads = context => [$"{context.Place.Path}/network"],
            Columns =
            [
                new("Name", "iface"), new("Type", "type"), new("Active", "active") { Render = Cells.YesNo }, new("Ports/Slaves", "bridge_ports"),
                new("CIDR", "cidr"), new("Gateway", "gateway"),
            ],
        },
        new()
        {
            Id = "disks", Title = "Disks", Key = "devpath", Reads = context => [$"{context.Place.Path}/disks/list?include-partitions=1"],
            Columns =
            [
                new("Device", "devpath") { Render = DiskCells.Device }, new("Type", "type") { Render = DiskCells.Type }, new("Usage", "used") { Render = DiskCells.Usage },
                new("Size", "size") { Render = Cells.Bytes }, new("GPT", "gpt") { Render = Cells.YesNo, Spare = 2 }, new("Model", "model") { Spare = 3 },
                new("Serial", "serial") { Spare = 4 }, new("S.M.A.R.T.", "health") { Render = Health }, new("Mounted", "mounted") { Render = Cells.YesNo, Spare = 1 },
                new("Wearout", "wearout") { Spare = 5 },
            ],
        },
        new()
        {
            Id = "zfs", Title = "ZFS", Key = "name", Reads = context => [$"{context.Place.Path}/disks/zfs"],
            Columns =
            [
                new("Name", "name"), new("Size", "size") { Render = Cells.Bytes }, new("Free", "free") { Render = Cells.Bytes },
                new("Allocated", "alloc") { Render = Cells.Bytes }, new("Fragmentation", "frag") { Render = Percent }, new("Health", "health") { Render = Health },
            ],
        },
        ReplicationCells.Runs(context => $"{context.Place.Path}/replication"),
        Tasks(context => $"{context.Place.Path}/tasks?source=all"),
    ];

    /// <summary>A task history.</summary>
    /// <param name="path">The path that lists the tasks.</param>
    public static Page Tasks(Func<PageContext, string> path) => new()
    {
        Id = "tasks",
        Title = "Task History",
        Key = "upid",
        Enter = "v",
        IsWindow = true,
        Reads = context => [path(context)],
        Columns = TaskColumns,
        Buttons = [new("v", "View Task", context => context.Row is { } row ? new Act.Task(Cells.Text(row, "upid")) : null)],
    };

    private static List<JsonObject> Summary(PageContext context)
    {
        if (context.Get(0) is not JsonObject status) return [];
        JsonObject Part(string name) => status[name] as JsonObject ?? [];
        var (cpu, kernel) = (Part("cpuinfo"), Part("current-kernel"));
        var loads = status["loadavg"] is JsonArray list ? string.Join(", ", list.Select(load => load?.ToString())) : "";
        JsonObject Usage(string label, string name) => Details.Usage(context, label, Cells.Number(Part(name), "used"), Cells.Number(Part(name), "total"));
        return
        [
            Details.Row(context.Label("Uptime"), Cells.Duration(context.Cells, Cells.Number(status, "uptime"))),
            Details.Busy(context, "CPU usage", Cells.Number(status, "cpu"), Cells.Number(cpu, "cpus")),
            Details.Row(context.Label("Load average"), loads),
            Usage("RAM usage", "memory"),
            Usage("SWAP usage", "swap"),
            Usage("HD space", "rootfs"),
            Details.Row(context.Label("CPU(s)"), $"{Cells.Text(cpu, "cpus")} x {Cells.Text(cpu, "model")}"),
            Details.Row(context.Label("Kernel Version"), $"{Cells.Text(kernel, "sysname")} {Cells.Text(kernel, "release")}"),
            Details.Row(context.Label("Boot Mode"), Cells.Text(Part("boot-info"), "mode").ToUpperInvariant()),
            Details.Row(context.Label("Manager Version"), Cells.Text(status, "pveversion")),
        ];
    }

    private static Cell Percent(JsonObject row, string field, CellContext context) => new(row[field] is null ? "" : Cells.Text(row, field) + "%");

    private static Cell Health(JsonObject row, string field, CellContext context) => Cells.Text(row, field) switch
    {
        "" => new(""),
        "ONLINE" or "PASSED" => new(Cells.Text(row, field), Ink.Met),
        var health => new(health, Ink.Error),
    };
}
