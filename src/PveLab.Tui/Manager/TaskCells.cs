using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Manager;

/// <summary>How tasks are described (pve-manager: www/manager6/Utils.js override_task_descriptions; proxmox-widget-toolkit: src/Utils.js).</summary>
public static class TaskCells
{
    private static readonly Dictionary<string, (string Prefix, string Label)> Kinds = new(StringComparer.Ordinal)
    {
        ["hamigrate"] = ("HA", "Migrate"),
        ["hashutdown"] = ("HA", "Shutdown"),
        ["hastart"] = ("HA", "Start"),
        ["hastop"] = ("HA", "Stop"),
        ["imgcopy"] = ("", "Copy data"),
        ["imgdel"] = ("", "Erase data"),
        ["migrateall"] = ("", "Bulk migrate VMs and Containers"),
        ["move_volume"] = ("CT", "Move Volume"),
        ["qmclone"] = ("VM", "Clone"),
        ["qmconfig"] = ("VM", "Configure"),
        ["qmcreate"] = ("VM", "Create"),
        ["qmdelsnapshot"] = ("VM", "Delete Snapshot"),
        ["qmdestroy"] = ("VM", "Destroy"),
        ["qmigrate"] = ("VM", "Migrate"),
        ["qmmove"] = ("VM", "Move disk"),
        ["qmpause"] = ("VM", "Pause"),
        ["qmreboot"] = ("VM", "Reboot"),
        ["qmreset"] = ("VM", "Reset"),
        ["qmrestore"] = ("VM", "Restore"),
        ["qmresume"] = ("VM", "Resume"),
        ["qmrollback"] = ("VM", "Rollback"),
        ["qmshutdown"] = ("VM", "Shutdown"),
        ["qmsnapshot"] = ("VM", "Snapshot"),
        ["qmstart"] = ("VM", "Start"),
        ["qmstop"] = ("VM", "Stop"),
        ["qmsuspend"] = ("VM", "Hibernate"),
        ["qmtemplate"] = ("VM", "Convert to template"),
        ["resize"] = ("VM/CT", "Resize"),
        ["startall"] = ("", "Bulk start VMs and Containers"),
        ["stopall"] = ("", "Bulk shutdown VMs and Containers"),
        ["vncproxy"] = ("VM/CT", "Console"),
        ["vncshell"] = ("", "Shell"),
        ["vzclone"] = ("CT", "Clone"),
        ["vzcreate"] = ("CT", "Create"),
        ["vzdelsnapshot"] = ("CT", "Delete Snapshot"),
        ["vzdestroy"] = ("CT", "Destroy"),
        ["vzmigrate"] = ("CT", "Migrate"),
        ["vzmount"] = ("CT", "Mount"),
        ["vzreboot"] = ("CT", "Reboot"),
        ["vzrestore"] = ("CT", "Restore"),
        ["vzrollback"] = ("CT", "Rollback"),
        ["vzshutdown"] = ("CT", "Shutdown"),
        ["vzsnapshot"] = ("CT", "Snapshot"),
        ["vzstart"] = ("CT", "Start"),
        ["vzstop"] = ("CT", "Stop"),
        ["vztemplate"] = ("CT", "Convert to template"),
        ["vzumount"] = ("CT", "Unmount"),
    };

    /// <summary>What a task does, in words: <c>VM 100 - Start</c>.</summary>
    public static string Describe(string type, string id, Language language)
    {
        if (type == "vzdump") return id.Length > 0 ? $"VM/CT {id} - {Labels.In(language, "Backup")}" : Labels.In(language, "Backup Job");
        if (!Kinds.TryGetValue(type, out var kind)) return id.Length > 0 ? $"{type} {id}" : type;
        var label = Labels.In(language, kind.Label);
        return kind.Prefix.Length > 0 ? $"{kind.Prefix} {id} - {label}" : label;
    }

    /// <summary>The description of a row's task.</summary>
    public static Cell Description(JsonObject row, string field, CellContext context) =>
        new(Describe(Cells.Text(row, "type"), Cells.Text(row, "id"), context.Language));

    /// <summary>How a row's task ended; failures are marked.</summary>
    public static Cell Status(JsonObject row, string field, CellContext context) => Status(Cells.Text(row, field), context.Language);

    /// <summary>How a task ended.</summary>
    public static Cell Status(string status, Language language) => status switch
    {
        "" or "RUNNING" => new("▶ " + Labels.In(language, "running"), Ink.Prompt),
        "OK" => new("OK", Ink.Met),
        "unexpected status" => new(Labels.In(language, "unknown"), Ink.Error),
        _ when status.StartsWith("WARNINGS: ", StringComparison.Ordinal) => new(Labels.In(language, "Warnings") + status[8..], Ink.Notice),
        _ => new($"{Labels.In(language, "Error")}: {status}", Ink.Error),
    };

    /// <summary>How long a row's task took, or has taken so far.</summary>
    public static Cell Duration(JsonObject row, string field, CellContext context)
    {
        var end = row["endtime"] is null ? context.Now : Cells.Number(row, "endtime");
        return new(Cells.Took(Math.Max(0, end - Cells.Number(row, "starttime"))));
    }
}
