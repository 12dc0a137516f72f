using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim.Tasks;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>The Status tab of the task viewer (proxmox-widget-toolkit: src/window/TaskViewer.js).</summary>
internal static class TaskStatusLines
{
    public static IReadOnlyList<string> Of(Upid upid, JsonObject? status, CellContext context)
    {
        var running = status is null || Cells.Text(status, "status") == "running";
        var took = Math.Max(0, context.Now - upid.StartTime);
        List<(string Label, string Value)> rows =
        [
            ("Status", running ? Labels.In(context.Language, "running") : $"{Labels.In(context.Language, "stopped")}: {Cells.Text(status!, "exitstatus")}"),
            ("Task type", upid.Type),
            ("User name", upid.User),
            ("Node", upid.Node),
            ("Process ID", upid.Pid.ToString(CultureInfo.InvariantCulture)),
            ("Task ID", upid.Id),
            ("Start Time", Cells.Stamp(context, upid.StartTime)),
            ("Unique task ID", upid.Encode()),
        ];
        if (running) rows.Insert(7, ("Duration", Cells.Took(took)));
        var width = rows.Max(r => LabView.Columns(Labels.In(context.Language, r.Label)));
        return [.. rows.Select(r => $"{Shell.Editing.DisplayWidth.PadRight(Labels.In(context.Language, r.Label), width)}  {r.Value}")];
    }
}
