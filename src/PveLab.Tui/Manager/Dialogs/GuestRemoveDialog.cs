using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Remove a guest: its id has to be entered (pve-manager: window/SafeDestroyGuest.js).</summary>
internal static class GuestRemoveDialog
{
    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var id = FormattableString.Invariant($"{context.Vmid}");
        return new FormModel
        {
            Title = Pve("Confirm"),
            Submit = Pve("Remove"),
            Width = 62,
            Fields =
            [
                DialogParts.Shown("what", Words.None, $"{DialogParts.Short(context.GuestType)} {DialogParts.GuestName(context)} - " + Pve("Destroy")) with { Ink = Ink.Error },
                new TextField
                {
                    Name = "confirm", Label = Pve("Please enter the ID to confirm") + $" ({id})", Required = true, MaxLength = 10,
                    Rule = text => text.Trim() == id ? Words.None : ("This is another ID", "ID が違います"),
                },
                new CheckField
                {
                    Name = "purge", Text = Pve("Purge from job configurations"),
                    Hint = ("Takes it out of replication, HA and backup jobs", "レプリケーション・HA・バックアップのジョブからも外します"),
                },
                new CheckField
                {
                    Name = "destroy-unreferenced-disks", Text = Pve("Destroy unreferenced disks owned by guest"),
                    Hint = ("Looks for disks with its ID on all storages", "全ストレージから、この ID のディスクを探して消します"),
                },
                DialogParts.Remark("note", ("Disks it names are always destroyed.", "設定にあるディスクは必ず消えます。")),
            ],
            Rules = new FormRules
            {
                Write = form => ApiWrite.Of("delete", context.GuestPath,
                    ("purge", form.IsOn("purge") ? "1" : null), ("destroy-unreferenced-disks", form.IsOn("destroy-unreferenced-disks") ? "1" : null)),
            },
        };
    }
}
