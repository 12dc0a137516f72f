using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>What a backup job does, and which disks it takes (pve-manager: dc/BackupJobDetail.js).</summary>
internal static class BackupJobDetailDialog
{
    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [Volumes(context)];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var job = context.Row;
        return new FormModel
        {
            Title = Pve("Backup Details"),
            Submit = FormTexts.Close,
            Fields =
            [
                Left("Node", job.Text("node") is { Length: > 0 } node ? node : "-- " + Pve("All") + " --"), Left("Storage", job.Text("storage")),
                Left("Schedule", job.Text("schedule")), Left("Selection mode", Selection(job)),
                Right("Notification", job.Text("mailto").Length > 0 ? job.Text("mailto") : Pve("Use global notification settings")), Right("Compression", Compression(job)),
                Right("Mode", Mode(job.Text("mode"))), Right("Enabled", job?["enabled"] is null || job.IsOn("enabled") ? Pve("Yes") : Pve("No")),
                DialogParts.Shown("comment", Pve("Comment"), job.Text("comment")),
                DialogParts.Shown("retention", Pve("Retention"), Retention(job.Properties("prune-backups"))),
                new TableField
                {
                    Name = "volumes", Label = Pve("Included disks"), Columns = [Pve("Guest Image"), Pve("Type"), Pve("Backup Job")], Wanted = 8,
                    Rows = [.. context.Object(Volumes(context))?["children"] is JsonArray guests ? guests.OfType<JsonObject>().SelectMany(Rows) : []],
                },
            ],
            Rules = new FormRules(),
        };
    }

    private static string Volumes(DialogContext context) => $"/cluster/backup/{context.Row.Text("id")}/included_volumes";

    private static DisplayField Left(string label, Words text) => DialogParts.Shown(label, Pve(label), text) with { Column = FieldColumn.Left };

    private static DisplayField Right(string label, Words text) => DialogParts.Shown(label, Pve(label), text) with { Column = FieldColumn.Right };

    private static IEnumerable<FormOption> Rows(JsonObject guest)
    {
        var name = guest.Text("name") is { Length: > 0 } text ? $"{guest.Text("id")} ({text})" : guest.Text("id");
        yield return new FormOption(guest.Text("id"), name, guest.Text("type"), Words.None);
        foreach (var volume in guest["children"] is JsonArray volumes ? volumes.OfType<JsonObject>() : [])
        {
            var included = (volume.IsOn("included") ? Pve("Yes") : Pve("No")) + $" ({volume.Text("reason")})";
            yield return new FormOption(volume.Text("id"), $"  {volume.Text("id").Split(':')[^1]} - {volume.Text("name")}", Words.None, included);
        }
    }

    private static Words Selection(JsonObject? job) => job.Text("exclude").Length > 0 ? Pve("Exclude selected VMs") : job.IsOn("all") ? Pve("All")
        : job.Text("pool") is { Length: > 0 } pool ? Pve("Pool based") + $": {pool}" : Pve("Include selected VMs");

    private static Words Compression(JsonObject? job) => job.Text("compress") is { Length: > 0 } compress and not "0" ? compress : Pve("None");

    private static Words Mode(string mode) => mode switch { "suspend" => Pve("Suspend"), "stop" => Pve("Stop"), _ => Pve("Snapshot") };

    private static Words Retention(string keys) => keys.Length == 0 ? Pve("Fallback from storage config")
        : keys == "keep-all=1" ? Pve("Keep all backups") : keys.Replace(",", ", ", StringComparison.Ordinal);
}
