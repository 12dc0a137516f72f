using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Sim.Tasks;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>The Status tab of the task viewer (proxmox-widget-toolkit: src/window/TaskViewer.js).</summary>
internal static class TaskStatusLines
{
    /// <summary>Its lines.</summary>
    /// <param name="upid">The task.</param>
    /// <param name="status">What its status path answered.</param>
    /// <param name="ended">When it ended, in seconds of Unix time, as the task list has it; 0 as long as that does not tell.</param>
    /// <param name="context">Language, zone and time.</param>
    public static IReadOnlyList<string> Of(Upid upid, JsonObject? status, long ended, CellContext context)
    {
        var running = status is null || Cells.Text(status, "status") == "running";
        var took = Math.Max(0, (ended > 0 ? ended : context.Now) - upid.StartTime);
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
        if (running || ended > 0) rows.Insert(7, ("Duration", Cells.Took(took)));
        if (ended > 0) rows.Insert(7, ("End Time", Cells.Stamp(context, ended)));
        var width = rows.Max(r => LabView.Columns(Labels.In(context.Language, r.Label)));
        return [.. rows.Select(r => $"{Shell.Editing.DisplayWidth.PadRight(Labels.In(context.Language, r.Label), width)}  {r.Value}")];
    }
}
