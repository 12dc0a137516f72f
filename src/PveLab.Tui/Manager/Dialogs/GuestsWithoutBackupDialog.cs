using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The guests that no backup job covers (pve-manager: dc/Backup.js).</summary>
internal static class GuestsWithoutBackupDialog
{
    private const string Path = "/cluster/backup-info/not-backed-up";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [Path];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context) => new()
    {
        Title = Pve("Guests Without Backup Job"),
        Submit = FormTexts.Close,
        Width = 60,
        Fields =
        [
            new TableField
            {
                Name = "guests", Label = Pve("Guests"), Columns = ["VMID", Pve("Name"), Pve("Type")], Wanted = 12,
                Empty = ("Every guest has a backup job.", "どのゲストにもバックアップジョブがあります。"),
                Rows = [.. context.List(Path).Select(g => new FormOption(g.Text("vmid"), g.Text("vmid"), g.Text("name"), g.Text("type") == "lxc"
                    ? Pve("LXC Container") : Pve("Virtual Machine")))],
            },
        ],
        Rules = new FormRules(),
    };
}
